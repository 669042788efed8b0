"""Clashes: the rules over plain data against a slow reading of them, then on pages, never naming what may not be seen."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.pages import page, post
from training import bookings
from training.clashes import Booking, Kind, clashes, days_of, place_key

DAY = datetime.timedelta(days=1)
START = datetime.date(2026, 11, 1)


def booked(key, first=0, days=1, village="90010203", **more):
    begins = START + first * DAY
    return Booking(key, village, begins, begins + (days - 1) * DAY, **more)


def found(*bookings_):
    return [(clash.kind, clash.what) for clash in clashes(bookings_)]


def test_a_sage_and_a_household_of_two_sessions_on_one_day_clash_each_once():
    one = booked(1, days=3, sages=frozenset("a"), households=frozenset("h"))
    other = booked(2, first=1, days=3, village="90010301", sages=frozenset("ab"), households=frozenset("hk"))
    clash, second = clashes([one, other])
    assert (clash.kind, clash.what, clash.sessions) == (Kind.HOUSEHOLD, "h", {1, 2})
    assert (second.kind, second.what) == (Kind.SAGE, "a")
    assert (clash.first, clash.last) == (START + DAY, START + 2 * DAY)
    assert clash.other_than(1) == 2
    assert set(days_of([clash])) == {(key, START + n * DAY) for key in (1, 2) for n in (1, 2)}


@pytest.mark.parametrize(
    ("one", "other", "village", "is_clash"),
    [
        ("ศาลาประจำหมู่บ้าน", "ศาลา ประจำหมู่บ้าน", "90010203", True),
        ("ศาลาประจำหมู่บ้าน", "ศาลาประจำหมู่บ้าน", "90010301", False),
        ("หอประชุมอำเภอ", "หอประชุมอำเภอ", "90010301", True),
        ("หอประชุมอำเภอ", "หอประชุมอำเภอ", "90020301", False),
        ("วัดเขา ๙", "วัดเขา 9", "90010301", True),
        ("", "", "90010203", False),
        ("วัด", "โรงเรียน", "90010203", False),
    ],
)
def test_a_hall_of_each_village_is_its_own_and_any_other_is_one(one, other, village, is_clash):
    assert bool(found(booked(1, place=one), booked(2, place=other, village=village))) == is_clash


NINE, NOON, ONE, FOUR = (datetime.time(hour) for hour in (9, 12, 13, 16))


@pytest.mark.parametrize(
    ("one", "other", "is_clash"),
    [
        ((NINE, NOON), (ONE, FOUR), False),
        ((NINE, NOON), (NOON, FOUR), False),
        ((NINE, ONE), (NOON, FOUR), True),
        ((NINE, NOON), (None, None), True),
        ((NINE, None), (ONE, FOUR), True),
        ((None, NOON), (ONE, None), False),
        ((None, None), (None, None), True),
    ],
)
def test_hours_that_do_not_meet_do_not_clash_where_they_are_known(one, other, is_clash):
    for more in ({"place": "วัด"}, {"sages": frozenset("a")}):
        first = booked(1, starts_at=one[0], ends_at=one[1], **more)
        second = booked(2, starts_at=other[0], ends_at=other[1], **more)
        assert bool(found(first, second)) == is_clash


HOURS = st.none() | st.sampled_from([NINE, NOON, ONE, FOUR])


@st.composite
def any_booking(draw, key):
    starts_at, ends_at = draw(HOURS), draw(HOURS)
    if starts_at and ends_at and ends_at <= starts_at:
        ends_at = None
    return booked(
        key,
        draw(st.integers(0, 5)),
        draw(st.integers(1, 4)),
        draw(st.sampled_from(["90010203", "90010301", "90020101"])),
        starts_at=starts_at,
        ends_at=ends_at,
        place=draw(st.sampled_from(["", "วัด", "วั ด", "ศาลาหมู่บ้าน"])),
        sages=frozenset(draw(st.sets(st.sampled_from("ab")))),
        households=frozenset(draw(st.sets(st.sampled_from("hk")))),
    )


def are_one_place(one, other):
    key = place_key(one.place)
    near = one.village == other.village or (one.village[:4] == other.village[:4] and "หมู่บ้าน" not in key)
    return bool(key) and key == place_key(other.place) and near


def slowly(bookings_):
    """Every day and every pair by itself."""
    for one, other in itertools.combinations(bookings_, 2):
        is_early = one.ends_at and other.starts_at and one.ends_at <= other.starts_at
        is_late = other.ends_at and one.starts_at and other.ends_at <= one.starts_at
        if is_early or is_late:
            continue
        for day in (START + n * DAY for n in range(12)):
            if one.first <= day <= one.last and other.first <= day <= other.last:
                pair = frozenset({one.key, other.key})
                yield from ((Kind.SAGE, sage, pair, day) for sage in one.sages & other.sages)
                yield from ((Kind.HOUSEHOLD, home, pair, day) for home in one.households & other.households)
                if are_one_place(one, other):
                    yield Kind.PLACE, place_key(one.place), pair, day


@given(st.integers(0, 6).flatmap(lambda n: st.tuples(*(any_booking(key) for key in range(n)))))
def test_every_clash_is_found_and_nothing_else(bookings_):
    quickly = clashes(bookings_)
    days = [
        (clash.kind, clash.what, clash.sessions, clash.first + n * DAY)
        for clash in quickly
        for n in range((clash.last - clash.first).days + 1)
    ]
    assert sorted(days, key=str) == sorted(slowly(bookings_), key=str)
    assert set(clashes(bookings_[::-1])) == set(quickly)


pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(world):
    """The lead of the village teaches in the other tambon on a day on which its own session is."""
    world.session.place = world.other_session.place = "ศูนย์เรียนรู้ ชุมชน"
    world.session.save()
    world.other_session.save()
    make.TeachingFactory(session=world.other_session, team_member=world.lead)
    return world


def test_one_sage_over_two_seats_is_one_person(world):
    before = make.TeamMemberFactory(
        participation=world.other_participation, sage=world.sage, left_on="2018-11-01"
    )
    make.InvitationFactory(session=world.other_session, enrolment=None, team_member=before)
    assert [clash.what for clash in bookings.clashes_of(world.session)] == [world.sage.pk]


def test_a_session_says_with_which_other_it_clashes(client, twice):
    told = page(client, twice.officer, "training:detail", twice.session.pk)
    assert "ซ้ำกับการอบรมอื่นในวันเดียวกัน" in told
    assert f"ปราชญ์ {twice.sage}" in told
    assert "สถานที่ ศูนย์เรียนรู้ ชุมชน" in told
    assert f'href="{twice.other_session.get_absolute_url()}"' in told


def test_what_the_viewer_may_not_see_is_told_without_a_name(client, twice):
    told = page(client, twice.field, "training:detail", twice.session.pk)
    assert "การอบรมอื่นนอกพื้นที่ของท่าน" in told
    assert str(twice.other_session.pk) not in told
    assert twice.other_village.name not in told


def test_a_person_of_another_area_is_not_named_by_a_clash(client, world):
    make.TeachingFactory(session=world.session, team_member=world.other_lead)
    told = page(client, world.field, "training:detail", world.session.pk)
    assert "ปราชญ์ จากนอกพื้นที่ของท่าน" in told
    assert str(world.other_sage) not in told


def test_a_household_invited_twice_on_one_day_is_warned_of_after_saving_and_never_refused(client, world):
    where = {"participation": world.participation.pk, "kind": "practice"}
    data = {"title": "ฝึกปฏิบัติ", "starts_on": "12/12/2561"}
    response = post(client, world.field, "training:create", data=data, **where)
    assert response.status_code == 302
    told = client.get(response.url).content.decode()
    assert "โปรดดูรายละเอียดในหน้านี้" in told
    assert f"ครัวเรือน {world.household}" in told
    assert "12 ธ.ค. 2561" in told


def test_sessions_on_other_days_do_not_clash(client, twice):
    twice.other_session.starts_on = twice.other_session.ends_on = datetime.date(2018, 12, 14)
    twice.other_session.save()
    assert "ซ้ำกับการอบรมอื่น" not in page(client, twice.officer, "training:detail", twice.session.pk)


def test_bookings_are_asked_in_one_query(django_assert_num_queries, world):
    days = world.session.starts_on, world.session.ends_on
    make.SessionFactory.create_batch(20, participation=world.participation)
    with django_assert_num_queries(1):
        found = bookings.bookings(*days, [world.village.pk])
    assert len(found) == 22
    with django_assert_num_queries(0):
        assert bookings.bookings(*days, []) == []
