"""Verbs over households: enrol one for a year, state its income as the register has it, settle the kind of a trade."""

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from sammachip.lib import fiscal, thai

from .models import Enrolment, Income, TradeSynonym

STATED = {
    "measure": Income.Measure.BMN_PERSON,
    "period": Income.Period.YEAR,
    "source": Income.Source.REGISTER,
}


@transaction.atomic
def enrol(enrolment, *, household, income_before=None, by):
    """Save a household, where it is new, and its place in a year, with its จปฐ. income (baht a person a year)."""
    if household._state.adding:
        _write(household, by)
    enrolment.household = household
    _write(enrolment, by)
    state_income_before(enrolment, amount=income_before, by=by)
    return enrolment


@transaction.atomic
def change_enrolment(enrolment, *, income_before, by):
    _write(enrolment, by)
    state_income_before(enrolment, amount=income_before, by=by)
    return enrolment


def income_before_of(enrolment):
    """The จปฐ. income per person and year that the register gave for this year, or None."""
    return enrolment.incomes.filter(**STATED).first()


def income_then(past, **which):
    """An income as it stood while `past`, a row of some history, was the present one.

    Holds where the row is saved before its income, as it is by `change_enrolment` and by a mended visit.
    """
    following = past.next_record
    return following and Income.history.as_of(following.history_date).filter(**which).first()


def state_income_before(enrolment, *, amount, by):
    """Make, change or take back the register's income of this enrolment; the same amount changes nothing."""
    stated = income_before_of(enrolment)
    if amount == (stated.amount if stated else None):
        return
    if amount is None:
        stated._history_user = by
        stated.delete()
        return
    if stated:
        stated.version += 1
    else:
        stated = Income(
            **STATED,
            household=enrolment.household,
            enrolment=enrolment,
            told_on=enrolment.volunteered_on or fiscal.today(),
        )
    stated.amount = amount
    _write(stated, by)


@transaction.atomic
def settle_trade(trade, occupation, *, district, by):
    """Keep `trade` in the district's table as a word for `occupation`, and fill every enrolment that waited for it.

    Returns how many enrolments were filled.
    """
    known = {thai.key(row.trade): row for row in TradeSynonym.objects.filter(district=district)}
    synonym = known.get(thai.key(trade))
    if synonym is None:
        synonym = TradeSynonym(district=district, trade=thai.tidy(trade))
    elif synonym.occupation != occupation:
        synonym.version += 1
    if synonym.occupation != occupation:
        synonym.occupation = occupation
        _write(synonym, by)
    return fill_occupations({thai.key(trade): occupation}, district=district, by=by)


@transaction.atomic
def fill_occupations(kinds, *, district, by):
    """Give the kind of `kinds` to the district's enrolments that wrote such a trade and have no kind yet."""
    waiting = (
        Enrolment.objects.select_for_update(of=("self",))
        .in_area(district.pk)
        .filter(occupation="")
        .exclude(trade="")
    )
    found = [enrolment for enrolment in waiting.order_by("pk") if thai.key(enrolment.trade) in kinds]
    for enrolment in found:
        enrolment.occupation = kinds[thai.key(enrolment.trade)]
        enrolment.version += 1
    if found:
        bulk_update_with_history(found, Enrolment, ["occupation", "version"], batch_size=500, default_user=by)
    return len(found)


def _write(row, by):
    row._history_user = by
    row.save()
