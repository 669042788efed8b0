"""A way through several villages: the nearest next, then straightened as long as that shortens it. Pure."""

from dataclasses import dataclass
from itertools import pairwise

from .positions import Place, km


@dataclass(frozen=True)
class Stop:
    """One village of the way with the cards that wait there; `leg`: km from the stop before it."""

    village: object
    cards: tuple
    place: Place | None
    leg: float | None = None


def ordered(places, start=None):
    """Indices of `places` as they are best visited, from `start` or else from the first of them."""
    if not places:
        return []
    left = list(range(len(places)))
    way = [] if start else [left.pop(0)]
    here = start or places[0]
    while left:
        nearest = min(left, key=lambda index: km(here, places[index]))
        left.remove(nearest)
        way.append(nearest)
        here = places[nearest]
    return straightened(way, places, start)


def straightened(way, places, start=None):
    """2-opt and moves: turns a stretch of the way around, or takes one stop elsewhere, while that makes it shorter."""
    shortest, is_better = length(way, places, start), True
    while is_better:
        is_better = False
        for other in others(way, 0 if start else 1):
            if (found := length(other, places, start)) < shortest - 1e-9:
                way, shortest, is_better = other, found, True
                break
    return way


def others(way, fixed):
    """Ways that differ in one turn or one move; the first `fixed` stops stay."""
    for first in range(fixed, len(way)):
        for last in range(first + 1, len(way)):
            yield way[:first] + way[first : last + 1][::-1] + way[last + 1 :]
        rest = way[:first] + way[first + 1 :]
        for place in range(fixed, len(way)):
            yield [*rest[:place], way[first], *rest[place:]]


def length(way, places, start=None):
    points = ([start] if start else []) + [places[index] for index in way]
    return sum(km(a, b) for a, b in pairwise(points))


def stops_of(cards, places, start=None):
    """The villages of `cards` (the most urgent first) as stops in order; those without a position last, by ตำบล."""
    waiting = {}
    for card in cards:
        waiting.setdefault(card.to.village, []).append(card)
    known = [village for village in waiting if village.code in places]
    way = ordered([places[village.code] for village in known], start)
    here, stops = start, []
    for village in (known[index] for index in way):
        there = places[village.code]
        stops.append(Stop(village, tuple(waiting[village]), there, km(here, there) if here else None))
        here = there
    lost = sorted((village for village in waiting if village.code not in places), key=lambda row: row.code)
    return stops + [Stop(village, tuple(waiting[village]), None) for village in lost]


def total(stops):
    return sum(stop.leg or 0 for stop in stops)
