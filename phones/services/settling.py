"""What a person at the desk does with what phones sent: take it in, leave it out, look at it, give it its true day."""

import datetime
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from monitoring.forms.visits import VisitForm
from monitoring.models import Visit
from monitoring.services.visits import record_visit
from sammachip.lib import thai

from ..models import Submission
from ..operations import read_operation
from .arriving import applied, is_taken
from .visits import written_day

State = Submission.State
NOT_WAITING = "รายการนี้มีผู้ตัดสินไปแล้ว โปรดเปิดหน้าใหม่"
NOT_DISMISSED = "รายการนี้ไม่ได้อยู่ในสถานะไม่ใช้"
NO_NOTE = "โปรดบอกเหตุผลที่ไม่ใช้รายการนี้ ผู้บันทึกจะได้อ่านในโทรศัพท์"
TAKEN = "ระเบียนนี้บันทึกไว้แล้วจากรายการอื่น จึงรับซ้ำไม่ได้"
UNREADABLE = "รายการนี้อ่านไม่ได้ จึงรับไม่ได้ โปรดให้ผู้บันทึกบันทึกใหม่"
NOT_A_VISIT = "แก้วันที่ได้เฉพาะการติดตามที่บันทึกแล้ว"
LOCKED = "การติดตามนี้รับทราบแล้ว จึงแก้วันที่ไม่ได้"


def held(submission, *states, refusal=NOT_WAITING):
    row = Submission.objects.select_for_update(of=("self",)).select_related("sender").get(pk=submission.pk)
    if states and row.state not in states:
        raise ValidationError(refusal)
    return row


def settle(row, *, by, **values):
    """Bring a row to `values`; each act of a person stands in its result, also one that is taken back later."""
    now = timezone.now()
    values = {"settled_by": by, "settled_at": now, "result": row.result} | values
    act = {
        "state": values.get("state", row.state),
        "note": values.get("note", ""),
        "by": by.pk,
        "at": now.isoformat(),
    }
    values["result"] = values["result"] | {"acts": [*row.result.get("acts", ()), act]}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values])
    return row


@transaction.atomic
def receive(submission, *, by):
    """Apply what was parked or rejected, as its sender's record; `ValidationError` says why it cannot be."""
    row = held(submission, State.PARKED, State.REJECTED)
    op = operation_of(row)
    if is_taken(op, apart_from=row.pk):
        raise ValidationError(TAKEN)
    sent_at = None if row.skew is None else row.received_at - datetime.timedelta(seconds=row.skew)
    outcome = applied(op, sender=row.sender, sent_at=sent_at, received_at=row.received_at, taken_by=by)
    if outcome.state != State.APPLIED:
        raise ValidationError([words for listed in outcome.errors.values() for words in listed])
    return settle(
        row,
        by=by,
        state=State.APPLIED,
        area_code=outcome.area_code,
        label=outcome.label,
        flags=[*outcome.flags],
        is_flagged=False,
        result=row.result | {"received": True} | outcome.more,
    )


def operation_of(row):
    op = read_operation(json.loads(row.payload or "{}") | {"op_id": str(row.pk)})
    if not op.is_readable:
        raise ValidationError(UNREADABLE)
    return op


@transaction.atomic
def dismiss(submission, *, note, by):
    """It will not be used; its sender reads why. Everything is kept."""
    if not (note := thai.tidy(note or "")[:300]):
        raise ValidationError(NO_NOTE)
    row = held(submission, State.PARKED, State.REJECTED)
    result = row.result | {"dismissed_from": row.state}
    return settle(row, by=by, state=State.DISMISSED, note=note, result=result, is_flagged=False)


@transaction.atomic
def reopen(submission, *, by):
    """Take a dismissal back: it waits as it did before."""
    row = held(submission, State.DISMISSED, refusal=NOT_DISMISSED)
    before = row.result.get("dismissed_from", State.REJECTED)
    if before == State.PARKED and is_taken(operation_of(row), apart_from=row.pk):
        raise ValidationError(TAKEN)
    waits = {"state": before, "is_flagged": bool(row.flags), "settled_by": None, "settled_at": None}
    return settle(row, by=by, note="", **waits)


@transaction.atomic
def looked_at(submission, *, by):
    """A person has looked at what was flagged; what waits is settled in another way."""
    row = held(submission, State.APPLIED)
    if not row.is_flagged:
        raise ValidationError(NOT_WAITING)
    return settle(row, by=by, is_flagged=False)


@transaction.atomic
def redate(submission, *, on, by):
    """Give a visit that was dated by its arrival its true day, while it can still be edited; the form's rules hold."""
    row = held(submission, State.APPLIED, refusal=NOT_A_VISIT)
    visit = Visit.objects.select_for_update(of=("self",)).with_names().filter(pk=row.record_id).first()
    if row.kind != Submission.Kind.VISIT or visit is None:
        raise ValidationError(NOT_A_VISIT)
    if visit.state not in (Visit.State.DRAFT, Visit.State.RECORDED):
        raise ValidationError(LOCKED)
    form = checked(visit, on)
    visit.version += 1
    record_visit(visit, income=form.told, by=by)
    return settle(row, by=by, is_flagged=False, result=row.result | {"redated": written_day(on)})


def checked(visit, on):
    """The visit's form as it stands, with another day."""
    empty = VisitForm(user=visit.visitor, instance=visit)
    values = {name: empty[name].value() for name in empty.fields if name != "pictures"}
    data = {
        name: empty.fields[name].prepare_value(value) for name, value in values.items() if value is not None
    }
    form = VisitForm(data | {"visited_on": written_day(on)}, user=visit.visitor, instance=visit)
    form.full_clean()
    fault = form.errors.get("visited_on") or form.errors.get("phase_reason") or form.errors.get("next_on")
    if fault or form.errors.get("__all__"):
        raise ValidationError([*(fault or []), *form.errors.get("__all__", [])])
    return form
