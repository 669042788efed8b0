"""What the head of an office is told of a week: done against due by area, what waits to be read, the outlook, problems by kind."""

import datetime
from collections import Counter
from dataclasses import dataclass

from villages.models import VisitRule

from .desk import readable
from .duties import Duties
from .models import Visit
from .paces import Paces
from .tallies import Tally
from .targets import NOBODY, Targets, split

DAY = datetime.timedelta(days=1)
OTHERS = "เจ้าหน้าที่อื่นของอำเภอ"


@dataclass(frozen=True)
class Week:
    """`officers`: (work and place, counts); `outlooks`: of the phases of households' follow-up; `problems`: (kind, how many)."""

    first: datetime.date
    last: datetime.date
    visits: int
    total: Tally
    officers: list
    unread: int
    outlooks: list
    problems: list

    @property
    def open_problems(self):
        return sum(count for _, count in self.problems)

    @property
    def has_work(self):
        return any((self.visits, self.total.owed, self.total.coming, self.unread, self.problems))


def week_of(user, year, on):
    """The seven days before `on`, and the year up to it."""
    duties = Duties(user, year, on)
    targets, households = Targets(duties, "all"), Targets(duties, VisitRule.Subject.HOUSEHOLD)
    first, last = on - 7 * DAY, on - DAY
    kinds = Counter(mark.words for mark in duties.reading.marks if mark.what == "problem")
    return Week(
        first,
        last,
        visits=sum(first <= visit.on <= last for visit in duties.reading.visits),
        total=targets.total.tally,
        officers=by_officer(targets),
        unread=readable(user).in_year(year.year).filter(state=Visit.State.RECORDED).count(),
        outlooks=[each for each in Paces(households).outlooks() if each.standing.is_known],
        problems=kinds.most_common(),
    )


def by_officer(targets):
    """Colleagues are told by their work and places, not by their names."""
    officers = targets.officers
    rows = split(targets.rows, lambda row: words_of(officers, officers.key_of(row)))
    lines = [(words, Tally.of(row.due for row in found)) for words, found in rows.items()]
    return sorted(lines, key=lambda line: (line[0] in (OTHERS, NOBODY), line[0]))


def words_of(officers, key):
    return NOBODY if key is None else officers.described(key) or OTHERS
