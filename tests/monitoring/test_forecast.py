"""Where a target ends: the arithmetic of docs/forecast.md, its edges, and the shortest list that closes the gap."""

import datetime
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monitoring.forecast import Standing, closing, weeks_between
from monitoring.paces import days_back, sentence

PAGE = (Path(__file__).resolve().parents[2] / "docs/forecast.md").read_text()
USUAL = {
    "done": 60,
    "left": 340,
    "lately": 28,
    "weeks": Fraction(8),
    "last_year": 140,
    "weeks_left": Fraction(28),
    "passed": Fraction(46, 100),
    "missed": 20,
}


def standing(**other):
    return Standing(**USUAL | other)


def told(name):
    """The example's number in the table of the document whose line begins with `name`."""
    return Fraction(re.search(rf"^\| {re.escape(name)}\b.*\| ([\d.]+) \|$", PAGE, re.MULTILINE)[1])


def test_the_worked_example_of_the_document_is_what_the_code_reckons():
    example = Standing(**{name: told(name) for name in USUAL})
    assert example == standing()
    assert example.pace == told("pace so far")
    assert example.pace_before == told("last year's pace")
    assert round(example.blended, 2) == told("blended pace")
    assert example.expected == told("expected")
    assert example.forecast == told("forecast")
    assert example.gap == told("gap")
    assert example.closable == told("closable")
    assert example.percent == told("percent")


def test_a_pace_that_is_missing_leaves_the_other_alone():
    assert standing(last_year=None).blended == Fraction(28, 8)
    assert standing(weeks=Fraction(6, 7)).blended == 5
    neither = standing(last_year=None, weeks=Fraction(6, 7))
    assert not neither.is_known
    assert "ข้อมูลยังน้อยเกินกว่าจะพยากรณ์" in sentence(neither)


def test_nothing_last_year_is_a_pace_of_none_where_visits_were_owed():
    assert standing(last_year=0).blended == Fraction(46, 100) * Fraction(28, 8)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"done": 0, "left": 0, "missed": 0}, "ยังไม่มีการติดตามของระยะนี้"),
        ({"left": 0, "missed": 0}, "ติดตามครบแล้วทั้ง 60 ครั้ง"),
        ({"left": 0}, "ติดตามได้ 60 จาก 80 ครั้ง ขาด 20 ครั้ง ในจำนวนนี้พ้นช่วงไปแล้ว 20 ครั้ง"),
        ({"weeks_left": Fraction(0)}, "ติดตามได้ 60 จาก 420 ครั้ง ขาด 360 ครั้ง"),
        ({}, "สิ้นปีจะได้ 180 จาก 420 ครั้ง (42%) ขาด 240 ครั้ง ในจำนวนนี้พ้นช่วงไปแล้ว 20 ครั้ง"),
        ({"left": 50, "missed": 0}, "สิ้นปีจะได้ 110 จาก 110 ครั้ง (100%) ครบทุกครั้ง"),
        ({"last_year": None}, "ไม่มีข้อมูลปีก่อน"),
    ],
    ids=["nothing owed", "all done", "none left", "year over", "usual", "capped", "no last year"],
)
def test_the_sentence_says_what_is_known(other, words):
    assert words in sentence(standing(**other))


@given(
    done=some.integers(0, 500),
    left=some.integers(0, 500),
    missed=some.integers(0, 500),
    lately=some.integers(0, 100),
    weeks=some.integers(0, 56),
    last_year=some.none() | some.integers(0, 500),
    weeks_left=some.integers(0, 365),
    passed=some.fractions(0, 1),
)
def test_a_forecast_lies_between_what_is_done_and_all_of_it(**given_):
    one = Standing(
        **given_ | {"weeks": Fraction(given_["weeks"], 7), "weeks_left": Fraction(given_["weeks_left"], 7)}
    )
    if one.is_known:
        assert one.done <= one.forecast <= one.total
        assert one.gap == one.total - one.forecast >= one.missed
        assert 0 <= one.closable <= one.left
        assert 0 <= one.percent <= 100
    assert sentence(one)


def test_weeks_count_both_days_and_a_leap_day_has_a_year_before():
    day = datetime.date
    assert weeks_between(day(2019, 3, 10), day(2019, 3, 16)) == 1
    assert weeks_between(day(2019, 10, 1), day(2019, 9, 30)) == 0
    assert days_back(day(2020, 2, 29)) == day(2019, 2, 28)


def on(number):
    return datetime.date(2019, 3, number)


def test_the_list_has_exactly_the_gap_and_the_earliest_due_of_each_household_first():
    open_ = [
        ("a", on(1), "v1"),
        ("a", on(2), "v1"),
        ("b", on(9), "v2"),
        ("c", on(5), "v2"),
        ("d", on(5), "v1"),
    ]
    assert closing(open_, 0) == []
    assert closing(open_, 2) == [("a", on(1), "v1"), ("d", on(5), "v1")]
    assert [each[0] for each in closing(open_, 4)] == ["a", "d", "c", "b"]
    assert closing(open_, 5)[-1] == ("a", on(2), "v1")


def test_of_one_due_day_those_of_one_village_stand_together():
    open_ = [("a", on(5), "v2"), ("b", on(5), "v1"), ("c", on(5), "v2"), ("d", on(5), "v1")]
    assert [each[2] for each in closing(open_, 3)] == ["v1", "v1", "v2"]
