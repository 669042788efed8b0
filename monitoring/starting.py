"""Where a person stands: as the phone says in the address of this one page, else at a village they choose.

It is read, used for the page and forgotten: no row, no session and no line of the log keeps it.
"""

from dataclasses import dataclass

from .positions import Place, asked_place


@dataclass(frozen=True)
class Start:
    """`words` say what the distances are counted from; `kept` is what links of the page carry on."""

    place: Place | None = None
    words: str = ""
    kept: str = ""


def start_of(asked, chosen, places, villages):
    """`chosen`: a village's code; `places`: {code: Place}."""
    if found := asked_place(asked):
        return Start(found, "ตำแหน่งของท่านตอนนี้", f"&lat={found.latitude}&lon={found.longitude}")
    village = next((each for each in villages if each.code == chosen), None)
    if village is None:
        return Start()
    if chosen not in places:
        return Start(None, f"{village} ยังไม่มีพิกัด", f"&start={chosen}")
    return Start(places[chosen], str(village), f"&start={chosen}")
