"""Verbs over a village's plan: write an activity with its principles, take it back, let a partner join."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from ..models import ActivityPrinciple


@transaction.atomic
def plan_activity(activity, *, ticks, is_changed=True, by):
    """Save an activity, where one of its columns changed, and the principles that were ticked or taken out."""
    if is_changed:
        write(activity, by)
    taken = activity.applied.filter(principle__in=ticks.removed) if ticks.removed else ()
    for row in taken:
        remove(row, by)
    added = [ActivityPrinciple(activity=activity, principle_id=key) for key in ticks.added]
    if added:
        bulk_create_with_history(added, ActivityPrinciple, default_user=by)
    return activity


def hanging_on(activity):
    """Words for what would lose its activity; none where it may be removed. Its principles go with it."""
    counts = (
        ("การอบรม {:,} ครั้ง", activity.sessions.count()),
        ("ภาคี {:,} หน่วยงาน", activity.partners.count()),
    )
    return " และ".join(words.format(count) for words, count in counts if count)


@transaction.atomic
def remove_activity(activity, *, by):
    """Remove it, unless something hangs on it; says what does."""
    locked = type(activity).objects.select_for_update().get(pk=activity.pk)
    if told := hanging_on(locked):
        return told
    for row in locked.applied.all():
        remove(row, by)
    remove(locked, by)
    return ""


@transaction.atomic
def join_activity(partner, *, by):
    """Save a partner of an activity, and first its agency, where it is new."""
    if partner.agency._state.adding:
        write(partner.agency, by)
        partner.agency = partner.agency
    write(partner, by)
    return partner


def write(row, by):
    row._history_user = by
    row.save()


def remove(row, by):
    row._history_user = by
    row.delete()
