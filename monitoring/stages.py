"""Which phase a day of follow-up belongs to, which visits are owed, and how far off a day is: pure functions over facts."""

import datetime
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import TextChoices

from sammachip.lib import thai
from sammachip.lib.fiscal import FiscalYear
from villages.models import Phase, VisitRule

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
    MISSED = "missed", "ไม่ได้ติดตาม (พ้นช่วงแล้ว)"
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

    A visit pays for the owed visit of its phase whose turn it is on that day: the one that opened last. So an owed visit
    can be paid late until the next one opens; what was not done by then is missed and asked for no more.
    """
    owed = sorted(filter(None, (_owed(rule, facts) for rule in rules)), key=_turn)
    paid = {}
    for visit in facts.paid:
        turn = (due.rule.pk for due in in_turn(owed, visit.phase, visit.on))
        if key := next((key for key in turn if key not in paid and key not in facts.excused), None):
            paid[key] = visit
    asked = {due.rule.pk for phase in Phase for due in in_turn(owed, phase, today)}
    return [_settled(due, paid.get(due.rule.pk), facts, due.rule.pk in asked, today) for due in owed]


def in_turn(owed, phase, day):
    """Those of a phase that opened last by `day`; several, where several open on one day."""
    opened = [due for due in owed if due.rule.phase == phase and _opening(due) <= day]
    last = max(map(_opening, opened), default=None)
    return [due for due in opened if _opening(due) == last]


def _opening(due):
    return due.opens_on or datetime.date.min


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


def _settled(due, paid, facts, is_in_turn, today):
    state, reason = _standing(due, facts, is_in_turn, today), ""
    if reason := facts.excused.get(due.rule.pk, ""):
        state = State.EXCUSED
    elif paid:
        state = State.DONE
    elif facts.withdrawn_on:
        state, reason = State.EXCUSED, f"ถอนตัวเมื่อ {thai.format_date(facts.withdrawn_on, 'medium')}"
    return Due(due.rule, due.opens_on, due.due_on, state, paid, reason)


def _standing(due, facts, is_in_turn, today):
    """How an owed visit stands that nobody has paid yet."""
    if due.due_on is None or _opening(due) > today:
        return State.COMING
    if not is_in_turn or _is_over(due.rule.phase, facts.anchors, today):
        return State.MISSED
    return State.OVERDUE if due.due_on < today else State.DUE


def _is_over(phase, anchors, today):
    """Whether the phase has passed: nobody can be visited before a training that has begun, or during one that is over."""
    starts_on, ends_on = (
        anchors.get(day) for day in (VisitRule.Anchor.TRAINING_START, VisitRule.Anchor.TRAINING_END)
    )
    if phase == Phase.BEFORE:
        return bool(starts_on and starts_on <= today)
    return bool(phase == Phase.DURING and ends_on and ends_on < today)
