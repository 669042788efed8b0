"""A month or a week as a Thai calendar hangs it: weeks from Sunday, years in พ.ศ."""

import datetime
import re
from dataclasses import dataclass

from sammachip.lib import thai

WEEKDAYS = ("อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์")
DAY = datetime.timedelta(days=1)
YEARS = range(1950, 2100)
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Sheet:
    """The days looked at, `first` to `last`: a whole month, or a week."""

    first: datetime.date
    last: datetime.date
    is_week: bool

    @property
    def heading(self):
        if self.is_week:
            return thai.format_date_range(self.first, self.last)
        return f"{thai.MONTHS[self.first.month - 1]} {thai.buddhist_year(self.first)}"

    @property
    def address(self):
        """What the address of the page says of it: month=2569-12, week=2026-11-25."""
        return f"{'week' if self.is_week else 'month'}={self.value}"

    @property
    def value(self):
        if self.is_week:
            return self.first.isoformat()
        return f"{self.first.year + 543}-{self.first.month:02}"

    @property
    def weeks(self):
        """Whole weeks that hold all of the days, each of seven."""
        start, end = sunday_of(self.first), sunday_of(self.last)
        return [
            [start + DAY * (7 * week + day) for day in range(7)]
            for week in range((end - start).days // 7 + 1)
        ]

    def holds(self, day):
        return self.first <= day <= self.last

    @property
    def previous(self):
        return self._like_this_on(self.first - DAY)

    @property
    def next(self):
        return self._like_this_on(self.last + DAY)

    def _like_this_on(self, day):
        return week_of(day) if self.is_week else month_of(day)


def sunday_of(day):
    return day - DAY * (day.isoweekday() % 7)


def weekday_name(day):
    return WEEKDAYS[day.isoweekday() % 7]


def week_of(day):
    first = sunday_of(day)
    return Sheet(first, first + 6 * DAY, is_week=True)


def month_of(day):
    first = day.replace(day=1)
    return Sheet(first, (first + 31 * DAY).replace(day=1) - DAY, is_week=False)


def asked(month, week, today):
    """The sheet that an address asks for, in พ.ศ. or ค.ศ.; this month where it says nothing, or nothing that can be read."""
    if week and (day := _day(week)):
        return week_of(day)
    return month_of((month and _first_of(month)) or today)


def _day(text):
    try:
        day = thai.date(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _first_of(text):
    found = _MONTH.fullmatch(thai.arabic(thai.tidy(text)))
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    year -= 543 if year >= 2400 else 0
    return datetime.date(year, month, 1) if year in YEARS and 1 <= month <= 12 else None
