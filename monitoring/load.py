"""How many visits each of the next weeks asks for, against what its officers can do. Pure but for the reading."""

import datetime
from dataclasses import dataclass

from sammachip.lib import thai

DAY = datetime.timedelta(days=1)
SHOWN = 4
WORKING_DAYS = 5
NAMES = ("สัปดาห์นี้", "สัปดาห์หน้า")


@dataclass(frozen=True)
class Week:
    first: datetime.date
    name: str
    owed: int
    appointed: int
    capacity: int

    @property
    def last(self):
        return self.first + 6 * DAY

    @property
    def label(self):
        days = thai.format_date_range(self.first, self.last)
        return f"{self.name} ({days})" if self.name else days

    @property
    def total(self):
        return self.owed + self.appointed

    @property
    def tone(self):
        return "red" if self.total > self.capacity else "green"


def weeks_of(agenda):
    """This week, from its Monday, and the next three: what is due in each and not done yet."""
    monday = agenda.today - agenda.today.weekday() * DAY
    tasks = [task for tasks in agenda.tasks.values() for task in tasks]
    room = capacity(agenda.reading.participations.values(), agenda.year.year)
    return [_week(monday + 7 * number * DAY, number, tasks, room) for number in range(SHOWN)]


def _week(first, number, tasks, room):
    here = [task.what for task in tasks if first <= task.on < first + 7 * DAY]
    name = NAMES[number] if number < len(NAMES) else ""
    return Week(first, name, here.count("visit"), here.count("appointment"), room)


def capacity(participations, year):
    """Visits a week of all field officers of the area; where nobody is posted there, of one."""
    officers = max((part.officer_count for part in participations), default=0)
    return each_officers(participations, year) * max(officers, 1)


def each_officers(participations, year):
    """Visits a week of one field officer, by the plan of the year; 0 without one."""
    return max(
        (part.plan.visits_per_week for part in participations if part.plan.fiscal_year == year), default=0
    )


def a_day(participations, year):
    """Visits a day of one field officer, rounded up."""
    return -(-each_officers(participations, year) // WORKING_DAYS)
