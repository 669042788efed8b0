"""A page of cards, each telling a few things of one row: what a person changed on a card is written, and no more.

So two people may fill one page at once, and neither undoes what the other did.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

BEFORE = "before-"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Refused(Exception):
    """What was asked can not be done; says so in the user's sentence, and undoes what was begun."""


def keys_of(data):
    """Keys of the cards that came back with a form."""
    names = (name.removeprefix(BEFORE) for name in data if name.startswith(BEFORE))
    return [name for name in names if UUID.fullmatch(name)]


def seen_on(data, key):
    """{name: text} that a card was shown with."""
    return dict(parse_qsl(data.get(f"{BEFORE}{key}", "")))


@dataclass
class Card:
    """`about`: the row it speaks of. `stored`: {name: text} as the database has it now, "" for what is not told.

    A card that is not open only tells, by its `note`.
    """

    about: object
    stored: dict
    is_open: bool = True
    note: str = ""
    fault: str = ""
    changes: dict = field(default_factory=dict)

    @property
    def key(self):
        return str(self.about.pk)

    @property
    def before(self):
        """What the page was shown with; it comes back with the form."""
        return urlencode(self.stored)

    @property
    def shown(self):
        return self.stored | self.changes

    def read(self, data):
        """Note what a person changed since the page was shown; a card that was not on the page changes nothing."""
        if self.is_open and f"{BEFORE}{self.key}" in data:
            seen = seen_on(data, self.key)
            typed = {name: data.get(f"{name}-{self.key}", "").strip() for name in self.stored}
            self.changes = {
                name: text
                for name, text in typed.items()
                if text != seen.get(name, "") and text != self.stored[name]
            }

    def refuse(self, sentence):
        self.fault = sentence
        return self, sentence
