"""The roll of a session: who came on which day, out of those that were expected. No entry is no entry, not absence."""

import datetime
from dataclasses import dataclass

from sammachip.lib import thai

from .models import Attendance


@dataclass(frozen=True)
class Roll:
    """`people`: [(person, [status of each day, None where nothing was noted])]; `days`: [(day, how many came)]."""

    people: list
    days: list

    @property
    def turnout(self):
        """[(day, how many came, in words)]"""
        for day, came in self.days:
            left = len(self.people) - came
            yield day, came, f"ไม่มาหรือไม่มีบันทึก {left:,} คน" if left else "มาครบ"

    @property
    def is_empty(self):
        return not any(status for _, statuses in self.people for status in statuses)


def roll_of(session, expected, attendances):
    """`expected` and the persons of `attendances` (enrolments, or team members) by name, each once."""
    days = [session.starts_on + datetime.timedelta(days=number) for number in range(session.days)]
    noted = {(row.person, row.on): row.status for row in attendances}
    people = dict.fromkeys([*expected, *(person for person, _ in noted)])
    rows = [(person, [noted.get((person, day)) for day in days]) for person in people]
    came = [sum(statuses[at] in Attendance.Status.came() for _, statuses in rows) for at in range(len(days))]
    return Roll(rows, list(zip(days, came, strict=True)))


def name_order(person):
    """Sorts a roll as a Thai dictionary does, without what stands before a name."""
    named = person.household if hasattr(person, "household_id") else person.sage
    return thai.sort_key(f"{named.first_name} {named.last_name}")
