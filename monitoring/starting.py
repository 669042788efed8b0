"""Where a person stands: as the phone says in the address of this one page, else at a village they choose.

It is read, used for the page and forgotten: no row, no session and no line of the log keeps it.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from .positions import Place, asked_place


@dataclass(frozen=True)
class Start:
    """`words` say what the distances are counted from; `asked`: what links and forms of the page carry on."""

    place: Place | None = None
    words: str = ""
    asked: tuple = ()

    @property
    def kept(self):
        return f"&{urlencode(self.asked)}" if self.asked else ""

    @property
    def position(self):
        """What a form carries on that asks for the village itself."""
        return [each for each in self.asked if each[0] != "start"]


def start_of(asked, chosen, places, villages):
    """`chosen`: a village's code; `places`: {code: Place}."""
    if found := asked_place(asked):
        return Start(found, "ตำแหน่งของท่านตอนนี้", (("lat", found.latitude), ("lon", found.longitude)))
    village = next((each for each in villages if each.code == chosen), None)
    if village is None:
        return Start()
    words = str(village) if chosen in places else f"{village} ยังไม่มีพิกัด"
    return Start(places.get(chosen), words, (("start", chosen),))
