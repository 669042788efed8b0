"""Trades as people write them, and the kind of occupation that the office's own table gives to each."""

from dataclasses import dataclass

from django.db.models import Count, F

from sammachip.lib import thai


@dataclass
class Waiting:
    """One trade of one district that no kind has been chosen for, and how many enrolments wrote it."""

    district_id: str
    district_name: str
    trade: str
    count: int = 0

    @property
    def name(self):
        """The name of its field on the page where the kind is chosen."""
        return f"{self.district_id}:{thai.key(self.trade)}"


def kinds_of_trades(synonyms):
    """{trade as matched: kind of occupation} of some TradeSynonym rows."""
    return {thai.key(synonym.trade): synonym.occupation for synonym in synonyms}


def waiting(enrolments):
    """Trades written in `enrolments` that have no kind, the most frequent first; spellings of one trade are one."""
    written = (
        enrolments.filter(occupation="", participation__plan__closed_on=None)
        .exclude(trade="")
        .order_by()
        .values(
            "trade",
            district=F("participation__plan__district"),
            place=F("participation__plan__district__name"),
        )
        .annotate(count=Count("pk"))
    )
    found = {}
    for row in written:
        key = row["district"], thai.key(row["trade"])
        found.setdefault(key, Waiting(row["district"], row["place"], row["trade"])).count += row["count"]
    return sorted(found.values(), key=lambda item: (-item.count, thai.sort_key(item.trade)))
