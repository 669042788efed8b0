"""A roll call from a phone: it was made in the room, so it holds; what it changed of others' is shown to the desk."""

import datetime
import uuid

from django.core.exceptions import ValidationError

from sammachip.lib import fiscal
from training.models import Attendance, Session
from training.rollcall import NOT_NOTED, Mark, mark_of
from training.services.roll import STRANGER, call_roll

from .. import clock
from ..models import Submission
from ..outcomes import UNKNOWN, Outcome, State, parked, rejected
from .subjects import PART, found_row

SENDERS_OWN = "training.add_attendance"
NO_DAY = "วันที่ของการเช็กชื่ออ่านไม่ได้ โปรดเปิดหน้าเช็กชื่อใหม่"


def apply_roll(op, *, sender, sent_at, received_at, taken_by=None, settings=None):
    dating = clock.dated(
        None,
        told_at=op.told_at,
        sent_at=sent_at,
        received_at=received_at,
        arrival=received_at.astimezone(fiscal.BANGKOK).date(),
        year_of=fiscal.FiscalYear.of,
    )
    flags = tuple(flag for flag in dating.flags if flag != clock.ARRIVAL)  # the roll names its day itself
    found = found_row(Session, op.data["session"], PART, sender)
    if not found:
        return rejected("unknown_subject", UNKNOWN, skew=dating.skew, flags=flags)
    about = {"area_code": found.area_code, "label": str(found.row)[:200], "skew": dating.skew}
    if not taken_by and not (found.is_own and sender.has_perm(SENDERS_OWN)):
        return parked(**about, flags=flags)
    try:
        return called(op.data, found.row, sender, about, flags)
    except ValidationError as error:
        return rejected("not_valid", errors={"": error.messages}, **about, flags=flags)


def called(data, session, sender, about, flags):
    on, marks, seen = day_of(data["on"]), keyed(data["marks"]), keyed(data.get("seen") or {})
    Session.objects.select_for_update(no_key=True).filter(pk=session.pk).first()
    differences = differing(session, on, marks, seen)
    call_roll(session, on=on, marks={key: tuple(mark) for key, mark in marks.items()}, by=sender)
    more = {"differences": differences} if differences else {}
    flags += (Submission.Flag.DIFFERS,) if differences else ()
    return Outcome(State.APPLIED, **about, flags=flags, more=more)


def differing(session, on, marks, seen):
    """[{name, was, is}]: what someone else noted since this person saw the roll, and what it became."""
    noted = {row.person_key: row for row in Attendance.objects.filter(session=session, on=on).with_names()}
    changed = {
        key: row
        for key, row in noted.items()
        if key in marks and mark_of(row) not in (seen.get(key, NOT_NOTED), marks[key])
    }
    return [
        {"name": row.person.called, "was": mark_of(row).words, "is": words_of(marks[key])}
        for key, row in changed.items()
    ]


def words_of(mark):
    return mark.words if mark.status in (None, *Attendance.Status.values) else ""


def keyed(marks):
    try:
        return {
            uuid.UUID(key): Mark(status or None, substitute) for key, (status, substitute) in marks.items()
        }
    except ValueError:
        raise ValidationError(STRANGER) from None


def day_of(text):
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValidationError(NO_DAY) from None
