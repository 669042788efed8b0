"""Phases and distances are pure: days in, words out."""

import datetime

import pytest

from monitoring.models import Visit
from monitoring.stages import distance, due_dates, phase_on, tone_of

DAY = datetime.date(2019, 1, 16)
TRAINING = [(datetime.date(2018, 12, 11), datetime.date(2018, 12, 13)), (DAY, datetime.date(2019, 1, 18))]


def test_without_any_training_every_day_is_before_it():
    assert phase_on(DAY, []) == Visit.Phase.BEFORE


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2018-12-10", "before"),
        ("2018-12-11", "during"),
        ("2018-12-20", "during"),
        ("2019-01-18", "during"),
        ("2019-01-19", "after"),
    ],
)
def test_the_phase_follows_from_the_days_of_training(day, phase):
    assert phase_on(datetime.date.fromisoformat(day), TRAINING) == phase


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-1200, "เกิน 1,200 วัน", "red"),
        (-1, "เกิน 1 วัน", "red"),
        (0, "วันนี้", "gold"),
        (1, "พรุ่งนี้", "blue"),
        (30, "อีก 30 วัน", "blue"),
        (31, "16 ก.พ. 2562", "blue"),
    ],
)
def test_how_far_off_a_day_is(days, words, tone):
    day = DAY + datetime.timedelta(days=days)
    assert (distance(day, DAY), tone_of(day, DAY)) == (words, tone)


def test_overdue_ends_yesterday_and_the_week_begins_today():
    assert due_dates("overdue", DAY) == (None, datetime.date(2019, 1, 15))
    assert due_dates("week", DAY) == (DAY, datetime.date(2019, 1, 23))
