"""What an agency gave in one way: the first rows of it, how many there are, and their worth."""

from dataclasses import dataclass

from django.db.models import Count, Sum

SHOWN = 20


@dataclass(frozen=True)
class Given:
    """The first of what an agency gave in one way, how many there are, and their worth: None where nobody wrote any."""

    rows: list
    count: int
    total: object
    without_value: int

    @property
    def left(self):
        return self.count - len(self.rows)


def given(rows, worth):
    sums = rows.order_by().aggregate(count=Count("pk"), known=Count(worth), total=Sum(worth))
    shown = list(rows.with_names().order_by("-pk")[:SHOWN])
    return Given(shown, sums["count"], sums["total"], sums["count"] - sums["known"])
