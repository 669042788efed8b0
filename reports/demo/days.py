"""When things happen in the demo: every day is an offset from the day on which it is loaded."""

import calendar
import datetime
from dataclasses import dataclass

from sammachip.lib.fiscal import BANGKOK, FiscalYear

SHORTEST, LONGEST = 60, 170
# The newest visits are some days old, so that an appointment of theirs can be overdue.
FRESHEST = 3


@dataclass(frozen=True)
class Days:
    """The days of one year's story: `at(0)` its first day, `at(1)` its last, and visits go on up to `told_until`."""

    until: datetime.date
    length: int
    told_until: datetime.date

    @classmethod
    def up_to(cls, today):
        """The present year's story fills the part of the fiscal year that has passed, within reason."""
        passed = (today - FiscalYear.of(today).starts_on).days
        return cls(today, min(max(passed, SHORTEST), LONGEST), today - datetime.timedelta(days=FRESHEST))

    def a_year_before(self):
        year, month = self.until.year - 1, self.until.month
        day = min(self.until.day, calendar.monthrange(year, month)[1])
        return Days(datetime.date(year, month, day), self.length, self.told_until)

    def at(self, share):
        return self.until - datetime.timedelta(days=round((1 - share) * self.length))

    def after(self, days):
        return self.until + datetime.timedelta(days=days)


def office_hour(day, minute):
    """A moment of the working day `day`, for the history of a row."""
    start = datetime.datetime.combine(day, datetime.time(8, 30), BANGKOK)
    return start + datetime.timedelta(minutes=minute % 480)
