"""The roll of a session: who came on which day, out of those invited. No entry is no entry, not absence."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from sammachip.lib import fiscal, thai

from .attendance import completion_of, days_passed, rate_of, total
from .models import Attendance


class Mark(NamedTuple):
    """What a roll says of one person on one day; no status: not noted."""

    status: str | None = None
    substitute: str = ""

    @property
    def words(self):
        if not self.status:
            return "ยังไม่เช็ก"
        stand_in = f" (ผู้มาแทน {self.substitute})" if self.substitute else ""
        return f"{Attendance.Status(self.status).label}{stand_in}"


NOT_NOTED, CLASH = Mark(), object()


def mark_of(row):
    return Mark(row.status, row.substitute) if row else NOT_NOTED


def settled(now, seen, typed):
    """What a person's mark becomes: `typed` by one who saw `seen` while it is `now`; CLASH where both sides changed it.

    `seen` None: it is not known what was seen, so only an empty place may be filled.
    """
    if typed in (now, seen):
        return now
    return typed if now == (seen or NOT_NOTED) else CLASH


@dataclass(frozen=True)
class Person:
    """One line of the roll: `marks` of each day of the session, of which the first `passed` have begun."""

    person: object
    marks: list
    passed: int
    session: object

    @property
    def statuses(self):
        return [mark.status for mark in self.marks]

    def mark_on(self, number):
        return self.marks[number - 1] if 0 < number <= len(self.marks) else NOT_NOTED

    @property
    def rate(self):
        return rate_of(self.statuses, self.passed)

    @property
    def completion(self):
        return completion_of(self.session, self.statuses)

    def before(self, number):
        """How the person came on the days before day `number`."""
        return rate_of(self.statuses[: max(number - 1, 0)])


@dataclass(frozen=True)
class Day:
    number: int
    on: datetime.date
    statuses: list
    has_begun: bool

    @property
    def rate(self):
        return rate_of(self.statuses)

    @property
    def words(self):
        """What is to be known of a day at a glance, and its tone."""
        rate = self.rate
        if not self.has_begun:
            return "ยังไม่ถึงวันอบรม", "blue"
        if not rate.noted:
            return "ยังไม่มีบันทึก", "grey"
        if rate.unknown:
            return f"ยังไม่มีบันทึก {rate.unknown:,} คน", "gold"
        away = rate.noted - rate.came
        return (f"ไม่มา {away:,} คน", "gold") if away else ("มาครบ", "green")


@dataclass(frozen=True)
class Roll:
    """`people` as `Person`, `days` as `Day`, of one session."""

    people: list
    days: list

    @property
    def rate(self):
        return total(person.rate for person in self.people)

    @property
    def to_call(self):
        """The first day that is not noted in full, else the last that has begun; None before the first."""
        begun = [day for day in self.days if day.has_begun]
        return next((day for day in begun if day.rate.unknown), begun[-1] if begun else None)

    @property
    def passed(self):
        """How many have completed the session by the plan's rule."""
        return sum(person.completion.is_passed for person in self.people)


def roll_of(session, expected, attendances, today=None):
    """`expected` and the persons of `attendances` (enrolments, or team members), each once."""
    days, passed = days_of(session), days_passed(session, today or fiscal.today())
    noted = {(row.person, row.on): mark_of(row) for row in attendances}
    everyone = dict.fromkeys([*expected, *(person for person, _ in noted)])
    people = [
        Person(person, [noted.get((person, on), NOT_NOTED) for on in days], passed, session)
        for person in everyone
    ]
    return Roll(
        people,
        [
            Day(at + 1, on, [person.statuses[at] for person in people], at < passed)
            for at, on in enumerate(days)
        ],
    )


def days_of(session):
    return [session.starts_on + datetime.timedelta(days=number) for number in range(session.days)]


def day_number(session, on):
    return (on - session.starts_on).days + 1


def name_order(person):
    """Sorts a roll as a Thai dictionary does, without what stands before a name."""
    named = named_of(person)
    return thai.sort_key(f"{named.first_name} {named.last_name}")


def named_of(person):
    """The household or the sage whose place this is."""
    return person.household if hasattr(person, "household_id") else person.sage
