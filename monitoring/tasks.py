"""What is still to be done with each subject of follow-up, and by which day."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from .appointments import appointments_of, promised_to
from .duties import training_days
from .facts import Subject
from .models import Visit
from .stages import State, phase_on
from .told_subjects import told_subject

OPEN = (State.OVERDUE, State.DUE, State.COMING)


@dataclass(frozen=True)
class Task:
    """One thing to be done by a day.

    `opens_on`: from which day it can be done, where that is not any day.
    """

    what: str
    on: datetime.date
    words: str
    phase: str = ""
    opens_on: datetime.date | None = None
    row: object = None

    def is_open(self, today):
        return self.opens_on is None or self.opens_on <= today


class Agenda:
    """Everything to be done in what a `Duties` covers: {subject: its tasks, the earliest first}."""

    def __init__(self, duties):
        self.duties, self.reading = duties, duties.reading
        self.year, self.today = duties.year, duties.today
        self.subjects = {subject.key: subject for subject in duties.subjects}
        self.tasks = defaultdict(list)
        for add in (self._owed, self._appointed, self._problems, self._sessions):
            for key, task in add():
                self.tasks[key].append(task)
        for tasks in self.tasks.values():
            tasks.sort(key=lambda task: task.on)

    def _owed(self):
        for duty in self.duties.all:
            due = duty.due
            if due.due_on and due.state in OPEN:
                rule = due.rule
                task = Task("visit", due.due_on, rule.name, rule.phase, due.opens_on, rule)
                yield duty.to.key, task

    def _appointed(self):
        parts = self.reading.participations
        for visit in appointments_of(self.reading):
            part = parts.get(visit.participation)
            if part and visit.next_on <= self.year.ends_on:
                phase = phase_on(visit.next_on, days_of(part))
                key = self._known(promised_to(visit), part, visit.called)
                yield key, Task("appointment", visit.next_on, "นัดติดตาม", phase, row=visit)

    def _problems(self):
        """Open ones of whichever year, until someone says how they ended; one without a day is for today."""
        parts = self.reading.participations
        for mark in self.reading.marks:
            part = parts.get(mark.participation)
            if part and mark.what == "problem":
                key = self._known(problem_of(mark), part, "")
                yield key, Task("problem", mark.due_on or self.today, f"แก้ปัญหา{mark.words}", row=mark)

    def _sessions(self):
        """Those of today and ahead; each is to be done on its next day."""
        for row in self.reading.occasions:
            if (
                row.kind == Subject.SESSION
                and row.last_on >= self.today
                and (row.kind, row.key) in self.subjects
            ):
                on = max(row.first_on, self.today)
                yield (
                    (row.kind, row.key),
                    Task("session", on, session_words(row, on), Visit.Phase.DURING, on, row),
                )

    def _known(self, key, part, called):
        """The key of a subject that pages can tell of; one without duties of its own is told from what was read."""
        if key not in self.subjects:
            self.subjects[key] = told_subject(key, part, called)
        return key


def problem_of(mark):
    """A village's own problem is the village's, not its team's."""
    kind, key = mark.subject
    return (Visit.Whom.VILLAGE.value, key) if kind == Subject.TEAM else (kind, key)


def days_of(part):
    days = training_days(part)
    return [tuple(days.values())] if all(days.values()) else []


def session_words(row, on):
    day, days = (on - row.first_on).days + 1, (row.last_on - row.first_on).days + 1
    return "อบรม" if days == 1 else f"อบรมวันที่ {day} จาก {days} วัน"
