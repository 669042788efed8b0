"""A line of a village's plan against what was done of it: its state, its time, its money. Pure, over one activity's dates.

An activity comes `with_progress` (training/progress.py), or as anything with the same names.
"""

from dataclasses import dataclass

from django.db.models import TextChoices

from sammachip.lib import thai


class State(TextChoices):
    DONE = "done", "เสร็จแล้ว"
    RUNNING = "running", "กำลังดำเนินการ"
    PLANNED = "planned", "ตามแผน"
    LATE = "late", "ล่าช้า"


TONES = {State.DONE: "green", State.RUNNING: "gold", State.PLANNED: "blue", State.LATE: "red"}


def finished_on(activity, today):
    """The day it was done: as written, else the last day of its sessions once all are over; None while it is not."""
    if activity.done_on:
        return activity.done_on
    last = activity.last_session_on
    return last if last and last < today else None


def state_of(activity, today):
    if finished_on(activity, today):
        return State.DONE
    if activity.ends_on and activity.ends_on < today:
        return State.LATE
    begun = [day for day in (activity.starts_on, activity.first_session_on) if day and day <= today]
    return State.RUNNING if begun else State.PLANNED


def timing_of(activity, today):
    """(words, tone): done in time, done late, overdue, or not due yet."""
    finished = finished_on(activity, today)
    if not activity.ends_on:
        return ("เสร็จแล้ว แผนไม่ได้กำหนดวันสิ้นสุด", "green") if finished else ("แผนไม่ได้กำหนดวันสิ้นสุด", "grey")
    if not finished and activity.ends_on >= today:
        return "ยังไม่ถึงกำหนด", "blue"
    late = ((finished or today) - activity.ends_on).days
    if not finished:
        return f"เกินกำหนด {late:,} วัน", "red"
    return (f"เสร็จช้ากว่าแผน {late:,} วัน", "gold") if late > 0 else ("เสร็จตามกำหนด", "green")


def used_of(budget):
    """Baht used of the programme's own money; None where nothing of it was written."""
    return budget.used or None


def known_sum(amounts):
    """(sum of the known amounts, or None where none is; how many are missing)"""
    known = [amount for amount in amounts if amount is not None]
    return (sum(known) if known else None), len(amounts) - len(known)


def dates_outside(year, days):
    """Of `days` {name: day or None}, those outside the fiscal year, as words for a question; none: empty."""
    outside = [day for day in days.values() if day and not year.contains(day)]
    if not outside:
        return ""
    named = " และ ".join(thai.format_date(day, "medium") for day in dict.fromkeys(outside))
    span = thai.format_date_range(year.starts_on, year.ends_on)
    return f"วันที่ {named} อยู่นอกปีงบประมาณ {year} ({span}) ของแผนนี้ ยืนยันว่าถูกต้อง"


@dataclass(frozen=True)
class Told:
    """An activity as a page tells it; `money` is its Budget."""

    activity: object
    state: State
    tone: str
    timing: str
    timing_tone: str
    finished: object
    used: object
    money: object
    partners: list

    @classmethod
    def of(cls, activity, money, today, partners=()):
        state, timing = state_of(activity, today), timing_of(activity, today)
        finished = finished_on(activity, today)
        return cls(activity, state, TONES[state], *timing, finished, used_of(money), money, list(partners))

    @property
    def money_tone(self):
        over = self.used is not None and self.activity.budget is not None and self.used > self.activity.budget
        return "red" if over else "blue"
