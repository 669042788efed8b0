"""Clashes: a sage, a household or a place that is wanted by two sessions at one time. Warnings, never refusals."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from sammachip.lib import thai

# A place so named is each village's own: two villages may have one of the same name.
OWN_TO_A_VILLAGE = "หมู่บ้าน"


class Kind(StrEnum):
    SAGE = "sage"
    HOUSEHOLD = "household"
    PLACE = "place"


@dataclass(frozen=True)
class Booking:
    """What one session takes up: its days and times, its place, and the keys of those who teach or are to come."""

    key: object
    village: str
    first: datetime.date
    last: datetime.date
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    place: str = ""
    sages: frozenset = frozenset()
    households: frozenset = frozenset()


@dataclass(frozen=True)
class Clash:
    """`what` (a sage's or household's key, or the place as it is matched) is wanted by two sessions from `first` to `last`."""

    kind: Kind
    what: object
    sessions: frozenset
    first: datetime.date
    last: datetime.date

    def other_than(self, key):
        return next(iter(self.sessions - {key}))


def place_key(place):
    return thai.key(place).replace(" ", "")


def wants(booking):
    """(kind, what, within which area) of everything the booking takes up."""
    for sage in booking.sages:
        yield Kind.SAGE, sage, ""
    for household in booking.households:
        yield Kind.HOUSEHOLD, household, ""
    if place := place_key(booking.place):
        yield Kind.PLACE, place, booking.village
        if OWN_TO_A_VILLAGE not in place:
            yield Kind.PLACE, place, booking.village[:4]


def are_at_one_time(one, other):
    """Whether the hours of two sessions of one day meet; an hour that nobody wrote may be any."""
    earliest, latest = datetime.time.min, datetime.time.max
    return (one.starts_at or earliest) < (other.ends_at or latest) and (other.starts_at or earliest) < (
        one.ends_at or latest
    )


def days_shared(one, other):
    first, last = max(one.first, other.first), min(one.last, other.last)
    return (first, last) if first <= last and are_at_one_time(one, other) else None


def clashes(bookings):
    """Every clash among the bookings, each once, in the order of its days."""
    wanted = defaultdict(list)
    for booking in bookings:
        for want in wants(booking):
            wanted[want].append(booking)
    found = set()
    for (kind, what, _), rivals in wanted.items():
        for one, other in combinations(rivals, 2):
            if days := days_shared(one, other):
                found.add(Clash(kind, what, frozenset({one.key, other.key}), *days))
    return sorted(found, key=lambda clash: (clash.first, clash.kind, str(clash.what), clash.last))


def days_of(found):
    """{(session, day)} on which each of the clashes marks its two sessions."""
    for clash in found:
        for number in range((clash.last - clash.first).days + 1):
            day = clash.first + datetime.timedelta(days=number)
            yield from ((key, day) for key in clash.sessions)
