"""What one page of the roll posts: a mark for each person, what was seen of it, and what was chosen where two differed."""

import datetime
import uuid
from dataclasses import dataclass
from functools import cached_property

from households.models import Enrolment

from ..attendance import Rate
from ..models import Attendance
from ..rollcall import Mark, name_order, named_of

BETWEEN, UNSETTLED = "|", Mark("?")


def written(mark):
    """A mark as text, for what the page remembers of it: `late|ลูกสาว`."""
    return f"{mark.status or ''}{BETWEEN}{mark.substitute}"


def read(text):
    status, _, substitute = text.partition(BETWEEN)
    return Mark(status or None, substitute)


class RollPost:
    """`seen-`, `status-`, `substitute-`, `clear-<key>`; of clashes shown before `asked` = key and `choose-<key>`."""

    def __init__(self, data):
        self.data = data

    @property
    def on(self):
        """The day that the page was made for; None where it does not say."""
        try:
            return datetime.date.fromisoformat(self.data.get("on", ""))
        except ValueError:
            return None

    @cached_property
    def keys(self):
        """Of everyone on the page, in its order; who was shown but not marked has no status in the post."""
        parts = (name.partition("-") for name in self.data)
        return list(dict.fromkeys(key for name, _, key in parts if name in ("seen", "status")))

    @cached_property
    def marks(self):
        return {key: self.mark(key) for key in self.keys}

    def mark(self, key):
        if f"clear-{key}" in self.data:
            return Mark()
        if key in self.data.getlist("asked") and self.data.get(f"choose-{key}") == "now":
            return self.seen_of(key)
        unanswered = Attendance.Status.PRESENT.value if "all" in self.data else None
        return Mark(self.data.get(f"status-{key}") or unanswered, self.data.get(f"substitute-{key}", ""))

    def seen_of(self, key):
        return read(self.data.get(f"seen-{key}", BETWEEN))

    @property
    def seen(self):
        """As the service compares it; where two differed and nothing was chosen, the person is asked once more."""
        return {key: self.seen_of(key) if self.is_settled(key) else UNSETTLED for key in self.keys}

    def is_settled(self, key):
        return key not in self.data.getlist("asked") or self.data.get(f"choose-{key}") in ("now", "typed")


@dataclass(frozen=True)
class Line:
    """One person as the page shows: the mark to begin with, and as text what was seen of it."""

    key: uuid.UUID
    person: object
    mark: Mark
    seen: str
    before: Rate

    @property
    def is_household(self):
        return isinstance(self.person, Enrolment)

    @property
    def house_no(self):
        return named_of(self.person).house_no

    @property
    def is_withdrawn(self):
        return self.is_household and self.person.withdrawn_on is not None


def lines_of(roll, number, *, invited, posted=None):
    """Everyone who is on the roll of day `number`, by name; where a post was refused, as it was typed."""
    typed, seen = (keyed(posted.marks), keyed(posted.seen)) if posted else ({}, {})
    lines = []
    for each in roll.people:
        key, now = each.person.pk, each.mark_on(number)
        if key in invited or now.status:
            was = written(seen.get(key, now))
            lines.append(Line(key, each.person, typed.get(key, now), was, each.before(number)))
    return sorted(lines, key=lambda line: name_order(line.person))


def keyed(marks):
    """Of what was posted, only what names a person at all."""
    return {key: mark for name, mark in marks.items() if (key := as_key(name))}


def as_key(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
