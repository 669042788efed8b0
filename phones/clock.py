"""Which day a record is dated by, when the phone that wrote it may have a wrong clock: pure, over plain moments."""

import datetime
from dataclasses import dataclass

SMALL = datetime.timedelta(minutes=10)
GREAT = datetime.timedelta(hours=12)
OLDEST = datetime.timedelta(days=400)
GRACE = datetime.timedelta(days=7)
ARRIVAL, CLOCK, LATE = "arrival", "clock", "late"


@dataclass(frozen=True)
class Dating:
    """`on`: the day to be written; `skew`: seconds the phone is behind the server, None where it said no time."""

    on: datetime.date | None
    skew: int | None
    flags: tuple[str, ...] = ()


def dated(said_on, *, told_at, sent_at, received_at, arrival, year_of):
    """`said_on`: the day the person wrote, or None where none can be read; `arrival`: the day of `received_at` in Bangkok.

    `told_at`, `sent_at`: when it was saved and sent, by the phone. `year_of(day)` gives the FiscalYear of a day.
    A clock out of limits says nothing: the day of arrival stands.
    """
    skew = received_at - sent_at if sent_at else None
    seconds = None if skew is None else int(skew.total_seconds())
    if is_lost(told_at, skew, received_at):
        return Dating(arrival, seconds, (CLOCK, ARRIVAL))
    flags = (CLOCK,) if abs(skew) > SMALL else ()
    if said_on and said_on > arrival:
        return Dating(arrival, seconds, (*flags, ARRIVAL))
    if said_on and arrival > year_of(said_on).ends_on + GRACE:
        flags += (LATE,)
    return Dating(said_on, seconds, flags)


def is_lost(told_at, skew, received_at):
    """Phones set their clock when they find a network: it may be right at sending and was not at saving."""
    if told_at is None or skew is None or abs(skew) > GREAT:
        return True
    age = received_at - told_at - skew
    return age > OLDEST or age < -GREAT
