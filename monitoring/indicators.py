"""Indicators as pure functions over facts: each knows its numerator, its denominator and what is missing."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Reading:
    """`part` of `whole`, and how many could not be counted. What is missing is neither zero nor in the whole."""

    part: Decimal | int
    whole: Decimal | int
    unknown: int = 0

    @property
    def percent(self):
        """Exact percent, or None where there is nothing to divide by."""
        return Decimal(self.part) * 100 / self.whole if self.whole else None

    def reaches(self, percent):
        """Whether the threshold is reached; None where nothing is known."""
        return None if self.percent is None else self.percent >= percent


@dataclass(frozen=True)
class IncomeChange:
    """Incomes before and after, over the `known` households that have told both.

    The others lack the figure before (whatever they told after), or have told one before and none after.
    """

    known: int
    before: Decimal
    after: Decimal
    no_before: int = 0
    no_after: int = 0

    @property
    def unknown(self):
        return self.no_before + self.no_after

    @property
    def average_before(self):
        return self.before / self.known if self.known else None

    @property
    def average_after(self):
        return self.after / self.known if self.known else None

    @property
    def rise(self):
        """(Σ after − Σ before) ÷ Σ before."""
        return Reading(self.after - self.before, self.before, self.unknown)


def income_change(pairs):
    """Of `(before, after)`, one pair a household, all of one measure and one period; None is a figure not told."""
    pairs = list(pairs)
    both = [(before, after) for before, after in pairs if before is not None and after is not None]
    return IncomeChange(
        known=len(both),
        before=sum((before for before, after in both), Decimal(0)),
        after=sum((after for before, after in both), Decimal(0)),
        no_before=sum(before is None for before, after in pairs),
        no_after=sum(before is not None and after is None for before, after in pairs),
    )
