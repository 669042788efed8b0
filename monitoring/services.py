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
    earlier = visit.income
    if income is None:
        visit.income = None
    else:
        visit.income = _income_of(visit, income, by)
    visit._history_user = by
    visit.save()
    if earlier and visit.income is None:
        earlier._history_user = by
        earlier.delete()
    return visit


def _income_of(visit, told, by):
    """The visit's income row, made or brought up to what was told; an unchanged one is not written again."""
    facts = {"amount": told.amount, "period": told.period, "told_on": visit.visited_on}
    row = visit.income
    if row is None:
        row = Income(
            household=visit.enrolment.household,
            enrolment=visit.enrolment,
            measure=Income.Measure.LIVELIHOOD,
            source=Income.Source.VISIT,
        )
    elif all(getattr(row, name) == value for name, value in facts.items()):
        return row
    else:
        row.version += 1
    for name, value in facts.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()
    return row
