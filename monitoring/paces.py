"""The facts of a forecast, phase by phase, out of an area's follow-up of households; and its one sentence."""

import datetime
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from sammachip.lib import charts
from sammachip.lib.fiscal import FiscalYear
from villages.models import Phase, VisitRule

from .forecast import WEEKS, Standing, closing, weeks_between
from .stages import State
from .targets import Line, split

DAY = datetime.timedelta(days=1)
LEFT = (State.DUE, State.OVERDUE, State.COMING)


class Outlook(NamedTuple):
    """One phase at the year's end: its line of the targets, the arithmetic, the sentence and who closes the gap."""

    label: str
    line: Line
    standing: Standing
    sentence: str
    closing: list

    @property
    def bands(self):
        """(name, place and width in percent) of what is done, what is expected, and the gap."""
        done, until = (
            100 * count / self.standing.total for count in (self.standing.done, self.standing.forecast)
        )
        ends = ((0, done, "on_time"), (done, until, "expected"), (until, 100, "gap"))
        return [(name, charts.percent(a), charts.percent(b - a)) for a, b, name in ends if b > a]

    @property
    def closing_words(self):
        count = sum(len(rows) for _, rows in self.closing)
        return f"รายการสั้นที่สุดที่ปิดช่องว่างได้: {count:,} ครั้ง ใน {len(self.closing):,} หมู่บ้าน"


class Paces:
    def __init__(self, targets):
        self.targets, self.duties = targets, targets.duties
        self.year, self.today = self.duties.year, self.duties.today

    def outlooks(self):
        rows = split(self.targets.rows, lambda row: row.due.rule.phase)
        return [self.outlook(phase, label, rows[phase]) for phase, label in Phase.choices if rows[phase]]

    def outlook(self, phase, label, rows):
        standing = self.standing(phase, [row.due for row in rows])
        line = self.targets.line(label, rows, phase=phase)
        missing = self.missing(rows, standing.closable) if standing.is_known else []
        return Outlook(label, line, standing, sentence(standing), missing)

    def standing(self, phase, dues):
        done = [due for due in dues if due.state == State.DONE]
        left = [due for due in dues if due.state in LEFT and due.due_on]
        since = max(self.today - (7 * WEEKS - 1) * DAY, self.began(dues))
        return Standing(
            done=len(done),
            left=len(left),
            missed=sum(due.state == State.MISSED for due in dues),
            lately=sum(since <= due.paid.on <= self.today for due in done),
            weeks=weeks_between(since, self.today),
            last_year=self.last_year(phase),
            weeks_left=weeks_between(max(self.today + DAY, self.year.starts_on), self.year.ends_on),
            passed=Fraction(self.year.share_passed(self.today)).limit_denominator(366),
        )

    def began(self, dues):
        """The first day on which a visit of the phase could be made this year; none before the year itself."""
        opened = min((due.opens_on or due.due_on for due in dues if due.due_on), default=self.year.ends_on)
        return max(opened, self.year.starts_on)

    def last_year(self, phase):
        """How many were made a year ago from the day after this one to that year's end; None where none was owed."""
        dues = self.of_last_year[phase]
        if not dues:
            return None
        since = days_back(self.today)
        return sum(bool(due.paid and since < due.paid.on <= self.before.ends_on) for due in dues)

    @property
    def before(self):
        return FiscalYear(self.year.year - 1)

    @cached_property
    def of_last_year(self):
        """{phase: what was owed to households in the year before}, out of the same reading."""
        of_households = (
            duty.due
            for duty in self.duties.every
            if duty.to.facts.subject == VisitRule.Subject.HOUSEHOLD and duty.due.due_on
        )
        dues = [due for due in of_households if self.before.contains(due.due_on)]
        return split(dues, lambda due: due.rule.phase)

    def missing(self, rows, gap):
        """The visits that close the gap, village by village in the order of their first day."""
        open_ = [row for row in rows if row.due.state in LEFT and row.due.due_on]
        chosen = closing(
            [(row.to.key, row.due.due_on, row.to.village.pk, number) for number, row in enumerate(open_)], gap
        )
        return [
            (rows[0].to.village, rows)
            for rows in split([open_[each[3]] for each in chosen], village_of).values()
        ]


def village_of(row):
    return row.to.village.pk


def days_back(day):
    """The same day a year before; of 29 February the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def a_week(pace):
    return f"{float(pace):.1f} ครั้งต่อสัปดาห์" if pace else "0 ครั้ง"


def sentence(standing):
    """The forecast in one plain sentence: both paces, where it ends, and what is missing."""
    if not standing.total:
        return "ปีนี้ยังไม่มีการติดตามของระยะนี้ที่ทราบกำหนด"
    if not standing.left and not standing.missed:
        return f"ติดตามครบแล้วทั้ง {standing.total:,} ครั้ง"
    if not standing.left:
        return f"ติดตามได้ {standing.done:,} จาก {standing.total:,} ครั้ง {gap_words(standing)}"
    if standing.is_over:
        return f"สิ้นปีงบประมาณแล้ว ติดตามได้ {standing.done:,} จาก {standing.total:,} ครั้ง ขาด {standing.gap:,} ครั้ง"
    if not standing.is_known:
        return f"ข้อมูลยังน้อยเกินกว่าจะพยากรณ์ ติดตามแล้ว {standing.done:,} จาก {standing.total:,} ครั้ง"
    return f"{paces(standing)} ถ้าทำต่อเช่นนี้ สิ้นปีจะได้ {standing.forecast:,} จาก {standing.total:,} ครั้ง ({standing.percent}%) {gap_words(standing)}"


def paces(standing):
    now, before = standing.pace, standing.pace_before
    lately = (
        f"ช่วง {round(standing.weeks)} สัปดาห์นี้ติดตามได้ {a_week(now)}"
        if now is not None
        else "ปีนี้เพิ่งเริ่มระยะนี้ จึงยังไม่มีอัตราของปีนี้"
    )
    last = f"ปีก่อนในช่วงที่เหลือของปีได้ {a_week(before)}" if before is not None else "ไม่มีข้อมูลปีก่อน"
    return f"{lately} {last}"


def gap_words(standing):
    if not standing.gap:
        return "ครบทุกครั้ง"
    passed = f" ในจำนวนนี้พ้นช่วงไปแล้ว {standing.missed:,} ครั้ง" if standing.missed else ""
    return f"ขาด {standing.gap:,} ครั้ง{passed}"
