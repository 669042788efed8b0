"""Where villages lie, how far apart, and in which order a day goes through them: pure, and then the page."""

import datetime
import logging
import random
import re
from itertools import permutations

import pytest

from monitoring import route, sketch
from monitoring.positions import Place, asked_place, km, middle
from sammachip.lib.logs import RedactingFormatter
from tests import factories as make
from tests.pages import page
from villages.models import VisitRule

HERE = Place(7.2, 100.6)


def test_kilometres_are_those_of_the_map():
    assert km(HERE, HERE) == 0
    assert km(Place(7.0, 100.0), Place(8.0, 100.0)) == pytest.approx(111.2, abs=0.1)
    assert km(Place(13.7563, 100.5018), Place(7.1756, 100.6143)) == pytest.approx(732, abs=2)


def test_one_position_far_astray_does_not_move_a_village():
    near = [Place(7.10, 100.50), Place(7.11, 100.51), Place(7.12, 100.52), Place(18.0, 98.0)]
    assert km(middle(near), Place(7.115, 100.505)) < 1.5


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"lat": "7.2", "lon": "100.6"}, HERE),
        ({"lat": "7.2"}, None),
        ({"lat": "x", "lon": "100.6"}, None),
        ({"lat": "nan", "lon": "nan"}, None),
        ({"lat": "1e400", "lon": "100.6"}, None),
        ({"lat": "48.1", "lon": "11.6"}, None),
    ],
    ids=["sound", "half", "a word", "no number", "endless", "abroad"],
)
def test_only_a_sound_position_in_thailand_is_taken_from_an_address(asked, place):
    assert asked_place(asked) == place


@pytest.mark.parametrize("seed", range(12))
def test_a_way_is_near_the_shortest_and_visits_each_place_once(seed):
    dice = random.Random(seed)
    places = [Place(7 + dice.random(), 100 + dice.random()) for _ in range(6)]
    start = HERE if seed % 2 else None
    way = route.ordered(places, start)
    assert sorted(way) == list(range(6))
    if not start:
        assert way[0] == 0
    ways = [list(each) for each in permutations(range(6)) if start or each[0] == 0]
    shortest = min(route.length(each, places, start) for each in ways)
    assert route.length(way, places, start) <= shortest * 1.2


def test_crossed_legs_are_straightened():
    places = [Place(7, 100), Place(7, 100.3), Place(7.1, 100), Place(7.1, 100.3)]
    assert route.straightened([0, 3, 2, 1], places) == [0, 2, 3, 1]


def test_a_sketch_keeps_its_points_inside_with_north_up():
    points = sketch.points_of([Place(7.2, 100.1), Place(7.0, 100.4)], HERE)
    assert [point.number for point in points] == [None, 1, 2]
    assert points[1].y < points[2].y
    assert all(0 < point.x < sketch.WIDTH and 0 < point.y < sketch.HEIGHT for point in points)
    assert sketch.points_of([HERE]) == [(sketch.WIDTH / 2, sketch.HEIGHT / 2, 1)]


@pytest.fixture
def due(world):
    VisitRule.objects.all().update(is_used=False)
    return make.VisitRuleFactory(plan=world.plan, due_days=20)


def at(village, latitude, longitude):
    village.latitude, village.longitude = latitude, longitude
    village.save()


@pytest.mark.django_db
def test_the_way_of_a_day_tells_its_legs_and_their_sum(client, world, due):
    at(world.village, "7.200000", "100.600000")
    at(world.other_village, "7.210000", "100.600000")
    told = page(client, world.chief, "monitoring:route", lat="7.2", lon="100.6")
    assert re.search(r"บ้านใกล้บ้าน ม.3 ต.เขารูปช้าง</a> <span class=\"muted\">0.0 กม.", told)
    assert re.search(r"บ้านต่างตำบล ม.3 ต.เกาะแต้ว</a> <span class=\"muted\">1.1 กม.", told)
    assert "2 หมู่บ้าน" in told
    assert "รวม 1.1 กม." in told
    assert "<polyline" in told
    one = page(client, world.chief, "monitoring:route", stop=f"household:{world.enrolment.pk}")
    assert "1 หมู่บ้าน 1 งาน" in one
    page(client, world.chief, "monitoring:route", stop=["x", "household:1"])


@pytest.mark.django_db
def test_near_me_is_ordered_by_distance_and_without_positions_by_tambon(client, world, due):
    asked = {"tab": "near", "lat": "7.21", "lon": "100.6"}
    told = page(client, world.chief, "monitoring:today", **asked)
    assert "ไม่มีพิกัด เรียงตามตำบล" in told
    assert told.index("นางใกล้บ้าน") < told.index("นางต่างตำบล")
    at(world.village, "7.200000", "100.600000")
    at(world.other_village, "7.210000", "100.600000")
    told = page(client, world.chief, "monitoring:today", **asked)
    assert told.index("นางต่างตำบล") < told.index("นางใกล้บ้าน")
    assert "ห่าง 1.1 กม." in told
    assert "พิกัดสมมติ" not in told
    world.chief.is_demo = True
    world.chief.save()


@pytest.mark.django_db
def test_a_village_without_a_position_lies_where_its_visits_were_recorded(client, world, due):
    make.VisitFactory(
        enrolment=world.enrolment, visitor=world.field, latitude="7.200000", longitude="100.600000"
    )
    told = page(client, world.field, "monitoring:today", tab="near", lat="7.2", lon="100.6")
    assert "ห่าง 0.0 กม." in told


def test_where_someone_stands_is_kept_out_of_the_log():
    line = logging.LogRecord("x", 20, "", 0, '"GET /visits/today/?tab=near&lat=7.2&lon=100.6 HTTP"', (), None)
    told = RedactingFormatter().format(line)
    assert "7.2" not in told
    assert "100.6" not in told
    assert "tab=near" in told


@pytest.mark.django_db
def test_the_week_is_set_against_what_its_officers_can_do(client, world, due):
    world.plan.visits_per_week = 1
    world.plan.save()
    world.session.starts_on = world.session.ends_on = datetime.date(2018, 12, 28)
    world.session.save()
    told = page(client, world.field, "monitoring:today", tab="week")
    assert "สัปดาห์นี้ (14–20 ม.ค. 2562)" in told
    assert "1 จาก 1 ครั้ง (100%)" in told
