"""Who must be visited: the visits owed to every household, team, session and group of an area, by the facts of it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from households.models import Enrolment
from sammachip.lib.fiscal import FiscalYear
from villages.models import Participation, VisitRule

from .facts import Reading, Subject
from .stages import Due, Facts, Paid, State, dues_of

Anchor = VisitRule.Anchor
ASKED_AS = {Subject.HOUSEHOLD: "enrolment", "village": "participation"}


@dataclass(frozen=True)
class Subjected:
    """One subject of follow-up, with what a page says of it."""

    facts: Facts
    name: str
    participation: Participation
    enrolment: Enrolment | None = None

    @property
    def key(self):
        return self.facts.subject, self.facts.key

    @property
    def village(self):
        return self.participation.village

    @property
    def url(self):
        """The page of it."""
        match self.facts.subject:
            case Subject.HOUSEHOLD if self.enrolment:
                return self.enrolment.get_absolute_url()
            case Subject.SESSION:
                return reverse("training:detail", args=[self.facts.key])
            case Subject.GROUP:
                return reverse("groups:detail", args=[self.facts.key])
        return self.participation.get_absolute_url()

    @property
    def asked_as(self):
        """The name by which an address asks for it."""
        return ASKED_AS.get(self.facts.subject, self.facts.subject)

    @property
    def visit_url(self):
        """Where a visit to it is written."""
        return f"{reverse('monitoring:create')}?{self.asked_as}={self.facts.key}"


@dataclass(frozen=True)
class Duty:
    """One owed visit, and to whom."""

    due: Due
    to: Subjected

    @property
    def lacks_joining(self):
        """Its day cannot be counted, because nobody wrote when the household joined."""
        is_waiting = self.due.due_on is None and self.due.state == State.COMING
        return is_waiting and self.due.rule.due_from == Anchor.ENROLLED


class Duties:
    """The visits owed in one fiscal year as they stand on the day `today`, of what a `Reading` reads.

    A visit is owed in the year in which it is due; where its day is not known yet, in the year of its plan.
    """

    def __init__(self, user, year, today, area=""):
        self.year, self.today = year, today
        self.reading = Reading(user, year, area)

    @cached_property
    def every(self):
        """What is owed to each subject in whichever year, the earliest due first."""
        return [
            Duty(due, subject)
            for subject in self.subjects
            for due in dues_of(self.rules_of(subject), subject.facts, self.today)
        ]

    @cached_property
    def all(self):
        """Every duty of the year, the earliest due first within each subject."""
        return [duty for duty in self.every if self.is_of_year(duty.due, duty.to)]

    def left_over(self):
        """Overdue since the year before, where that year is not closed."""
        before = FiscalYear(self.year.year - 1)
        overdue = (duty for duty in self.every if duty.due.state == State.OVERDUE)
        return [
            duty
            for duty in overdue
            if before.contains(duty.due.due_on) and not duty.to.participation.plan.closed_on
        ]

    def due(self, rule, key):
        """What the rule (its key) owes to one subject in whichever year; None where it is not for that subject."""
        owed = (duty.due for duty in self.every if duty.to.key == key)
        return next((due for due in owed if due.rule.pk == rule), None)

    def is_of_year(self, due, subject):
        return self.year.contains(due.due_on) if due.due_on else subject.facts.year == self.year.year

    def rules_of(self, subject):
        return self.reading.rules.get(subject.participation.plan_id, ())

    @cached_property
    def subjects(self):
        return [*self._households(), *self._teams(), *self._occasions()]

    def _households(self):
        parts = self.reading.participations
        for row in self.reading.enrolments:
            if part := parts.get(row.participation_id):
                row.participation = part
                days = {Anchor.ENROLLED: row.volunteered_on} | training_days(part)
                yield self._subject(Subject.HOUSEHOLD, row.pk, part, days, str(row.household), row)

    def _teams(self):
        for part in self.reading.participations.values():
            if part.confirmed_on:
                days = {Anchor.CONFIRMED: part.confirmed_on} | training_days(part)
                yield self._subject(Subject.TEAM, part.pk, part, days, f"ทีมวิทยากร {part.village}")

    def _occasions(self):
        parts = {
            (part.village_id, part.plan.fiscal_year): part for part in self.reading.participations.values()
        }
        for row in self.reading.occasions:
            if part := parts.get((row.village, FiscalYear.of(row.first_on).year)):
                days = {Anchor.TRAINING_START: row.first_on, Anchor.TRAINING_END: row.last_on}
                days = {Anchor.FORMED: row.first_on} if row.kind == Subject.GROUP else days
                yield self._subject(row.kind, row.key, part, days, row.name)

    def _subject(self, kind, key, part, days, name, enrolment=None):
        facts = Facts(
            subject=kind,
            key=key,
            year=part.plan.fiscal_year,
            kind=part.kind,
            anchors={anchor: day for anchor, day in days.items() if day},
            carried_in=self._carried[part.village_id],
            paid=self._paid.get((kind, key), ()),
            excused=self._excused.get((kind, key), {}),
        )
        return Subjected(facts, name, part, enrolment)

    @cached_property
    def _carried(self):
        """{village: fiscal years in which it is one of expansion}."""
        years = defaultdict(frozenset)
        for part in self.reading.participations.values():
            if part.kind == Participation.Kind.EXPANSION:
                years[part.village_id] |= {part.plan.fiscal_year}
        return years

    @cached_property
    def _paid(self):
        found = defaultdict(tuple)
        for visit in self.reading.visits:
            found[visit.subject] += (Paid(visit.on, visit.phase, visit.key, visit.visitor),)
        return found

    @cached_property
    def _excused(self):
        found = defaultdict(dict)
        for mark in self.reading.marks:
            if mark.rule:
                found[mark.subject][mark.rule] = mark.words
        return found


def training_days(part):
    return {Anchor.TRAINING_START: part.trains_from, Anchor.TRAINING_END: part.trains_until}
