import datetime
import time

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sammachip.lib import fiscal
from sammachip.lib.fiscal import FiscalYear

DAY = datetime.timedelta(days=1)
UTC = datetime.UTC


@pytest.fixture(params=["UTC", "Asia/Bangkok", "America/Los_Angeles"])
def server_zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    with timezone.override(request.param):
        yield request.param
    monkeypatch.undo()
    time.tzset()


def test_the_year_2562_is_october_2018_to_september_2019():
    year = FiscalYear(2562)
    assert (year.starts_on, year.ends_on) == (datetime.date(2018, 10, 1), datetime.date(2019, 9, 30))
    assert str(year) == "2562"
    assert not year.contains(year.starts_on - DAY)
    assert year.contains(year.starts_on)
    assert year.contains(year.ends_on)
    assert not year.contains(year.ends_on + DAY)


@pytest.mark.parametrize(
    ("moment", "year", "day"),
    [
        (datetime.datetime(2026, 9, 30, 16, 59, 59, tzinfo=UTC), 2569, datetime.date(2026, 9, 30)),
        (datetime.datetime(2026, 9, 30, 17, 0, 0, tzinfo=UTC), 2570, datetime.date(2026, 10, 1)),
        (datetime.datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), 2570, datetime.date(2026, 12, 31)),
        (datetime.datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), 2570, datetime.date(2027, 1, 1)),
    ],
)
def test_the_year_turns_at_midnight_in_thailand_wherever_the_server_stands(server_zone, moment, year, day):
    assert FiscalYear.of(moment) == FiscalYear(year)
    with time_machine.travel(moment, tick=False):
        assert fiscal.today() == day
        assert FiscalYear.current() == FiscalYear(year)


@pytest.mark.parametrize("hour", range(24))
def test_today_is_the_thai_day_at_every_hour(server_zone, hour):
    with time_machine.travel(datetime.datetime(2026, 3, 14, hour, 30, tzinfo=UTC), tick=False):
        assert fiscal.today() == datetime.date(2026, 3, 14 + (hour >= 17))


def test_a_moment_without_a_zone_is_read_as_a_thai_clock():
    assert FiscalYear.of(datetime.datetime(2026, 9, 30, 23, 59)) == FiscalYear(2569)  # noqa: DTZ001


def test_quarters_begin_in_october():
    assert [FiscalYear(2562).quarter_dates(number) for number in (1, 2, 3, 4)] == [
        (datetime.date(2018, 10, 1), datetime.date(2018, 12, 31)),
        (datetime.date(2019, 1, 1), datetime.date(2019, 3, 31)),
        (datetime.date(2019, 4, 1), datetime.date(2019, 6, 30)),
        (datetime.date(2019, 7, 1), datetime.date(2019, 9, 30)),
    ]
    with pytest.raises(ValueError, match="ไตรมาส"):
        FiscalYear(2562).quarter_dates(5)
    with pytest.raises(ValueError, match="ไม่อยู่ในปีงบประมาณ 2562"):
        FiscalYear(2562).quarter_of(datetime.date(2019, 10, 1))


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_lies_in_one_year_and_one_quarter(day):
    year = FiscalYear.of(day)
    start, end = year.quarter_dates(year.quarter_of(day))
    assert year.starts_on <= start <= day <= end <= year.ends_on
    assert FiscalYear.of(year.ends_on + DAY) == FiscalYear(year.year + 1)
    assert FiscalYear(year.year - 1) < year


def test_the_share_of_the_year_that_is_over():
    year = FiscalYear(2562)
    assert year.share_passed(year.starts_on - DAY) == 0
    assert year.share_passed(year.starts_on) == pytest.approx(1 / 365)
    assert round(year.share_passed(datetime.date(2019, 3, 16)), 2) == 0.46
    assert year.share_passed(year.ends_on) == 1
    assert year.share_passed(year.ends_on + DAY) == 1


def test_years_within_reach_are_2400_to_2699():
    assert FiscalYear(2400).starts_on.year == 1856
    assert FiscalYear(2699).ends_on.year == 2156


@pytest.mark.parametrize("year", [0, 2018, 2399, 2700, 99999, -1])
def test_a_year_that_is_no_buddhist_year_is_refused(year):
    with pytest.raises(ValueError, match="โปรดใช้ปี"):
        FiscalYear(year)
