"""The work of a day: one card for each subject that waits, with all that is owed to it."""

from collections import defaultdict
from datetime import timedelta
from functools import cached_property

from . import positions
from .appointments import promised_to
from .cards import Card
from .duties import Duties
from .tasks import Agenda, problem_of
from .told_last import told_of

AHEAD = timedelta(days=7)
TABS = (("now", "ต้องทำ"), ("week", "สัปดาห์นี้"), ("near", "ใกล้ฉัน"))


class Today:
    """`narrowed` keeps what a person asks for: a village (code), a phase, a kind of subject."""

    def __init__(self, user, year, today, area="", narrowed=None):
        self.today, self.narrowed = today, narrowed or {}
        self.agenda = Agenda(Duties(user, year, today, area))
        self.reading = self.agenda.reading

    @cached_property
    def places(self):
        return positions.village_places(self.reading)

    def cards(self, tab, start=None):
        """The cards of a tab: by urgency; those near by distance from `start`, where that is known."""
        found = [card for key in self.agenda.tasks if (card := self._card(key, tab, start))]
        if tab == "near":
            return sorted(found, key=lambda card: (card.km is None, card.km or 0, place_of(card), card.on))
        return sorted(found, key=lambda card: (card.on, place_of(card)))

    def counts(self):
        return {tab: sum(self._is_shown(key, tab) for key in self.agenda.tasks) for tab, _ in TABS}

    def _is_shown(self, key, tab):
        return bool(self._tasks(key, tab))

    def _card(self, key, tab, start):
        if not (tasks := self._tasks(key, tab)):
            return None
        subject = self.agenda.subjects[key]
        place = self.stands_at(subject)
        away = positions.km(start, place) if start and place else None
        return Card(subject, tuple(tasks), self.today, self.told[key], place, away)

    def stands_at(self, subject):
        """A household's own position, else its village's."""
        own = positions.place(subject.enrolment.household) if subject.enrolment else None
        return own or self.places.get(subject.village.code)

    def _tasks(self, key, tab):
        """What of a subject a tab shows: all that can be done now, where any of it falls into the tab's days."""
        tasks = [task for task in self.agenda.tasks[key] if self._is_asked(key, task)]
        if not any(self._falls_in(task, tab) for task in tasks):
            return []
        return [task for task in tasks if task.is_open(self.today) or self._falls_in(task, tab)]

    def _falls_in(self, task, tab):
        match tab:
            case "now":
                return task.on <= self.today
            case "week":
                return self.today <= task.on <= self.today + AHEAD
        return task.on <= self.today + AHEAD or (task.opens_on is not None and task.opens_on <= self.today)

    def _is_asked(self, key, task):
        asked = self.narrowed
        village = self.agenda.subjects[key].village.code
        return (
            asked.get("village") in (None, "", village)
            and asked.get("phase") in (None, "", task.phase)
            and asked.get("subject") in (None, "", key[0])
        )

    @cached_property
    def told(self):
        """{subject: the one line that says where things stood}."""
        visits, problems = defaultdict(list), defaultdict(list)
        for visit in self.reading.visits:
            for key in {visit.subject, promised_to(visit)}:
                visits[key].append(visit)
        for mark in self.reading.marks:
            if mark.what == "problem":
                problems[problem_of(mark)].append(mark)
        return {key: told_of(visits[key], problems[key]) for key in self.agenda.tasks}

    def undated(self):
        """Households whose visits cannot be counted, because nobody wrote when they joined."""
        return len({duty.to.key for duty in self.agenda.duties.all if duty.lacks_joining})


def place_of(card):
    return card.to.participation.village_id, card.to.name
