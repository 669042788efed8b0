"""An officer's calendar feed: its address is told once, opens without login, and tells no name."""

import datetime
import re
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.urls import reverse

from tests import factories as make
from tests.pages import page, post, queries
from training.models import CalendarFeed, Invitation
from training.models.feeds import hash_of

pytestmark = [pytest.mark.django_db]
NOW = "2018-12-01T09:00:00+07:00"
BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest.fixture(autouse=True)
def in_december():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def address(client, user):
    told = post(client, user, "training:feed", data={}).content.decode()
    found = re.search(r"http://testserver(/training/calendar/[\w-]+\.ics)", told)
    client.logout()
    return found[1]


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    calendar = icalendar.Calendar.from_ical(response.content)
    assert not calendar.errors
    events = calendar.walk("VEVENT")
    assert not [error for event in events for error in event.errors]
    return response, calendar, events


def test_the_address_is_shown_once_and_kept_only_as_a_hash(client, world):
    assert "ท่านยังไม่มีที่อยู่ปฏิทิน" in page(client, world.field, "training:feed")
    url = address(client, world.field)
    token = url.removeprefix("/training/calendar/").removesuffix(".ics")
    feed = CalendarFeed.objects.get(user=world.field)
    assert feed.token_hash == hash_of(token)
    assert len(token) >= 43
    told = page(client, world.field, "training:feed")
    assert token not in told
    assert "1 ธ.ค. 2561 09.00 น." in told
    assert "1 ธ.ค. 2562" in told
    assert "ที่อยู่เดิมจะใช้ไม่ได้ทันที" in told


def test_a_renewed_address_closes_the_old_one_and_nobody_elses(client, world):
    first, others = address(client, world.field), address(client, world.officer)
    second = address(client, world.field)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert client.get(others).status_code == 200
    assert CalendarFeed.objects.filter(user=world.field).count() == 1


def test_the_feed_opens_without_login_and_no_cache_keeps_it(client, world):
    response, *_ = read(client, address(client, world.field))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_only_reading_is_answered(client, world):
    url = address(client, world.field)
    assert client.head(url).status_code == 200
    assert client.post(url).status_code == 405


def test_an_unknown_an_expired_and_a_dismissed_one_are_not_found(client, world, in_december):
    url = address(client, world.field)
    for forged in (
        url[:-5] + "x.ics",
        url.upper(),
        "/training/calendar/x.ics",
        f"/training/calendar/{'ก' * 43}.ics",
    ):
        assert client.get(forged).status_code == 404
    in_december.move_to("2019-12-01T23:00:00+07:00")
    assert client.get(url).status_code == 200
    in_december.move_to("2019-12-02T01:00:00+07:00")
    assert client.get(url).status_code == 404
    assert "หมดอายุแล้ว" in page(client, world.field, "training:feed")


@pytest.mark.parametrize("change", ["dismissed", "without a role", "without a posting"])
def test_who_may_see_nothing_any_more_has_no_feed(client, world, change):
    url = address(client, world.field)
    if change == "dismissed":
        world.field.is_active = False
    if change == "without a role":
        world.field.role = ""
    world.field.save()
    if change == "without a posting":
        world.field.postings.update(ends_on="2018-11-30")
    assert client.get(url).status_code == 404


