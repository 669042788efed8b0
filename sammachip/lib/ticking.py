"""A set that a person ticks: only what was changed since the page was shown is added or taken out.

So two people may tick one list at once, and neither undoes what the other did.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ticked:
    """`added` and `removed`: keys, in the order of the choices."""

    added: list
    removed: list

    def __bool__(self):
        return bool(self.added or self.removed)


def ticked(choices, *, now, seen, chosen):
    """Of the keys `choices`, what to add to and remove from `now`, by what was `seen` ticked and is `chosen`."""
    now, seen, chosen = set(now), set(seen), set(chosen)
    return Ticked(
        added=[key for key in choices if key in chosen - seen and key not in now],
        removed=[key for key in choices if key in seen - chosen and key in now],
    )
