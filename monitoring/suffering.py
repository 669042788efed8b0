"""What a district suffers from: problems counted by their kind or by their village, from plain facts."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple


class Trouble(NamedTuple):
    """One problem, as far as it is counted."""

    kind: int
    village: str
    opened_on: datetime.date
    due_on: datetime.date | None
    closed_on: datetime.date | None


@dataclass
class Sum:
    """The problems of one kind or village."""

    open: int = 0
    overdue: int = 0
    days: list = field(default_factory=list)  # from found to closed, of each that was closed

    @property
    def closed(self):
        return len(self.days)

    @property
    def all(self):
        return self.open + self.closed

    @property
    def days_to_close(self):
        """The middle one of them: half of those closed took no longer. None where none was closed."""
        return median(self.days) if self.days else None

    def add(self, trouble, today):
        if trouble.closed_on:
            self.days.append((trouble.closed_on - trouble.opened_on).days)
            return
        self.open += 1
        self.overdue += bool(trouble.due_on and trouble.due_on < today)


def sums_by(name, troubles, today):
    """{kind or village: Sum}, the most first."""
    found = defaultdict(Sum)
    for trouble in troubles:
        found[getattr(trouble, name)].add(trouble, today)
    return dict(sorted(found.items(), key=lambda entry: (-entry[1].all, -entry[1].open, str(entry[0]))))


def total(troubles, today):
    found = Sum()
    for trouble in troubles:
        found.add(trouble, today)
    return found
