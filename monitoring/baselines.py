"""The income that later ones are compared with."""

from households.models import Enrolment, Income
from sammachip.lib.counting import related_rows


def baseline_of(enrolment):
    """The first income from สัมมาชีพ told in this enrolment, or None."""
    return enrolment.incomes.filter(measure=Income.Measure.LIVELIHOOD).order_by("told_on", "pk").first()


def baseline_for(visit):
    """What an income told at `visit` is compared with: none where its own is the first."""
    told = baseline_of(visit.enrolment) if visit.enrolment else None
    own = {visit.income_id, visit.corrects.income_id if visit.corrects else None}
    return None if told and told.pk in own else told


def baselines_of(enrolments):
    """{enrolment key: its first income from สัมมาชีพ}."""
    rows = related_rows(Enrolment, "incomes").filter(
        enrolment__in=enrolments, measure=Income.Measure.LIVELIHOOD
    )
    found = {}
    for row in rows.order_by("told_on", "pk"):
        found.setdefault(row.enrolment_id, row)
    return found
