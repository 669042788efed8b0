"""Where the marks of a chart stand, in percent of its width or height; templates draw them."""

import math
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Scale:
    """A stretch of round numbers laid over `start`–`end` percent of an axis."""

    low: Decimal
    high: Decimal
    step: Decimal
    start: float = 0
    end: float = 100

    def at(self, value):
        share = float((Decimal(value) - self.low) / (self.high - self.low))
        return self.start + share * (self.end - self.start)

    @property
    def ticks(self):
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * n for n in range(count + 1)]


def round_step(width, parts):
    """The smallest of 1, 2, 5, 10, 20, 50 … that divides `width` into at most `parts` parts."""
    least = max(float(width) / parts, 1)
    ten = 10 ** math.floor(math.log10(least))
    return Decimal(next(ten * n for n in (1, 2, 5, 10) if ten * n >= least))


def scale_for(values, *, parts=4, start=0, end=100):
    """A scale of round ends around all `values` (at least one), never of no width."""
    lowest, highest = Decimal(min(values)), Decimal(max(values))
    is_one = lowest == highest
    step = round_step(abs(highest) / 5, 1) if is_one else round_step(highest - lowest, parts)
    low = math.floor(lowest / step) * step
    high = math.ceil(highest / step) * step
    if low == high:
        low, high = (low - step if low else low), high + step
    return Scale(low, high, step, start, end)


def rise(before, after):
    """Whole percent by which `after` is above `before`; None where there is no figure to compare with."""
    if before is None or after is None or before <= 0:
        return None
    return round((Decimal(after) - Decimal(before)) / Decimal(before) * 100)


def percent(value):
    return f"{value:.2f}%"
