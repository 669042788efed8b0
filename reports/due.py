"""What is due soon: appointments that stand, the most overdue first."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, Window

from monitoring.models import Visit
from monitoring.stages import distance, tone_of

AHEAD = datetime.timedelta(days=7)
SHOWN = 6


@dataclass(frozen=True)
class Due:
    """The first few appointments of the coming week, and how many there are."""

    items: list[dict]
    total: int
    overdue: int
    url: str
    overdue_url: str

    @property
    def overdue_words(self):
        return f"เลยวันนัด {self.overdue:,}"


def due_soon(look):
    """Overdue, today, and the next seven days. One query."""
    standing = look.rows(Visit).in_year(look.year.year).appointments().filter(next_on__lte=look.today + AHEAD)
    counted = standing.with_names().annotate(
        total=Window(Count("pk")), overdue=Window(Count("pk", filter=Q(next_on__lt=look.today)))
    )
    visits = list(counted.order_by("next_on", "pk")[:SHOWN])
    return Due(
        [item(visit, look.today) for visit in visits],
        visits[0].total if visits else 0,
        visits[0].overdue if visits else 0,
        look.link("monitoring:due"),
        look.link("monitoring:due", when="overdue"),
    )


def item(visit, today):
    village = visit.participation.village
    return {
        "title": visit.subject_name,
        "url": visit.subject_url,
        "sub": f"{village} ต.{village.subdistrict.name} · ครั้งก่อน: {visit.get_phase_display()}",
        "when": distance(visit.next_on, today),
        "tone": tone_of(visit.next_on, today),
    }
