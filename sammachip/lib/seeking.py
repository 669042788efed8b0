"""Finding rows by what a person types: any part of a name, several words in any order, however it was written."""

from functools import reduce
from operator import and_, or_

from django.db.models import Q

from . import thai

LONGEST = 100
MOST_WORDS = 6


def readings(text):
    """What was typed as lists of words: as it stands, and as a name without its prefix (`น.ส.อารีย์` → `อารีย์`)."""
    plain = thai.arabic(thai.tidy(text[:LONGEST]))
    name = thai.split_name(plain)
    bare = f"{name.first} {name.last}".strip()
    return [reading.split()[:MOST_WORDS] for reading in dict.fromkeys((plain, bare)) if reading]


def any_part(text, *paths, starts=()):
    """Rows in which each typed word is a part of one of `paths`, or the beginning of one of `starts`."""
    lookups = [f"{path}__icontains" for path in paths] + [f"{path}__istartswith" for path in starts]
    ways = [
        reduce(and_, (reduce(or_, (Q(**{lookup: word}) for lookup in lookups)) for word in words))
        for words in readings(text)
    ]
    return reduce(or_, ways, Q())


def digits(text):
    """The digits of what was typed, when it holds nothing else but what people put between them; else nothing."""
    plain = thai.arabic(thai.tidy(text[:LONGEST])).translate(str.maketrans("", "", " -–.()+"))
    return plain if plain.isascii() and plain.isdecimal() else ""
