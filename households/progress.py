"""How far a target household has come, asked in one query a list.

Visits and sessions belong to higher floors: they are reached by the names of their relations, never by an import.
"""

import datetime

from django.db.models import DateField, Exists, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from sammachip.lib.counting import related_rows
from villages.models import Participation

from .models import Enrolment, Income

NEVER = datetime.date.max
PHASES = {"before": "ก่อนอบรม", "during": "ระหว่างอบรม", "after": "หลังอบรม"}
PRACTICES = [("practising", "ทำต่อเนื่อง"), ("partly", "ทำบ้าง"), ("stopped", "หยุดทำ")]
FOLLOW_UP = [
    *((phase, f"ติดตาม{words}แล้ว") for phase, words in PHASES.items()),
    *((f"no-{phase}", f"ยังไม่ติดตาม{words}") for phase, words in PHASES.items()),
    ("no-any", "ยังไม่เคยติดตาม"),
]

TAUGHT = [
    ("trained", "ผ่านการอบรมแล้ว"),
    ("no-trained", "ยังไม่ผ่านการอบรม"),
    ("supplied", "ได้รับปัจจัยแล้ว"),
    ("no-supplied", "ยังไม่ได้รับปัจจัย"),
    ("certified", "ได้วุฒิบัตรแล้ว"),
    ("no-certified", "ยังไม่ได้วุฒิบัตร"),
]


def visited(enrolments, phase=None):
    """Those with at least one recorded visit (of `phase`)."""
    return enrolments.filter(pk__in=_ever_visited(phase))


def unvisited(enrolments, phase=None):
    return enrolments.exclude(pk__in=_ever_visited(phase))


def _ever_visited(phase):
    visits = related_rows(Enrolment, "visits").recorded().filter(enrolment__isnull=False)
    return (visits.filter(phase=phase) if phase else visits).values("enrolment")


def of_this(relation):
    """Rows at the far end of a relation that belong to the enrolment at hand: no list of a district reads the country's."""
    return related_rows(Enrolment, relation).filter(enrolment=OuterRef("pk"))


def trained():
    """Condition: completed a training by the rule of the year's plan."""
    return Exists(of_this("attendances").trained())


def supplied():
    """Condition: received at least one input."""
    return Exists(of_this("inputs"))


def certified():
    """Condition: holds a certificate that stands."""
    return Exists(of_this("certificates").standing())


def by_teaching(enrolments, asked):
    """Those of an answer of `TAUGHT`."""
    condition = {"trained": trained, "supplied": supplied, "certified": certified}[
        asked.removeprefix("no-")
    ]()
    return enrolments.filter(~condition) if asked.startswith("no-") else enrolments.filter(condition)


def with_last_visit(enrolments):
    """Adds `last_visit_on`, `last_phase`, and `last_practice` as it was last answered."""
    visits = related_rows(Enrolment, "visits").recorded().filter(enrolment=OuterRef("pk"))
    latest = visits.order_by("-visited_on", "-pk")
    return enrolments.annotate(
        last_visit_on=Subquery(latest.values("visited_on")[:1]),
        last_phase=Subquery(latest.values("phase")[:1]),
        last_practice=Subquery(latest.exclude(practice="").values("practice")[:1]),
    )


def with_training(enrolments):
    """Adds `trained_until`: the last day of the village's training of households, held or planned."""
    sessions = related_rows(Participation, "sessions").for_households()
    last_day = (
        sessions.filter(participation=OuterRef("participation"))
        .order_by()
        .values("participation")
        .annotate(day=Max("ends_on"))
    )
    return enrolments.annotate(trained_until=Subquery(last_day.values("day")))


def with_incomes(enrolments, year):
    """Adds `income_before` and `income_after` from สัมมาชีพ, both told for the same `income_period`.

    Before is the first figure told up to the last training day, after the latest one told since and within the
    fiscal year. What was not told is None, never zero.
    """
    told = Income.objects.filter(enrolment=OuterRef("pk"), measure=Income.Measure.LIVELIHOOD)
    end = Coalesce(OuterRef("trained_until"), Value(NEVER), output_field=DateField())
    first = told.filter(told_on__lte=end).order_by("told_on", "pk")
    since = told.filter(told_on__gt=OuterRef("trained_until"), told_on__lte=year.ends_on)
    last = since.filter(period=OuterRef("income_period"))
    return (
        with_training(enrolments)
        .annotate(income_period=Subquery(first.values("period")[:1]))
        .annotate(
            income_before=Subquery(first.values("amount")[:1]),
            income_after=Subquery(last.order_by("-told_on", "-pk").values("amount")[:1]),
        )
    )


def by_income(enrolments):
    """Those `with_incomes` by their monthly income: told before and after, none before, none after though before; or told a year."""
    monthly = enrolments.filter(income_period=Income.Period.MONTH)
    return {
        "both": monthly.filter(income_after__isnull=False),
        "no-before": enrolments.filter(income_before=None),
        "no-after": monthly.filter(income_after=None),
        "yearly": enrolments.filter(income_period=Income.Period.YEAR),
    }


def course_of(incomes):
    """What the chart shows of a household's `incomes` (oldest first): one measure and one period, and how many it leaves out.

    Both are those of the first figure from สัมมาชีพ: the baseline that all others are compared with.
    """
    told = [income for income in incomes if income.measure == Income.Measure.LIVELIHOOD]
    if not told:
        return {"points": [], "unit": "บาท/เดือน", "others": 0}
    shown = [income for income in told if income.period == told[0].period]
    return {
        "points": [{"on": income.told_on, "amount": income.amount} for income in shown],
        "unit": "บาท/ปี" if told[0].period == Income.Period.YEAR else "บาท/เดือน",
        "others": len(told) - len(shown),
    }
