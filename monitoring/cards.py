"""One subject that waits, as the page of today shows it."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from .duties import Subjected
from .positions import Place
from .stages import distance, tone_of


@dataclass(frozen=True)
class Card:
    """A subject and what is to be done with it: what can still be done first, the most urgent of it on top."""

    to: Subjected
    tasks: tuple
    today: datetime.date
    told: str = ""
    place: Place | None = None
    km: float | None = None

    @property
    def key(self):
        return "{}:{}".format(*self.to.key)

    @property
    def on(self):
        return self.tasks[0].on

    @property
    def turn(self):
        """What can still be done comes first, the most urgent of it on top."""
        return self.tasks[0].is_missed, self.on

    @property
    def when(self):
        return distance(self.on, self.today)

    @property
    def tone(self):
        return tone_of(self.on, self.today)

    @property
    def words(self):
        """What can be done; where that is something, what was missed before only by its number."""
        missed = [task.words for task in self.tasks if task.is_missed]
        open_ones = list(dict.fromkeys(task.words for task in self.tasks if not task.is_missed))
        return [*open_ones, f"พ้นช่วงแล้ว {len(missed)} ครั้ง"] if open_ones and missed else open_ones or missed

    @property
    def session(self):
        """The session of today, or None."""
        return next(
            (task.row for task in self.tasks if task.what == "session" and task.on == self.today), None
        )

    @property
    def roll_url(self):
        row = self.session
        return reverse("training:roll", args=[row.key, (self.today - row.first_on).days + 1]) if row else ""

    @property
    def problems(self):
        return [task.row for task in self.tasks if task.what == "problem"]

    @property
    def asks_visit(self):
        return any(task.what in ("visit", "appointment") for task in self.tasks)
