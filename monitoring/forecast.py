"""Where a target will stand at the year's end, from the pace so far and last year's: pure arithmetic (docs/forecast.md)."""

import math
from dataclasses import dataclass
from fractions import Fraction

WEEKS = 8  # the pace so far is that of the last eight weeks
DAYS = 7


@dataclass(frozen=True)
class Standing:
    """What is known of one phase on a day of the year.

    `done`: owed visits of the year already made; `missed`: those whose time has passed without a visit; `left`: still to
    be made by its end, those not yet due included;
    `lately`: made in the last `weeks`; `last_year`: made a year before in the weeks that are left now, None where the
    phase had nothing to be made then; `passed`: share of the year that is over.
    """

    done: int
    left: int
    lately: int
    weeks: Fraction
    last_year: int | None
    weeks_left: Fraction
    passed: Fraction
    missed: int = 0

    @property
    def total(self):
        return self.done + self.missed + self.left

    @property
    def pace(self):
        """Visits a week lately; None while the phase is younger than a week."""
        return Fraction(self.lately) / self.weeks if self.weeks >= 1 else None

    @property
    def pace_before(self):
        """Visits a week in the same weeks of last year."""
        if self.last_year is None or not self.weeks_left:
            return None
        return self.last_year / self.weeks_left

    @property
    def blended(self):
        """The two paces, the present one weighing as much as of the year is over; one alone where the other is missing."""
        now, before = self.pace, self.pace_before
        if now is None or before is None:
            return before if now is None else now
        return self.passed * now + (1 - self.passed) * before

    @property
    def is_over(self):
        return self.weeks_left == 0

    @property
    def is_known(self):
        """Whether there is enough to say how it will end."""
        return bool(self.total) and (self.is_over or not self.left or self.blended is not None)

    @property
    def expected(self):
        """Further visits until the year's end, whole ones, never more than are left."""
        if self.is_over or not self.left:
            return 0
        return min(self.left, math.floor(self.blended * self.weeks_left))

    @property
    def forecast(self):
        return self.done + self.expected

    @property
    def gap(self):
        """How many visits are missing to all of them."""
        return self.total - self.forecast

    @property
    def closable(self):
        """How many of those can still be made."""
        return self.gap - self.missed

    @property
    def percent(self):
        """Whole percent of the forecast, rounded down."""
        return self.forecast * 100 // self.total


def weeks_between(first, last):
    """Weeks from the day `first` through the day `last`, both counted; none where it ends before it begins."""
    return Fraction(max((last - first).days + 1, 0), DAYS)


def closing(candidates, gap):
    """The fewest visits that close a gap: exactly `gap` of the open ones, each counting one.

    `candidates`: (subject, due day, place, …), of which one subject gives its first before any gives its second; those
    due first come first, and of one day those of one place together, so that one trip does several.
    """
    turns, seen = [], {}
    for each in sorted(candidates, key=lambda each: each[1:3]):
        seen[each[0]] = seen.get(each[0], 0) + 1
        turns.append((seen[each[0]], each))
    turns.sort(key=lambda turn: turn[0])
    return [each for _, each in turns[:gap]]
