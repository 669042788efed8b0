"""The Thai fiscal year: 1 October to 30 September, named by the Buddhist year in which it ends."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone

BANGKOK = ZoneInfo("Asia/Bangkok")


def today():
    """The day it is in Thailand, wherever the server stands."""
    return timezone.localdate(timezone=BANGKOK)


@dataclass(frozen=True, order=True)
class FiscalYear:
    year: int

    def __post_init__(self):
        if not 2400 <= self.year <= 2699:
            raise ValueError(f"ปีงบประมาณ {self.year} ไม่ถูกต้อง โปรดใช้ปี พ.ศ. เช่น 2562")

    def __str__(self):
        return str(self.year)

    @classmethod
    def of(cls, day):
        """The fiscal year of a date, or of a moment as it is read in Thailand."""
        day = _local_day(day)
        return cls(day.year + 543 + (day.month >= 10))

    @classmethod
    def current(cls):
        return cls.of(today())

    @property
    def starts_on(self):
        return datetime.date(self.year - 544, 10, 1)

    @property
    def ends_on(self):
        return datetime.date(self.year - 543, 9, 30)

    def contains(self, day):
        return self.starts_on <= _local_day(day) <= self.ends_on

    def quarter_of(self, day):
        """1 (October to December) to 4; `ValueError` for a day of another year."""
        if not self.contains(day):
            raise ValueError(f"วันที่ไม่อยู่ในปีงบประมาณ {self}")
        return (_local_day(day).month + 2) % 12 // 3 + 1

    def quarter_dates(self, number):
        """First and last day of a quarter, 1 to 4."""
        if number not in (1, 2, 3, 4):
            raise ValueError("ไตรมาสต้องเป็น 1 ถึง 4")
        first = datetime.date(self.year - 544 + (number > 1), (9 + 3 * (number - 1)) % 12 + 1, 1)
        if number == 4:
            return first, self.ends_on
        return first, self.quarter_dates(number + 1)[0] - datetime.timedelta(days=1)

    def share_passed(self, on):
        """0 to 1: the part of the year that is over when the day `on` ends."""
        days = (self.ends_on - self.starts_on).days + 1
        passed = (_local_day(on) - self.starts_on).days + 1
        return min(max(passed / days, 0.0), 1.0)


def _local_day(day):
    if isinstance(day, datetime.datetime):
        return timezone.localtime(day, BANGKOK).date() if timezone.is_aware(day) else day.date()
    return day
