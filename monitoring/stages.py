"""Which phase a day of follow-up belongs to, which visits are owed, and how far off a day is: pure functions over facts."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import TextChoices

from sammachip.lib import thai
from sammachip.lib.fiscal import FiscalYear
from villages.models import VisitRule

from .models import Visit

DUE = [
    ("overdue", "เกินกำหนด"),
    ("today", "วันนี้"),
    ("week", "7 วันข้างหน้า"),
    ("month", "30 วันข้างหน้า"),
    ("all", "ทุกนัดที่ยังไม่ได้ไป"),
]


def phase_on(day, sessions):
    """Before, during or after the training whose days are `sessions`: pairs of first and last day."""
    if not sessions or day < min(first for first, _ in sessions):
        return Visit.Phase.BEFORE
    if day <= max(last for _, last in sessions):
        return Visit.Phase.DURING
    return Visit.Phase.AFTER


def due_dates(when, today):
    """(first, last) day of a word of `DUE`, or of `soon`: overdue and the coming week. None leaves a side open."""
    day = datetime.timedelta(days=1)
    return {
        "overdue": (None, today - day),
        "today": (today, today),
        "week": (today, today + 7 * day),
        "month": (today, today + 30 * day),
        "soon": (None, today + 7 * day),
        "all": (None, None),
    }[when]


def tone_of(day, today):
    return "red" if day < today else "gold" if day == today else "blue"


def distance(day, today):
    """`เกิน 4 วัน`, `วันนี้`, `พรุ่งนี้`, `อีก 6 วัน`, and beyond a month the day itself."""
    days = (day - today).days
    if days < 0:
        return f"เกิน {-days:,} วัน"
    if days > 30:
        return thai.format_date(day, "medium")
    return {0: "วันนี้", 1: "พรุ่งนี้"}.get(days, f"อีก {days} วัน")


DAY = datetime.timedelta(days=1)


class State(TextChoices):
    OVERDUE = "overdue", "เกินกำหนด"
    DUE = "due", "ถึงกำหนด"
    COMING = "coming", "ยังไม่ถึงกำหนด"
    DONE = "done", "ติดตามแล้ว"
    EXCUSED = "excused", "ยกเว้น"


@dataclass(frozen=True)
class Paid:
    """A recorded visit, as far as it pays for an owed one."""

    on: datetime.date
    phase: str
    key: UUID
    visitor: int | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of one subject of follow-up. `year` and `kind` are of its village's part in a plan.

    `anchors`: {Anchor: day}, unknown ones left out; `carried_in`: fiscal years in which the village is one of expansion;
    `paid`: recorded visits in the order of their days; `excused`: {rule key: reason}.
    """

    subject: str
    key: UUID
    year: int
    kind: str
    anchors: dict = field(default_factory=dict)
    carried_in: frozenset = frozenset()
    withdrawn_on: datetime.date | None = None
    paid: tuple = ()
    excused: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Due:
    """One owed visit. `due_on` is None where the day it is counted from is not known yet."""

    rule: VisitRule
    opens_on: datetime.date | None
    due_on: datetime.date | None
    state: str = State.COMING
    paid: Paid | None = None
    reason: str = ""

    @property
    def is_late(self):
        """Done, but after its day."""
        return bool(self.paid and self.due_on and self.paid.on > self.due_on)


def dues_of(rules, facts, today):
    """The visits owed to one subject, the earliest due first.

    A visit pays for one owed visit of its phase: the one due first that was open by then and not yet paid for.
    """
    owed = sorted(filter(None, (_owed(rule, facts) for rule in rules)), key=_turn)
    left = defaultdict(list)
    for paid in facts.paid:
        left[paid.phase].append(paid)
    return [_settled(due, facts, left[due.rule.phase], today) for due in owed]


def _turn(due):
    return due.due_on or datetime.date.max, due.rule.order, due.rule.pk


def _owed(rule, facts):
    """The rule's visit with its days, or None where the rule is not for this subject."""
    if rule.subject != facts.subject:
        return None
    opens_on, due_on = _days(rule, facts.anchors)
    if rule.villages == VisitRule.Villages.CARRIED:
        year = FiscalYear.of(due_on).year if due_on else 0
        is_for = year > facts.year and year in facts.carried_in
    else:
        is_for = rule.villages in (VisitRule.Villages.ALL, facts.kind)
    return Due(rule, opens_on, due_on) if is_for else None


def _days(rule, anchors):
    opens_on = _after(anchors.get(rule.opens_from), rule.opens_days)
    due_on = _after(anchors.get(rule.due_from), rule.due_days)
    starts_on = anchors.get(VisitRule.Anchor.TRAINING_START)
    if rule.is_before_training and starts_on:
        due_on = min(due_on or datetime.date.max, starts_on - DAY)
    if due_on and opens_on:
        due_on = max(due_on, opens_on)
    return opens_on, due_on


def _after(day, days):
    return day + days * DAY if day else None


def _settled(due, facts, left, today):
    """`due` with its state; the visit that pays for it is taken from `left`."""
    if reason := facts.excused.get(due.rule.pk):
        return Due(due.rule, due.opens_on, due.due_on, State.EXCUSED, reason=reason)
    paid = next((each for each in left if due.opens_on is None or each.on >= due.opens_on), None)
    if paid:
        left.remove(paid)
        return Due(due.rule, due.opens_on, due.due_on, State.DONE, paid)
    if facts.withdrawn_on:
        reason = f"ถอนตัวเมื่อ {thai.format_date(facts.withdrawn_on, 'medium')}"
        return Due(due.rule, due.opens_on, due.due_on, State.EXCUSED, reason=reason)
    return Due(due.rule, due.opens_on, due.due_on, _waiting(due, today))


def _waiting(due, today):
    if due.due_on is None or (due.opens_on and today < due.opens_on):
        return State.COMING
    return State.OVERDUE if due.due_on < today else State.DUE
