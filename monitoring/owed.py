"""The plan of visits as rows of a list: one owed visit each, with all that the list can be narrowed and sorted by."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from sammachip.lib import thai
from villages.models import VisitRule

from .duties import Duty
from .stages import State, distance

Anchor = VisitRule.Anchor
# Why the day of a visit is not known yet, by the day that it is counted from.
LACKS = {
    Anchor.ENROLLED: "ไม่ทราบวันที่สมัครใจ",
    Anchor.CONFIRMED: "ยังไม่ยืนยันทีมวิทยากร",
    Anchor.TRAINING_START: "ยังไม่กำหนดวันอบรม",
    Anchor.TRAINING_END: "ยังไม่กำหนดวันอบรม",
    Anchor.FORMED: "ไม่ทราบวันที่ก่อตั้งกลุ่ม",
}
TONES = {
    State.DONE: "green",
    State.OVERDUE: "red",
    State.DUE: "gold",
    State.COMING: "blue",
    State.MISSED: "grey",
    State.EXCUSED: "grey",
}


@dataclass
class Owed:
    """One owed visit and who answers for it."""

    duty: Duty
    today: datetime.date
    officer_key: int | None
    officer: User | None

    @property
    def due(self):
        return self.duty.due

    @property
    def to(self):
        return self.duty.to

    @property
    def name(self):
        return self.to.name

    @property
    def name_turn(self):
        return thai.sort_key(self.name)

    @property
    def village(self):
        return self.to.village

    @property
    def place(self):
        return self.village.pk

    @property
    def rule(self):
        return self.due.rule.name

    @property
    def phase(self):
        return self.due.rule.get_phase_display()

    @property
    def is_open(self):
        return self.due.state in (State.OVERDUE, State.DUE)

    @property
    def due_on(self):
        return self.due.due_on

    @property
    def due_words(self):
        return thai.format_date(self.due_on, "medium") if self.due_on else LACKS[self.due.rule.due_from]

    @cached_property
    def turn(self):
        """What it is sorted by: its day, those without one last."""
        return (self.due_on or datetime.date.max).isoformat()

    @property
    def state(self):
        return State(self.due.state).label

    @property
    def tone(self):
        return "gold" if self.due.is_late else TONES[self.due.state]

    @property
    def state_words(self):
        """`เกิน 4 วัน`, `ไม่ได้ติดตาม`, `ติดตามแล้ว (ล่าช้า)`, `ยกเว้น`."""
        if self.due.state == State.MISSED:
            return "ไม่ได้ติดตาม"
        if self.is_open:
            return distance(self.due_on, self.today)
        return f"{self.state} (ล่าช้า)" if self.due.is_late else self.state

    @property
    def paid_on(self):
        return self.due.paid.on if self.due.paid else None

    @property
    def paid_url(self):
        return reverse("monitoring:detail", args=[self.due.paid.key]) if self.due.paid else ""

    @property
    def reason(self):
        return self.due.reason

    @property
    def joining_url(self):
        """Where the day on which a household joined is written."""
        return reverse("households:enrolment_edit", args=[self.to.enrolment.pk])

    @property
    def excuse_url(self):
        """Where a person says why it is not asked for any more."""
        asked = {"rule": self.due.rule.pk, self.to.asked_as: self.to.facts.key}
        return f"{reverse('monitoring:excuse')}?{urlencode(asked)}"


def owed_of(duties, officers):
    """Every owed visit of the year; the names of those who answer cost one query more where somebody has moved on."""
    keys = {id(duty): officers.key_of(duty) for duty in duties.all}
    names = officers.named(set(keys.values()))
    rows = [Owed(duty, duties.today, (key := keys[id(duty)]), names.get(key)) for duty in duties.all]
    return sorted(rows, key=lambda row: (row.turn, row.place, row.name))
