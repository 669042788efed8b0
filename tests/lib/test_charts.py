from decimal import Decimal

import pytest

from sammachip.lib import charts


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([4200, 4900, 5600], [4000, 4500, 5000, 5500, 6000]),
        ([Decimal("3999.50"), 8000], [2000, 4000, 6000, 8000]),
        ([0], [0, 1]),
        ([4500], [4000, 5000]),
        ([5000], [4000, 5000, 6000]),
        ([-1000], [-1200, -1000, -800]),
        ([3, 3], [2, 3, 4]),
        ([-600, 900], [-1000, -500, 0, 500, 1000]),
    ],
)
def test_a_scale_has_round_ends_around_every_value(values, ticks):
    scale = charts.scale_for(values)
    assert scale.ticks == ticks
    assert all(0 <= scale.at(value) <= 100 for value in values)


def test_a_scale_may_run_upwards():
    scale = charts.scale_for([0, 100], start=84, end=12)
    assert scale.at(0) == 84
    assert scale.at(100) == 12


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (4200, 4900, 17),
        (4000, 3000, -25),
        (4000, 4000, 0),
        (0, 500, None),
        (None, 500, None),
        (500, None, None),
    ],
)
def test_a_rise_needs_both_figures_and_a_baseline_above_zero(before, after, expected):
    assert charts.rise(before, after) == expected
