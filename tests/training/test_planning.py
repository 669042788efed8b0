"""A line of the plan against what was done of it: every case of its state, and the database says the same."""

import datetime
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sammachip.lib.fiscal import FiscalYear
from tests import factories as make
from training import planning
from training.models import Activity
from training.planning import State
from training.progress import in_state, with_progress

TODAY = datetime.date(2019, 1, 15)
DAY = datetime.timedelta(days=1)
BEFORE, AFTER = TODAY - DAY, TODAY + DAY
NAMES = ("starts_on", "ends_on", "done_on", "first_session_on", "last_session_on")


def line(**days):
    return SimpleNamespace(**dict.fromkeys(NAMES) | days)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ({}, State.PLANNED),
        ({"starts_on": AFTER, "ends_on": AFTER}, State.PLANNED),
        ({"starts_on": TODAY, "ends_on": AFTER}, State.RUNNING),
        ({"starts_on": BEFORE}, State.RUNNING),
        ({"starts_on": BEFORE, "ends_on": TODAY}, State.RUNNING),
        ({"starts_on": AFTER, "first_session_on": TODAY, "last_session_on": AFTER}, State.RUNNING),
        ({"ends_on": BEFORE}, State.LATE),
        ({"ends_on": BEFORE, "first_session_on": BEFORE, "last_session_on": TODAY}, State.LATE),
        ({"ends_on": BEFORE, "done_on": TODAY}, State.DONE),
        ({"starts_on": AFTER, "done_on": BEFORE}, State.DONE),
        ({"ends_on": AFTER, "first_session_on": BEFORE, "last_session_on": BEFORE}, State.DONE),
        ({"first_session_on": BEFORE, "last_session_on": TODAY}, State.RUNNING),
    ],
)
def test_the_state_of_an_activity(days, state):
    assert planning.state_of(line(**days), TODAY) == state


@given(some.fixed_dictionaries(dict.fromkeys(NAMES, some.none() | some.dates())))
def test_what_is_done_is_never_late_and_has_a_day(days):
    activity = line(**days)
    state = planning.state_of(activity, TODAY)
    assert (state == State.DONE) == (planning.finished_on(activity, TODAY) is not None)
    words, tone = planning.timing_of(activity, TODAY)
    assert (tone == "red") == (state == State.LATE) == words.startswith("เกินกำหนด")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"ends_on": AFTER}, "ยังไม่ถึงกำหนด"),
        ({"ends_on": TODAY}, "ยังไม่ถึงกำหนด"),
        ({"ends_on": BEFORE - DAY}, "เกินกำหนด 2 วัน"),
        ({"ends_on": BEFORE, "done_on": BEFORE}, "เสร็จตามกำหนด"),
        ({"ends_on": BEFORE, "done_on": TODAY}, "เสร็จช้ากว่าแผน 1 วัน"),
        ({"done_on": TODAY}, "เสร็จแล้ว แผนไม่ได้กำหนดวันสิ้นสุด"),
        ({}, "แผนไม่ได้กำหนดวันสิ้นสุด"),
    ],
)
def test_time_is_told_against_the_plan(days, words):
    assert planning.timing_of(line(**days), TODAY)[0] == words


@pytest.mark.django_db
def test_the_database_calls_every_activity_by_the_same_state():
    days = (None, BEFORE, TODAY, AFTER)
    spans = [None, (BEFORE, BEFORE), (BEFORE, AFTER), (TODAY, TODAY), (AFTER, AFTER)]
    part = make.ParticipationFactory()
    for starts_on, ends_on, done_on, span in product(days, days, (None, TODAY), spans):
        in_order = not (starts_on and ends_on and ends_on < starts_on)
        if in_order and not (starts_on and done_on and done_on < starts_on):
            activity = make.ActivityFactory(
                participation=part, starts_on=starts_on, ends_on=ends_on, done_on=done_on
            )
            if span:
                make.SessionFactory(participation=part, activity=activity, starts_on=span[0], ends_on=span[1])
    rows = list(with_progress(Activity.objects.all()))
    assert len(rows) > 80
    for state in State:
        found = set(
            in_state(with_progress(Activity.objects.all()), state, TODAY).values_list("pk", flat=True)
        )
        assert found == {row.pk for row in rows if planning.state_of(row, TODAY) == state}, state


def test_what_is_unknown_is_no_zero_in_a_sum():
    assert planning.known_sum([]) == (None, 0)
    assert planning.known_sum([None, None]) == (None, 2)
    assert planning.known_sum([None, 0, 5]) == (5, 1)


def test_days_outside_the_year_are_asked_about_each_once():
    year = FiscalYear(2562)
    assert planning.dates_outside(year, {"starts_on": None, "ends_on": year.ends_on}) == ""
    told = planning.dates_outside(year, {"starts_on": year.ends_on + DAY, "ends_on": year.ends_on + DAY})
    assert told.count("1 ต.ค. 2562") == 1
    assert "ปีงบประมาณ 2562" in told
