"""What waits for an officer on a day, as counts: of households and groups to see, of villages, of problems and advice."""

import datetime
from collections import Counter
from dataclasses import dataclass

from .duties import Duties
from .models import Visit
from .tasks import Agenda

WEEK = datetime.timedelta(days=7)
VILLAGES_SHOWN = 8
VISITS = ("visit", "appointment")


@dataclass(frozen=True)
class Day:
    """`villages`: (name, how many to see there by today), the fullest first; `more` further ones are not named."""

    overdue: int
    today: int
    week: int
    villages: list
    more: int
    sessions: int
    problems: int
    advice: int

    @property
    def has_work(self):
        return any((self.overdue, self.today, self.week, self.sessions, self.problems, self.advice))


def day_of(user, year, on):
    agenda = Agenda(Duties(user, year, on))
    first = first_days(agenda)
    villages = Counter(agenda.subjects[key].village for key, day in first.items() if day <= on).most_common()
    return Day(
        overdue=sum(day < on for day in first.values()),
        today=sum(day == on for day in first.values()),
        week=sum(on < day <= on + WEEK for day in first.values()),
        villages=[(str(village), count) for village, count in villages[:VILLAGES_SHOWN]],
        more=max(len(villages) - VILLAGES_SHOWN, 0),
        sessions=waiting(agenda, "session", on),
        problems=waiting(agenda, "problem", on),
        advice=new_advice(user),
    )


def first_days(agenda):
    """{subject: the first day by which it is to be seen, or was}."""
    found = {}
    for key, tasks in agenda.tasks.items():
        if days := [task.on for task in tasks if task.what in VISITS]:
            found[key] = min(days)
    return found


def waiting(agenda, what, on):
    return sum(task.what == what and task.on <= on for tasks in agenda.tasks.values() for task in tasks)


def new_advice(user):
    """On how many of this officer's visits there is advice since they last wrote of the same subject."""
    rows = Visit.objects.visible_to(user).filter(visitor=user)
    return rows.with_new_advice().filter(is_advised=True).count()
