from decimal import Decimal

import pytest

from monitoring.indicators import Reading, income_change


def test_a_missing_figure_is_missing_and_not_a_zero_nor_no_rise():
    change = income_change([(4000, None), (None, 5000), (None, None), (4000, 5000)])
    assert change.known == 1
    assert change.unknown == 3
    assert change.no_before == 2
    assert change.no_after == 1
    assert change.average_before == 4000
    assert change.average_after == 5000
    assert change.rise.percent == 25


def test_a_zero_that_was_told_is_a_figure():
    change = income_change([(0, 900), (1000, 1100)])
    assert change.known == 2
    assert change.average_before == 500
    assert change.rise.percent == 100


def test_where_nothing_is_known_there_is_no_percent_and_no_verdict():
    change = income_change([(None, 500)])
    assert change.average_before is None
    assert change.rise.percent is None
    assert change.rise.reaches(3) is None
    assert change.rise.unknown == 1


def test_from_nothing_to_something_has_no_percent():
    assert income_change([(0, 900)]).rise.percent is None


@pytest.mark.parametrize(("before", "after", "reached"), [(10000, 10299, False), (10000, 10300, True)])
def test_a_threshold_is_reached_exactly(before, after, reached):
    assert income_change([(before, after)]).rise.reaches(3) is reached


def test_the_rise_is_of_the_sums_not_the_mean_of_rises():
    assert income_change([(1000, 2000), (9000, 9000)]).rise.percent == 10


def test_a_reading_keeps_its_parts():
    assert Reading(1, 3, unknown=2).percent == Decimal(100) / 3
