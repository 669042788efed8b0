"""Verbs over a village's team: choose its sages at a meeting, settle who leads it, confirm it."""

from dataclasses import dataclass, field

from django.db import transaction

from villages import services as choosing

from .models import Sage, SeatAnswer, TeamMember

WORKS_ALREADY = "ยกเลิกการคัดเลือก {} ไม่ได้ เพราะมีการอบรมหรือครัวเรือนที่ดูแลแล้ว หากพ้นจากทีม ให้บันทึกวันที่ออกจากทีมแทน"


@dataclass
class Choice:
    """What changes for one sage; None leaves a thing as it is. `answers`: {criterion key: True | False | None}."""

    sage: Sage
    seat: TeamMember | None
    is_chosen: bool | None = None
    role: str | None = None
    answers: dict = field(default_factory=dict)

    @property
    def is_new(self):
        return self.seat is None and self.is_chosen is True


@transaction.atomic
def choose(meeting, choices, *, by):
    """Seat the sages whom a leaders' meeting chose, take back what it chose by mistake, keep roles and answers.

    An old lead steps back before a new one is named: a team never has two.
    """
    left = [choice.seat for choice in choices if choice.seat and choice.is_chosen is False]
    choosing.take_back(left, meeting=meeting, refusal=WORKS_ALREADY, by=by)
    staying = [choice for choice in choices if choice.seat and choice.is_chosen is not False]
    for choice in staying:
        choice.seat.meeting = meeting if choice.is_chosen else choice.seat.meeting
        choice.seat.role = choice.role or choice.seat.role
    changed = [choice.seat for choice in staying if choice.is_chosen or choice.role]
    change_seats([seat for seat in changed if seat.role != TeamMember.Role.LEAD], ["meeting", "role"], by=by)
    added = [choice for choice in choices if choice.is_new]
    for choice in added:
        choice.seat = new_seat(meeting, choice)
    choosing.add_rows([choice.seat for choice in added], by=by)
    change_seats([seat for seat in changed if seat.role == TeamMember.Role.LEAD], ["meeting", "role"], by=by)
    keep_answers([*staying, *added], by=by)


def new_seat(meeting, choice):
    return TeamMember(
        sage=choice.sage,
        participation=meeting.participation,
        fiscal_year=meeting.participation.plan.fiscal_year,
        meeting=meeting,
        role=choice.role or TeamMember.Role.MEMBER,
    )


@transaction.atomic
def settle_team(choices, joined, *, by):
    """Roles and answers of a team that stands, and since when its members are in it: `joined` {seat: day or None}."""
    for seat, day in joined.items():
        seat.joined_on = day
    for choice in choices:
        choice.seat.role = choice.role or choice.seat.role
    changed = list(dict.fromkeys([*joined, *(choice.seat for choice in choices if choice.role)]))
    columns = ["role", "joined_on"]
    change_seats([seat for seat in changed if seat.role != TeamMember.Role.LEAD], columns, by=by)
    change_seats([seat for seat in changed if seat.role == TeamMember.Role.LEAD], columns, by=by)
    keep_answers(choices, by=by)


def change_seats(seats, columns, *, by):
    choosing.change_rows(seats, columns, by=by)


def keep_answers(choices, *, by):
    wanted = {
        (choice.seat, criterion): is_met for choice in choices for criterion, is_met in choice.answers.items()
    }
    choosing.keep_answers(SeatAnswer, wanted, whose="seat", by=by)
