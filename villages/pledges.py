"""What partners promised: how each promise stands, and what they come to together."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from sammachip.lib import fiscal

SHOWN = 20


def state_of(pledge):
    """(word, tone): delivered, still open, or past its day."""
    if pledge.delivered_on:
        return "ส่งมอบแล้ว", "green"
    if pledge.due_on and pledge.due_on < fiscal.today():
        return "เกินกำหนด", "red"
    return "รอส่งมอบ", "gold"


@dataclass(frozen=True)
class Pledged:
    """The first of some pledges, how many there are, and what was promised, delivered and is still open; None untold."""

    rows: list
    count: int
    open_count: int
    promised: object
    delivered: object
    open: object

    @property
    def lines(self):
        return [(row, *state_of(row)) for row in self.rows]


def pledged(rows):
    is_open = Q(delivered_on=None)
    sums = rows.order_by().aggregate(
        count=Count("pk"),
        open_count=Count("pk", filter=is_open),
        promised=Sum("value"),
        delivered=Sum("delivered_value"),
        open=Sum("value", filter=is_open),
    )
    return Pledged(list(rows.with_names()[:SHOWN]), **sums)
