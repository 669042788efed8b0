"""Cards of the households that a team meeting may choose."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from sammachip.lib.cards import Card
from sammachip.lib.fields import ThaiTextField
from villages.checklist import Checklist, answered, checklist

from .models import Enrolment
from .services import Choice

TRADE = ThaiTextField(label="อาชีพที่ต้องการ", required=False, max_length=100)
ONCE_A_YEAR = next(
    str(one.violation_error_message)
    for one in Enrolment._meta.constraints
    if one.name == "enrolment_once_a_year"
)


@dataclass
class HouseholdCard(Card):
    """`enrolment`: the household's place in this village's year, None before there is one."""

    enrolment: Enrolment | None = None
    checked: Checklist | None = None

    @property
    def shown_checklist(self):
        return self.checked.as_typed(self.shown)

    @property
    def asks_trade(self):
        """A trade that was written once is changed on the enrolment's own form, with its kind."""
        return "trade" in self.stored

    @property
    def is_counted(self):
        return bool(self.stored["chosen"])

    @property
    def sits_unticked(self):
        """A target household already, though no meeting is known to have chosen it."""
        return self.enrolment is not None and not self.stored["chosen"]

    @property
    def choice(self):
        ticked = self.changes.get("chosen")
        return Choice(
            household=self.about,
            enrolment=self.enrolment,
            is_chosen=None if ticked is None else bool(ticked),
            trade=TRADE.clean(self.changes.get("trade", "")),
            answers=answered(self.changes),
        )


def enrolled_cards(enrolments, meeting, criteria):
    for enrolment in enrolments:
        checked = checklist(criteria, enrolment.answers.all())
        is_chosen = enrolment.meeting_id == meeting.pk
        trade = {} if enrolment.trade else {"trade": ""}
        yield HouseholdCard(
            about=enrolment.household,
            stored={"chosen": "1" if is_chosen else "", **trade, **checked.texts},
            enrolment=enrolment,
            checked=checked,
        )


def other_cards(households, criteria):
    for household in households:
        checked = checklist(criteria, ())
        yield HouseholdCard(
            about=household, stored={"chosen": "", "trade": "", **checked.texts}, checked=checked
        )


def trade_faults(cards):
    for card in cards:
        try:
            TRADE.clean(card.changes.get("trade", ""))
        except ValidationError as error:
            yield card.refuse(f"{TRADE.label}: {error.messages[0]}")
