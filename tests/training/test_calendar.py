"""The district's calendar: weeks from Sunday, months in พ.ศ., each session on each of its days."""

import datetime
import re

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.pages import page, queries
from training import calendar

pytestmark = pytest.mark.django_db
DECEMBER = {"month": "2561-12"}
TODAY = datetime.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("month", "week", "heading"),
    [
        ("2569-12", None, "ธันวาคม 2569"),
        ("๒๕๖๙-๑๒", None, "ธันวาคม 2569"),
        ("2026-2", None, "กุมภาพันธ์ 2569"),
        ("2569/1", "", "มกราคม 2569"),
        (None, "2026-11-25", "22–28 พ.ย. 2569"),
        ("2569-12", "25/11/2569", "22–28 พ.ย. 2569"),
        (None, "2026-12-31", "27 ธ.ค. 2569 – 2 ม.ค. 2570"),
        ("2569-13", None, "พฤศจิกายน 2569"),
        ("9999-01", None, "พฤศจิกายน 2569"),
        ("2099-12", "'; drop", "ธันวาคม 2642"),
        ("สิบสอง", "2026-02-31", "พฤศจิกายน 2569"),
        ("-1", "0001-01-01", "พฤศจิกายน 2569"),
        (None, None, "พฤศจิกายน 2569"),
    ],
)
def test_an_address_is_understood_leniently_and_nonsense_is_this_month(month, week, heading):
    assert calendar.asked(month, week, TODAY).heading == heading


@given(st.dates(datetime.date(1951, 1, 1), datetime.date(2099, 12, 20)), st.booleans())
def test_a_sheet_hangs_whole_weeks_from_sunday_and_its_neighbours_lie_next_to_it(day, is_week):
    sheet = calendar.week_of(day) if is_week else calendar.month_of(day)
    days = [one for week in sheet.weeks for one in week]
    assert days == [days[0] + n * calendar.DAY for n in range(len(days))]
    assert calendar.weekday_name(days[0]) == "อาทิตย์"
    assert len(days) % 7 == 0
    assert days[0] <= sheet.first <= day <= sheet.last <= days[-1]
    assert sheet.holds(day)
    assert all(any(map(sheet.holds, week)) for week in sheet.weeks)
    assert sheet.next.first == sheet.last + calendar.DAY
    assert sheet.previous.next == sheet
    name, value = sheet.address.split("=")
    assert calendar.asked(**{"month": None, "week": None, name: value}, today=TODAY) == sheet


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_address_is_an_error(month, week):
    assert calendar.asked(month, week, TODAY).weeks


def days_with(told, url):
    """The days of the month whose cells hold a link to `url`."""
    cells = re.findall(r"<td.*?</td>", told, re.DOTALL)
    return [int(re.search(r'day-number">(\d+)', cell)[1]) for cell in cells if url in cell]


def test_a_session_of_three_days_stands_on_each_of_them_and_a_meeting_on_its_own(client, world):
    told = page(client, world.officer, "training:calendar", **DECEMBER)
    assert "ปฏิทิน ธันวาคม 2561" in told
    assert days_with(told, world.session.get_absolute_url()) == [11, 12, 13]
    for words in ("วัน 1 จาก 3", "ฝึกอบรม", world.village.name, "ตุลาคม"):
        assert (words in told) == (words != "ตุลาคม")
    headers = re.findall(r'scope="col">(.*?)<', told)
    assert headers == ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"]
    held = page(client, world.officer, "training:calendar", week=world.meeting.held_on.isoformat())
    assert world.meeting.get_absolute_url() in held


def test_a_session_that_runs_over_the_end_of_a_month_stands_in_both(client, world):
    world.session.starts_on, world.session.ends_on = datetime.date(2018, 12, 31), datetime.date(2019, 1, 1)
    world.session.save()
    url = world.session.get_absolute_url()
    assert days_with(page(client, world.officer, "training:calendar", **DECEMBER), url) == [31, 1]
    assert days_with(page(client, world.officer, "training:calendar", month="2562-01"), url) == [31, 1]


def test_only_what_lies_in_the_viewers_area_is_shown_and_an_area_narrows_it(client, world):
    def seen(user, **query):
        told = page(client, user, "training:calendar", **DECEMBER, **query)
        rows = {"own": world.session, "other": world.other_session, "neighbour": world.neighbour_session}
        return {name for name, row in rows.items() if row.get_absolute_url() in told}

    assert seen(world.officer) == {"own", "other"}
    assert seen(world.field) == {"own"}
    assert seen(world.officer, area="900103") == {"other"}
    assert seen(world.officer, area=world.village.pk) == {"own"}
    assert seen(world.officer, area=world.neighbour_village.pk) == set()
    assert seen(world.officer, area="x") == {"own", "other"}
    assert seen(world.viewer) == {"own", "other", "neighbour"}


def test_the_ways_on_keep_the_area(client, world):
    told = page(client, world.officer, "training:calendar", area="900103", **DECEMBER)
    for address in ("month=2561-11", "month=2562-01", "week=2018-11-25"):
        assert f"?{address}&amp;area=900103" in told


def test_clashes_are_marked_on_their_days(client, world):
    make.TeachingFactory(session=world.other_session, team_member=world.lead)
    world.other_session.starts_on = datetime.date(2018, 12, 13)
    world.other_session.save()
    told = page(client, world.officer, "training:calendar", **DECEMBER)
    assert days_with(told, "ซ้ำกัน") == [13]


@time_machine.travel("2018-12-12T01:00:00+07:00")
def test_without_an_address_it_is_this_month_and_today_is_marked(client, world):
    told = page(client, world.officer, "training:calendar")
    assert "ปฏิทิน ธันวาคม 2561" in told
    assert days_with(told, "วันนี้") == [12]
    assert "ปฏิทิน 9–15 ธ.ค. 2561" in page(client, world.officer, "training:calendar", week="2018-12-12")
    assert "ปฏิทิน ตุลาคม 2563" in page(client, world.officer, "training:calendar", year="2564")


def test_an_empty_month_says_so(client, world):
    assert "เดือนนี้ยังไม่มีการอบรม" in page(client, world.officer, "training:calendar", month="2575-01")


@pytest.mark.parametrize("who", ["admin", "chief", "officer", "field", "viewer", "auditor", "unposted"])
def test_every_role_reads_and_only_writers_are_offered_a_new_session(client, world, who):
    told = page(client, getattr(world, who), "training:calendar", **DECEMBER)
    assert ("+ จัดการอบรม" in told) == (who in ("chief", "officer", "field", "unposted"))


def test_the_list_leads_to_today_in_the_calendar(client, world):
    assert 'href="/training/calendar/#today"' in page(client, world.viewer, "training:list")


def test_a_month_asks_the_database_as_often_for_a_hundred_sessions_as_for_one(client, world):
    first = queries(client, world.officer, "training:calendar", **DECEMBER)
    for session in make.SessionFactory.create_batch(99, participation=world.participation):
        make.InvitationFactory(session=session, enrolment=world.enrolment)
    make.MeetingFactory.create_batch(20, participation=world.participation, held_on="2018-12-20")
    assert queries(client, world.officer, "training:calendar", **DECEMBER) == first
    assert first <= 12
