"""Verbs over excuses: say why an owed visit is not asked for any more, and take that back."""

from django.db import transaction

from accounts.models import YearClosed
from groups.models import OccupationGroup
from villages.models import Participation

from ..models import Excuse

SUBJECTS = ("enrolment", "session", "group")


def begun(told):
    """An unsaved excuse of what an `ExcusedForm` was told; None where the subject had no part in the rule's year."""
    if appointment := told["appointment"]:
        return Excuse(appointment=appointment, participation=appointment.participation)
    subject = {name: told[name] for name in SUBJECTS}
    rule, year = told["rule"], told["rule"].plan.fiscal_year
    part = told["team"] or participation_of(next(filter(None, subject.values())), year)
    return Excuse(rule=rule, participation=part, **subject) if part else None


def participation_of(row, year):
    """A group belongs to a village; its follow-up is that of the village's part in the rule's year."""
    if not isinstance(row, OccupationGroup):
        return row.participation
    parts = Participation.objects.in_year(year).with_place()
    return parts.filter(village=row.village_id).first()


@transaction.atomic
def excuse(row, *, by):
    refuse_closed(row)
    row._history_user = by
    row.save()
    return row


@transaction.atomic
def take_back(row, *, by):
    """The visit is owed again; that it was once excused stays in the history."""
    refuse_closed(row)
    row._history_user = by
    row.delete()


def refuse_closed(row):
    plan = row.participation.plan
    if plan.closed_on:
        raise YearClosed(plan.closed_sentence)
