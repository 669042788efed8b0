"""Done against due: the owed visits of a year, counted by phase, village, officer and quarter, each with its address."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from villages.models import Phase, VisitRule

from .officers import Officers
from .tallies import COUNTS, Tally

SUBJECTS = [*VisitRule.Subject.choices, ("all", "ทั้งหมด")]
NOBODY, ELSEWHERE, UNDATED = "ไม่มีผู้รับผิดชอบ", "ผู้ติดตามที่พ้นพื้นที่แล้ว", "ยังไม่ทราบกำหนด"


class Figure(NamedTuple):
    name: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Line:
    """One line of a table: its words, its counts, and what the list of visits is asked for to show them."""

    label: str
    tally: Tally
    link: "Link | None"
    sub: str = ""
    is_sum: bool = False
    url: str = ""

    @property
    def figures(self):
        return [
            Figure(name, label, getattr(self.tally, name), self.link(**asked) if self.link else "")
            for name, (label, asked) in COUNTS.items()
        ]

    @property
    def by_name(self):
        return {figure.name: figure for figure in self.figures}

    @property
    def late_words(self):
        return f"ล่าช้า {self.tally.late:,} ครั้ง" if self.tally.late else "ไม่มีล่าช้า"

    @property
    def missed_words(self):
        return f"นอกจากนี้พ้นช่วงไปแล้ว {self.tally.missed:,} ครั้ง" if self.tally.missed else ""


class Link:
    """Address of the list of owed visits, narrowed by all that was asked for so far."""

    def __init__(self, **asked):
        self.asked = asked

    def __call__(self, **more):
        asked = {name: value for name, value in (self.asked | more).items() if value not in ("", None)}
        return f"{reverse('monitoring:plan')}?{urlencode(asked, doseq=True)}"

    def also(self, **more):
        return Link(**self.asked | more)


class Targets:
    """The counts of one year and area, of one kind of subject or `all`; `duties` is read once, whatever is asked."""

    def __init__(self, duties, subject=VisitRule.Subject.HOUSEHOLD):
        self.duties = duties
        self.link = Link(
            year=duties.year.year, area=duties.reading.area, subject="" if subject == "all" else subject
        )
        self.rows = [duty for duty in duties.all if subject in ("all", duty.to.facts.subject)]

    @cached_property
    def officers(self):
        return Officers(self.duties.reading.user, self.duties.today)

    @cached_property
    def total(self):
        return self.line("รวม", self.rows, is_sum=True)

    def line(self, label, rows, *, sub="", is_sum=False, **asked):
        return Line(label, Tally.of(row.due for row in rows), self.link.also(**asked), sub, is_sum)

    def by_phase(self):
        rows = split(self.rows, lambda row: row.due.rule.phase)
        return [self.line(label, rows[phase], phase=phase) for phase, label in Phase.choices if rows[phase]]

    def by_quarter(self):
        rows, year = split(self.rows, self.quarter_of), self.duties.year
        lines = [
            self.line(f"ไตรมาส {number}", rows[number], sub=quarter_words(year, number), quarter=number)
            for number in (1, 2, 3, 4)
        ]
        return lines + ([self.line(UNDATED, rows["none"], quarter="none")] if rows["none"] else [])

    def quarter_of(self, row):
        return self.duties.year.quarter_of(row.due.due_on) if row.due.due_on else "none"

    def by_village(self):
        """Each ตำบล as a sum, then its villages."""
        lines, villages = [], {row.to.village.pk: row.to.village for row in self.rows}
        rows = split(self.rows, lambda row: row.to.village.pk)
        places = split(self.rows, lambda row: row.to.village.subdistrict_id)
        for code in sorted(villages):
            village, place = villages[code], villages[code].subdistrict_id
            if place in places:
                name = f"ต.{village.subdistrict.name}"
                lines.append(self.line(name, places.pop(place), is_sum=True, area=place))
            lines.append(self.line(str(village), rows[code], village=code))
        return lines

    def by_officer(self):
        rows = split(self.rows, self.officers.key_of)
        names = self.officers.named(rows)
        lines = [
            self.line(
                str(names.get(key, ELSEWHERE)),
                rows[key],
                sub=getattr(names.get(key), "position", ""),
                officer=key,
            )
            for key in rows
            if key is not None
        ]
        lines.sort(key=lambda line: (-line.tally.owed, line.label))
        return lines + ([self.line(NOBODY, rows[None], officer="none")] if None in rows else [])


def split(rows, key):
    found = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


MONTHS = {1: "ต.ค.–ธ.ค.", 2: "ม.ค.–มี.ค.", 3: "เม.ย.–มิ.ย.", 4: "ก.ค.–ก.ย."}


def quarter_words(year, number):
    return f"{MONTHS[number]} {year.quarter_dates(number)[0].year + 543}"
