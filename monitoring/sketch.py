"""A sketch of a way: its points laid out by their positions, north up, in a box of `WIDTH` by `HEIGHT`. Pure."""

import math
from typing import NamedTuple

WIDTH, HEIGHT, EDGE = 320, 200, 24


class Point(NamedTuple):
    x: float
    y: float
    number: int | None


def points_of(places, start=None):
    """Where each of `places` stands in the box, numbered from 1 in their order; the start has no number."""
    shown = ([start] if start else []) + list(places)
    if not shown:
        return []
    squeeze = math.cos(math.radians(shown[0].latitude))
    east = [place.longitude * squeeze for place in shown]
    north = [place.latitude for place in shown]
    scale = min(_scale(east, WIDTH), _scale(north, HEIGHT))
    numbers = ([None] if start else []) + list(range(1, len(places) + 1))
    return [
        Point(_laid(x, east, WIDTH, scale), round(HEIGHT - _laid(y, north, HEIGHT, scale), 1), number)
        for x, y, number in zip(east, north, numbers, strict=True)
    ]


def _scale(values, room):
    width = max(values) - min(values)
    return (room - 2 * EDGE) / width if width > 1e-9 else math.inf


def _laid(value, values, room, scale):
    """In the middle of the room where there is but one point."""
    centre = (max(values) + min(values)) / 2
    return round(room / 2 + ((value - centre) * scale if math.isfinite(scale) else 0), 1)
