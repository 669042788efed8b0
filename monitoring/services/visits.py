"""Verbs over visits: record one with all that was told in it, the income as a dated row of its own."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from households.models import Income

from . import visit_parts, visit_problems


@dataclass(frozen=True)
class Told:
    """An income from สัมมาชีพ as it was told in a visit."""

    amount: Decimal
    period: str = Income.Period.MONTH


@transaction.atomic
def record_visit(visit, *, income=None, by, **told):
    """Save a visit and the income `Told` in it; None takes an earlier one back. `told`: as in `keep_parts`."""
    keep_visit(visit, income, by)
    keep_parts(visit, by=by, **told)
    return visit


def keep_parts(visit, *, answers=None, companions=None, helps=None, problems=None, followed=None, by):
    """All that belongs to a visit as it is to be; None leaves a kind of it as it is.

    answers: {question key: (text, number)}; companions: {(column, key)}; helps: [(kind, household key, name)];
    problems: {kind key: {text, cause, way_out}}; followed: {problem key: (is it solved?, words)}.
    """
    if answers is not None:
        visit_parts.keep_answers(visit, answers, by=by)
    if companions is not None:
        visit_parts.keep_companions(visit, companions, by=by)
    if helps is not None:
        visit_parts.keep_helps(visit, helps, by=by)
    if problems is not None:
        visit_problems.keep_found(visit, problems, by=by)
    if followed is not None:
        visit_problems.keep_followed(visit, followed, by=by)


def keep_visit(visit, income, by):
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
