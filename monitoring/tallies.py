"""What stands of a set of owed visits: done on time or late, due, overdue, missed; coming and excused ones stand apart."""

from collections import Counter
from dataclasses import dataclass, fields

from sammachip.lib import charts

from .stages import State

BY_NOW = [state.value for state in State if state not in (State.COMING, State.EXCUSED)]
# name of the count → its words, and what a list of visits is asked for to show exactly those
COUNTS = {
    "owed": ("ต้องติดตาม", {"state": BY_NOW}),
    "done": ("ติดตามแล้ว", {"state": [State.DONE]}),
    "on_time": ("ทันกำหนด", {"state": [State.DONE], "late": "no"}),
    "late": ("ล่าช้า", {"state": [State.DONE], "late": "yes"}),
    "due": ("ถึงกำหนด", {"state": [State.DUE]}),
    "overdue": ("เกินกำหนด", {"state": [State.OVERDUE]}),
    "missed": ("พ้นช่วง", {"state": [State.MISSED]}),
    "coming": ("ยังไม่ถึงกำหนด", {"state": [State.COMING]}),
    "excused": ("ยกเว้น", {"state": [State.EXCUSED]}),
}


@dataclass(frozen=True)
class Tally:
    on_time: int = 0
    late: int = 0
    due: int = 0
    overdue: int = 0
    missed: int = 0
    coming: int = 0
    excused: int = 0

    @classmethod
    def of(cls, dues):
        return cls(**Counter(map(name_of, dues)))

    def __add__(self, other):
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def done(self):
        return self.on_time + self.late

    @property
    def owed(self):
        """What had to be done by now, whether it was or not."""
        return self.done + self.due + self.overdue + self.missed

    @property
    def percent(self):
        """Whole percent done of what is owed, 100 only when all is; None where nothing is owed."""
        if not self.owed:
            return None
        return 100 if self.done == self.owed else min(round(self.done * 100 / self.owed), 99)

    @property
    def bands(self):
        """(name, words, count, place and width in percent) of each part of what is owed, for a bar."""
        found, start = [], 0
        for name in ("on_time", "late", "due", "overdue", "missed"):
            width = getattr(self, name) * 100 / self.owed if self.owed else 0
            if width:
                words = COUNTS[name][0]
                found.append((name, words, getattr(self, name), charts.percent(start), charts.percent(width)))
            start += width
        return found


def name_of(due):
    """Under which count of a `Tally` an owed visit falls."""
    if due.state == State.DONE:
        return "late" if due.is_late else "on_time"
    return str(due.state)
