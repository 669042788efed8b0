"""Cards of the sages whom a leaders' meeting may choose, and what keeps a choice from being written."""

from dataclasses import dataclass

from sammachip.lib import thai
from sammachip.lib.cards import Card
from sammachip.lib.counting import related_rows
from villages.checklist import Checklist, answered, checklist
from villages.models import Participation

from .models import Sage, TeamMember
from .services import Choice

ELSEWHERE = "อยู่ในทีมวิทยากรของ{}ในปีนี้แล้ว หนึ่งคนอยู่ได้ปีละหนึ่งทีม"
CHOSEN_BEFORE = "คัดเลือกแล้วในการประชุมวันที่ {}"
TWO_LEADS = "เลือกหัวหน้าทีมไว้ {} คน ({}) หนึ่งทีมมีหัวหน้าทีมได้คนเดียว โปรดเลือกคนเดียว"
ONE_TEAM = next(
    str(one.violation_error_message)
    for one in TeamMember._meta.constraints
    if one.name == "teammember_one_team_a_year"
)


@dataclass
class SageCard(Card):
    """`seat`: the sage's seat in this village's team, None before there is one."""

    seat: TeamMember | None = None
    checked: Checklist | None = None

    @property
    def shown_checklist(self):
        return self.checked.as_typed(self.shown)

    @property
    def choice(self):
        ticked = self.changes.get("chosen")
        role = self.changes.get("role")
        return Choice(
            sage=self.about,
            seat=self.seat,
            is_chosen=None if ticked is None else bool(ticked),
            role=role if role in TeamMember.Role.values else None,
            answers=answered(self.changes),
        )

    @property
    def is_counted(self):
        """Ticked, and open: its box says whether it counts."""
        return self.is_open and bool(self.stored.get("chosen"))

    @property
    def sits_unticked(self):
        """In the team already, though no meeting is known to have chosen the sage."""
        return self.seat is not None and not self.stored.get("chosen")

    @property
    def will_sit(self):
        return bool(self.shown.get("chosen")) or self.sits_unticked


def seated_cards(seats, meeting, criteria):
    for seat in seats:
        is_other = seat.meeting_id not in (None, meeting.pk)
        checked = checklist(criteria, seat.answers.all())
        yield SageCard(
            about=seat.sage,
            stored={
                "chosen": "1" if seat.meeting_id == meeting.pk else "",
                "role": seat.role,
                **checked.texts,
            },
            is_open=not is_other,
            note=CHOSEN_BEFORE.format(thai.format_date(seat.meeting.held_on, "medium")) if is_other else "",
            seat=seat,
            checked=checked,
        )


def other_cards(sages, criteria, taken):
    """`taken`: {sage key: name of the village in whose team of the year the sage is}."""
    for sage in sages:
        checked = checklist(criteria, ())
        village = taken.get(sage.pk)
        yield SageCard(
            about=sage,
            stored={"chosen": "", "role": TeamMember.Role.MEMBER.value, **checked.texts},
            is_open=village is None,
            note=ELSEWHERE.format(village) if village else "",
            checked=checked,
        )


def teams_of(sages, year, user):
    """{sage key: village} of those who sit in a team of the year; one outside the viewer's area is not named."""
    seats = related_rows(Sage, "seats").standing().in_year(year).filter(sage__in=[sage.pk for sage in sages])
    found = dict(seats.order_by().values_list("sage", "participation"))
    parts = Participation.objects.visible_to(user).select_related("village").in_bulk(set(found.values()))
    return {sage: str(parts[part].village) if part in parts else "หมู่บ้านอื่น" for sage, part in found.items()}


def lead_faults(cards):
    leads = [card for card in cards if card.will_sit and card.shown["role"] == TeamMember.Role.LEAD]
    if len(leads) > 1:
        names = ", ".join(str(card.about) for card in leads)
        sentence = TWO_LEADS.format(len(leads), names)
        yield next((card for card in leads if "role" in card.changes), leads[0]).refuse(sentence)
