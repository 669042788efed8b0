"""What hangs in the calendar: a session or a meeting on one of its days, days, and weeks of them."""

from dataclasses import dataclass
from datetime import date

from sammachip.lib import thai

from .calendar import DAY
from .models import Session

TONES = {
    Session.Kind.TEAM: "gold",
    Session.Kind.TRAINING: "green",
    Session.Kind.PRACTICE: "blue",
    Session.Kind.STUDY_VISIT: "red",
}
MEETING = ("ประชุม", "grey")


@dataclass(frozen=True)
class Entry:
    """A session or a meeting on one of its days."""

    row: object
    kind: str
    tone: str
    title: str
    hours: str = ""
    part: str = ""  # `วัน 2 จาก 3`
    is_clashing: bool = False

    @property
    def village(self):
        return self.row.participation.village


@dataclass(frozen=True)
class Day:
    date: date
    name: str
    is_today: bool
    is_outside: bool
    entries: list

    @property
    def month(self):
        return thai.SHORT_MONTHS[self.date.month - 1]


@dataclass(frozen=True)
class Week:
    days: list

    @property
    def is_free(self):
        """Whether nothing is on its days of the month looked at."""
        return not any(day.entries and not day.is_outside for day in self.days)


def entries_of(sessions, clashing):
    for row in sessions:
        for number in range(row.days):
            day = row.starts_on + DAY * number
            yield (
                day,
                Entry(
                    row=row,
                    kind=row.get_kind_display(),
                    tone=TONES[row.kind],
                    title=row.title,
                    hours=row.hours,
                    part=f"วัน {number + 1} จาก {row.days}" if row.days > 1 else "",
                    is_clashing=(row.pk, day) in clashing,
                ),
            )


def meetings_of(meetings):
    word, tone = MEETING
    for row in meetings:
        yield row.held_on, Entry(row=row, kind=word, tone=tone, title=row.get_kind_display())
