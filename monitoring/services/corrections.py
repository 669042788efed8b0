"""A visit that was acknowledged is corrected by a new one; the old one stays as it was read."""

from django.db import transaction

from accounts.models import Photo
from sammachip.lib.cards import Refused
from villages.services import change_rows

from ..models import Visit
from . import visits

TWICE = "การติดตามครั้งนี้มีฉบับแก้ไขแล้ว โปรดเปิดฉบับล่าสุดแล้วแก้ไขที่ฉบับนั้น"


@transaction.atomic
def correct_visit(visit, *, income=None, by, **told):
    """Record `visit`, which `corrects` another: its income, problems, steps and photos move to the new one."""
    old = Visit.objects.select_for_update().get(pk=visit.corrects_id)
    if old.state != Visit.State.ACKNOWLEDGED:
        raise Refused(TWICE)
    visit.income, old.income, old.state = old.income, None, Visit.State.CORRECTED
    old.version += 1
    old._history_user = by
    old.save()
    visits.keep_visit(visit, income, by)
    hand_on(old, visit, by=by)
    visits.keep_parts(visit, by=by, **told)
    return visit


def hand_on(old, visit, *, by):
    for column, rows in (("found_in", old.problems.all()), ("visit", old.steps.all())):
        moved = list(rows)
        for row in moved:
            setattr(row, column, visit)
        change_rows(moved, [column], by=by)
    photos = list(Photo.objects.filter(subject=Visit._meta.label_lower, subject_id=old.pk))
    for photo in photos:
        photo.subject_id = visit.pk
    change_rows(photos, ["subject_id"], by=by)
