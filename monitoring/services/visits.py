"""Verbs over visits: record one, with the income that was told in it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from households.models import Income


@dataclass(frozen=True)
class Told:
    """An income from สัมมาชีพ as it was told in a visit."""

    amount: Decimal
    period: str = Income.Period.MONTH


@transaction.atomic
def record_visit(visit, *, income=None, by):
    """Save a visit and, as a dated row of its own, the income `Told` in it; None takes an earlier one back."""
    told = visit.income
    if income and told is None:
        told = visit.income = _first_told(visit)
        _tell(told, visit, income, by)
    elif income is None:
        visit.income = None
    visit._history_user = by
    visit.save()
    if told and income:
        _tell(told, visit, income, by)
    elif told:
        told._history_user = by
        told.delete()
    return visit


def _first_told(visit):
    return Income(
        household=visit.enrolment.household,
        enrolment=visit.enrolment,
        measure=Income.Measure.LIVELIHOOD,
        source=Income.Source.VISIT,
    )


def _tell(row, visit, income, by):
    """Bring an income up to what was told in the visit; one that says so already is not written again."""
    facts = {"amount": income.amount, "period": income.period, "told_on": visit.visited_on}
    if all(getattr(row, name) == value for name, value in facts.items()):
        return
    if not row._state.adding:
        row.version += 1
    for name, value in facts.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()
