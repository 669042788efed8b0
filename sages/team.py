"""Cards of a village's team on the day it is confirmed: roles, the trainer's checklist, and since when each is in it."""

from dataclasses import dataclass

from django import forms

from sammachip.lib import fiscal, thai
from sammachip.lib.fields import ThaiDateField
from villages.checklist import checklist

from . import course
from .choosing import SageCard
from .models import TeamMember
from .preparation import Preparation

NO_LEAD = "ทีมนี้ยังไม่มีหัวหน้าทีม โปรดเลือกหัวหน้าทีมหนึ่งคนก่อนยืนยัน"
FUTURE = "วันที่ยืนยันเข้าทีมต้องไม่เป็นวันในอนาคต"
BEFORE_MEETING = "วันที่ยืนยันเข้าทีมต้องไม่มาก่อนวันประชุมที่คัดเลือก {} ({})"
OUTSIDE = "วันที่ยืนยันเข้าทีม {} อยู่นอกปีงบประมาณ {} ของแผน"


@dataclass
class TeamCard(SageCard):
    prepared: Preparation | None = None

    @property
    def course(self):
        return course.where_and_when(self.about)

    @property
    def is_confirmed_now(self):
        return bool(self.changes.get("joined"))


class ConfirmForm(forms.Form):
    """The one day that a save of the page is about."""

    joined_on = ThaiDateField(label="วันที่ยืนยันเข้าทีม", required=False)

    def __init__(self, data=None, *, year, is_needed=False):
        today = fiscal.today()
        super().__init__(data, initial={"joined_on": today if year.contains(today) else None})
        self.fields["joined_on"].required = is_needed


def team_cards(seats, criteria, prepared):
    for seat in seats:
        checked = checklist(criteria, seat.answers.all())
        yield TeamCard(
            about=seat.sage,
            stored={"joined": "1" if seat.joined_on else "", "role": seat.role, **checked.texts},
            seat=seat,
            checked=checked,
            prepared=prepared[seat.pk],
        )


def team_faults(cards, day):
    """What is wrong with confirming the team on `day` (None where the day itself is)."""
    confirmed = [card for card in cards if card.is_confirmed_now]
    if confirmed and not any(card.shown["role"] == TeamMember.Role.LEAD for card in cards):
        yield None, NO_LEAD
    if confirmed and day and day > fiscal.today():
        yield None, FUTURE
    for card in confirmed:
        meeting = card.seat.meeting
        if day and meeting and day < meeting.held_on:
            told = BEFORE_MEETING.format(card.about, thai.format_date(meeting.held_on))
            yield card.refuse(told)


def joined(cards, day):
    """{seat: since when it is in the team} of those whose tick was changed."""
    return {card.seat: day if card.changes["joined"] else None for card in cards if "joined" in card.changes}
