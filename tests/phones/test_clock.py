"""Which day a record is dated by, whatever the phone's clock says."""

import datetime

import pytest

from phones.clock import dated
from sammachip.lib.fiscal import FiscalYear

DAY, HOUR, MINUTE = (datetime.timedelta(**{unit: 1}) for unit in ("days", "hours", "minutes"))
ARRIVED = datetime.datetime(2019, 3, 16, 3, tzinfo=datetime.UTC)
TODAY = datetime.date(2019, 3, 16)
NO_TIME = datetime.timedelta()


def dating(said_on=TODAY, *, saved=HOUR, fast=NO_TIME, received_at=ARRIVED, clock_at_saving=None):
    """A record saved `saved` before it arrived, on a phone whose clock is `fast`; or was otherwise wrong at saving."""
    return dated(
        said_on,
        told_at=clock_at_saving or received_at - saved + fast,
        sent_at=received_at + fast,
        received_at=received_at,
        arrival=(received_at + 7 * HOUR).date(),
        year_of=FiscalYear.of,
    )


@pytest.mark.parametrize(
    ("fast", "flags"),
    [
        (NO_TIME, ()),
        (10 * MINUTE, ()),
        (-10 * MINUTE, ()),
        (11 * MINUTE, ("clock",)),
        (-HOUR, ("clock",)),
        (12 * HOUR, ("clock",)),
    ],
)
def test_a_clock_that_is_a_little_wrong_is_believed_and_a_larger_fault_flagged(fast, flags):
    found = dating(fast=fast)
    assert (found.on, found.flags, found.skew) == (TODAY, flags, -fast.total_seconds())


@pytest.mark.parametrize("fast", [13 * HOUR, -DAY, 365 * 543 * DAY, -365 * 49 * DAY])
def test_a_clock_out_of_limits_says_nothing_and_the_day_of_arrival_stands(fast):
    found = dating(datetime.date(2019, 3, 1), fast=fast)
    assert (found.on, found.flags) == (TODAY, ("clock", "arrival"))


@pytest.mark.parametrize("year", [1970, 2030, 2562])
def test_a_clock_that_was_wrong_at_saving_and_mended_by_the_network_is_found_out(year):
    found = dating(clock_at_saving=datetime.datetime(year, 3, 16, tzinfo=datetime.UTC))
    assert (found.on, found.flags, found.skew) == (TODAY, ("clock", "arrival"), 0)


def test_a_day_that_has_not_come_is_dated_by_arrival():
    found = dating(TODAY + DAY)
    assert (found.on, found.flags) == (TODAY, ("arrival",))


def test_a_phone_may_come_back_after_weeks():
    found = dating(TODAY - 60 * DAY, saved=60 * DAY)
    assert (found.on, found.flags) == (TODAY - 60 * DAY, ())


@pytest.mark.parametrize(("arrived", "flags"), [(7, ()), (8, ("late",))])
def test_what_comes_a_week_after_its_fiscal_year_is_flagged(arrived, flags):
    found = dating(
        datetime.date(2019, 9, 30),
        saved=8 * DAY,
        received_at=datetime.datetime(2019, 10, arrived, 3, tzinfo=datetime.UTC),
    )
    assert (found.on, found.flags) == (datetime.date(2019, 9, 30), flags)


def test_a_phone_that_says_no_time_is_dated_by_arrival():
    found = dated(
        TODAY - DAY, told_at=None, sent_at=None, received_at=ARRIVED, arrival=TODAY, year_of=FiscalYear.of
    )
    assert (found.on, found.skew, found.flags) == (TODAY, None, ("clock", "arrival"))
