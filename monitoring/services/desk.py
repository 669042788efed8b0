"""Verbs of whoever reads the officers' visits: acknowledge them, take that back, advise."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from villages.services import change_rows

from ..models import Visit, VisitAdvice

SIGNED = ["state", "acknowledged_by", "acknowledged_at"]
NOT_SIGNED = "การติดตามครั้งนี้ไม่ได้อยู่ในสถานะรับทราบแล้ว จึงไม่มีอะไรให้ยกเลิก"
CORRECTED = "การติดตามครั้งนี้มีฉบับแก้ไขแล้ว จึงยกเลิกการรับทราบไม่ได้"


@transaction.atomic
def acknowledge(visits, *, by):
    """Lock visits as they were read. Returns those acknowledged: one changed since, or not waiting any more, is left.

    Nobody acknowledges a visit of their own.
    """
    read = {visit.pk: visit.version for visit in visits}
    waiting = Visit.objects.select_for_update(of=("self",)).filter(pk__in=read, state=Visit.State.RECORDED)
    fresh = [row for row in waiting.exclude(visitor=by).order_by("pk") if row.version == read[row.pk]]
    now = timezone.now()
    for row in fresh:
        row.state, row.acknowledged_by, row.acknowledged_at = Visit.State.ACKNOWLEDGED, by, now
    change_rows(fresh, SIGNED, by=by)
    return fresh


@transaction.atomic
def take_back(visit, *, by):
    """Unlock an acknowledged visit, unless a newer one corrects it already."""
    row = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if Visit.objects.filter(corrects=row).exists():
        raise ValidationError(CORRECTED)
    if row.state != Visit.State.ACKNOWLEDGED:
        raise ValidationError(NOT_SIGNED)
    row.state, row.acknowledged_by, row.acknowledged_at = Visit.State.RECORDED, None, None
    change_rows([row], SIGNED, by=by)
    return row


def advise(visit, text, *, by):
    """Words for the writer of a visit, which stay open after it is locked."""
    advice = VisitAdvice(visit=visit, text=text, given_by=by, given_at=timezone.now())
    advice._history_user = by
    advice.save()
    return advice
