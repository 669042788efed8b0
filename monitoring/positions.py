"""Where villages lie: as the register says, else in the middle of what was recorded there; and how far apart."""

import math
from collections import defaultdict
from statistics import median
from typing import NamedTuple

EARTH = 6371.0  # km


class Place(NamedTuple):
    latitude: float
    longitude: float


def place(row):
    """The position of anything that has one, or None."""
    if row.latitude is None or row.longitude is None:
        return None
    return Place(float(row.latitude), float(row.longitude))


def middle(places):
    """The median of positions, each direction by itself: one phone far astray does not move it."""
    return Place(median(each.latitude for each in places), median(each.longitude for each in places))


def km(here, there):
    """Kilometres as the crow flies."""
    north, east = (math.radians(b - a) for a, b in zip(here, there, strict=True))
    low, high = math.radians(here.latitude), math.radians(there.latitude)
    chord = math.sin(north / 2) ** 2 + math.cos(low) * math.cos(high) * math.sin(east / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(chord, 1)))


def village_places(reading):
    """{village code: Place}, of those villages whose position is known in either way."""
    recorded = defaultdict(list)
    villages = {part.village_id: part.village for part in reading.participations.values()}
    for visit in reading.visits:
        if (part := reading.participations.get(visit.participation)) and (found := place(visit)):
            recorded[part.village_id].append(found)
    for row in reading.enrolments:
        if found := place(row.household):
            recorded[row.household.village_id].append(found)
    told = {code: place(village) for code, village in villages.items()}
    return {code: found for code in villages if (found := told[code] or _middle(recorded[code]))}


def _middle(places):
    return middle(places) if places else None


def asked_place(asked):
    """The position in an address (`lat`, `lon`), where there is a sound one in Thailand; else None."""
    try:
        found = Place(float(asked.get("lat", "")), float(asked.get("lon", "")))
    except ValueError:
        return None
    return found if 5 <= found.latitude <= 21 and 97 <= found.longitude <= 106 else None