def test_a_forged_address_costs_one_look_up(client, world, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert client.get("/training/calendar/forged.ics").status_code == 404


def test_sessions_of_the_area_stand_in_it_with_their_days_hours_and_counts(client, world):
    world.session.starts_at, world.session.ends_at = datetime.time(9), datetime.time(16, 30)
    world.session.save()
    make.InvitationFactory.create_batch(19, session=world.session)
    _, calendar, events = read(client, address(client, world.field))
    assert calendar["X-WR-CALNAME"] == "การอบรมสัมมาชีพ ตำบลเขารูปช้าง"
    assert [str(event["SUMMARY"]) for event in events] == ["ฝึกอบรม บ้านใกล้บ้าน ม.3 ต.เขารูปช้าง (20 ครัวเรือน)"] * 3
    assert [event.decoded("DTSTART") for event in events] == [
        datetime.datetime(2018, 12, day, 9, tzinfo=BANGKOK) for day in (11, 12, 13)
    ]
    assert events[0].decoded("DTEND") == datetime.datetime(2018, 12, 11, 16, 30, tzinfo=BANGKOK)
    assert events[0]["DTSTART"].params["TZID"] == "Asia/Bangkok"
    assert calendar.walk("VTIMEZONE")[0]["TZID"] == "Asia/Bangkok"
    assert [str(event["UID"]) for event in events] == [f"{world.session.pk}-{n}@sammachip" for n in (1, 2, 3)]
    assert str(events[0]["URL"]) == f"http://testserver{world.session.get_absolute_url()}"


def test_without_hours_a_session_takes_whole_days_whose_end_is_the_next_morning(client, world):
    *_, events = read(client, address(client, world.field))
    assert events[0].decoded("DTSTART") == datetime.date(2018, 12, 11)
    assert events[0].decoded("DTEND") == datetime.date(2018, 12, 12)


def test_an_hour_without_an_end_is_a_beginning(client, world):
    world.session.starts_at = datetime.time(9)
    world.session.save()
    *_, events = read(client, address(client, world.field))
    assert events[0].decoded("DTSTART").hour == 9
    assert "DTEND" not in events[0]


def test_a_change_raises_its_number_and_its_moment(client, world, in_december):
    *_, events = read(client, url := address(client, world.field))
    assert events[0]["SEQUENCE"] == 1
    before = events[0].decoded("LAST-MODIFIED")
    in_december.move_to("2018-12-02T09:00:00+07:00")
    world.session.version, world.session.place = 2, "วัด"
    world.session.save()
    *_, events = read(client, url)
    assert events[0]["SEQUENCE"] == 2
    assert events[0].decoded("LAST-MODIFIED") - before == datetime.timedelta(days=1)
    assert events[0].decoded("DTSTAMP") == events[0].decoded("LAST-MODIFIED")


def test_neither_title_nor_place_nor_any_name_is_told(client, world):
    world.session.title, world.session.place = "อบรมที่บ้านนางลับ", "บ้านนายลับสนิท"
    world.session.save()
    Invitation.objects.create(session=world.session, team_member=world.lead)
    response, *_ = read(client, address(client, world.officer))
    told = response.content.replace(b"\r\n ", b"").decode()
    for secret in ("ลับ", world.household.first_name + " ", world.sage.first_name, world.sage.last_name):
        assert secret not in told.replace(str(world.village), "").replace(str(world.other_village), "")
    assert "ปราชญ์ 1 คน" in told


def test_what_lies_outside_the_area_or_too_far_off_is_left_out(client, world):
    for days, ends in ((-80, -61), (-70, -60), (400, 405), (401, 401)):
        make.SessionFactory(
            participation=world.participation,
            kind="practice",
            starts_on=datetime.date(2018, 12, 1) + datetime.timedelta(days=days),
            ends_on=datetime.date(2018, 12, 1) + datetime.timedelta(days=ends),
        )
    response, _, events = read(client, address(client, world.field))
    starts = {event.decoded("DTSTART") for event in events if "ปฏิบัติ" in str(event["SUMMARY"])}
    assert min(starts) == datetime.date(2018, 9, 22)
    assert len(starts) == 11 + 6
    assert str(world.other_session.pk) not in response.content.decode()
    assert str(world.neighbour_session.pk) not in response.content.decode()


def test_lines_end_and_fold_as_the_standard_asks_and_thai_is_whole(client, world):
    response, *_ = read(client, address(client, world.officer))
    assert response.content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    lines = response.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()


def test_every_role_may_have_a_feed_of_its_own(client, world):
    for who in ("admin", "chief", "officer", "field", "viewer", "auditor"):
        assert client.get(address(client, getattr(world, who))).status_code == 200
    client.logout()
    assert client.get(reverse("training:feed")).status_code == 302


def test_a_feed_asks_the_database_as_often_for_a_hundred_sessions_as_for_one(client, world):
    url = address(client, world.officer)
    token = url.removeprefix("/training/calendar/").removesuffix(".ics")
    first = queries(client, world.officer, "training:feed_ics", token)
    make.SessionFactory.create_batch(99, participation=world.participation)
    assert queries(client, world.officer, "training:feed_ics", token) == first
    assert first <= 5
