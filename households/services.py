"""Verbs over households: enrol one for a year, state its income as the register has it, settle the kind of a trade."""

from dataclasses import dataclass, field

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from sammachip.lib import fiscal, thai
from villages import services as choosing

from . import trades
from .models import Enrolment, EnrolmentAnswer, Household, Income, TradeSynonym

STATED = {
    "measure": Income.Measure.BMN_PERSON,
    "period": Income.Period.YEAR,
    "source": Income.Source.REGISTER,
}
WORKED_WITH = (
    "ยกเลิกการคัดเลือก {} ไม่ได้ เพราะมีการอบรม การติดตาม หรือรายได้ที่บันทึกไว้แล้ว หากออกจากโครงการ ให้บันทึกการถอนตัวแทน"
)


@dataclass
class Choice:
    """What changes for one household; None leaves a thing as it is. `answers`: {criterion key: True | False | None}."""

    household: Household
    enrolment: Enrolment | None
    is_chosen: bool | None = None
    trade: str = ""
    answers: dict = field(default_factory=dict)


def not_enrolled(households, year):
    """Those of `households` that no village has as a target of the year, be it one that the viewer may not see."""
    return households.exclude(pk__in=Enrolment.objects.in_year(year).order_by().values("household"))


@transaction.atomic
def choose(meeting, choices, *, by):
    """Enrol the households that a team meeting chose, take back what it chose by mistake, keep trades and answers."""
    left = [choice.enrolment for choice in choices if choice.enrolment and choice.is_chosen is False]
    choosing.take_back(left, meeting=meeting, refusal=WORKED_WITH, by=by)
    staying = [choice for choice in choices if choice.enrolment and choice.is_chosen is not False]
    added = [choice for choice in choices if choice.enrolment is None and choice.is_chosen]
    for choice in added:
        choice.enrolment = Enrolment(
            household=choice.household,
            participation=meeting.participation,
            fiscal_year=meeting.participation.plan.fiscal_year,
        )
    kinds = kinds_in(meeting) if any(choice.trade for choice in choices) else {}
    for choice in [*staying, *added]:
        note_choice(choice, meeting, kinds)
    changed = [choice.enrolment for choice in staying if choice.is_chosen or choice.trade]
    choosing.change_rows(changed, ["meeting", "trade", "occupation"], by=by)
    choosing.add_rows([choice.enrolment for choice in added], by=by)
    wanted = {
        (choice.enrolment, criterion): is_met
        for choice in [*staying, *added]
        for criterion, is_met in choice.answers.items()
    }
    choosing.keep_answers(EnrolmentAnswer, wanted, whose="enrolment", by=by)


def note_choice(choice, meeting, kinds):
    enrolment = choice.enrolment
    if choice.is_chosen:
        enrolment.meeting = meeting
    if choice.trade:
        enrolment.trade = choice.trade
        enrolment.occupation = enrolment.occupation or kinds.get(thai.key(choice.trade), "")


def kinds_in(meeting):
    """{trade as matched: kind} of the district's own table of words."""
    return trades.kinds_of_trades(
        TradeSynonym.objects.filter(district=meeting.participation.plan.district_id)
    )


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
    """Give the kind of `kinds` to the district's enrolments that wrote such a trade and have no kind yet; closed years stay."""
    waiting = (
        Enrolment.objects.select_for_update(of=("self",))
        .in_area(district.pk)
        .filter(occupation="", participation__plan__closed_on=None)
        .exclude(trade="")
    )
    found = [enrolment for enrolment in waiting.order_by("pk") if thai.key(enrolment.trade) in kinds]
    for enrolment in found:
        enrolment.occupation = kinds[thai.key(enrolment.trade)]
        enrolment.version += 1
    if found:
        bulk_update_with_history(found, Enrolment, ["occupation", "version"], batch_size=500, default_user=by)
    return len(found)


@transaction.atomic
def assign_coaches(coaches, *, by):
    """Give each enrolment of `coaches` ({enrolment: id of a seat, or None}) its coach. Returns how many."""
    for enrolment, coach_id in coaches.items():
        enrolment.coach_id = coach_id
        enrolment.version += 1
    if coaches:
        rows = list(coaches)
        bulk_update_with_history(rows, Enrolment, ["coach", "version"], batch_size=500, default_user=by)
    return len(coaches)


def _write(row, by):
    row._history_user = by
    row.save()
