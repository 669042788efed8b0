"""Calling the roll of one day: what differs is written with its history, what someone else noted meanwhile is asked."""

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from households.models import Enrolment
from sages.models import TeamMember
from sammachip.lib import fiscal, thai
from sammachip.lib.constraints import sentence_of
from sammachip.lib.fields import ThaiTextField

from ..models import Attendance, Invitation, Session
from ..rollcall import CLASH, NOT_NOTED, Mark, days_of, mark_of, settled

GONE = "การอบรมนี้ถูกลบไปแล้ว จึงบันทึกการเช็กชื่อไม่ได้"
NOT_A_DAY = "วันที่ {} ไม่อยู่ในวันอบรม ({}) จึงไม่ได้บันทึกรายการใด"
NOT_YET = "ยังไม่ถึงวันอบรม เช็กชื่อของวันที่ {} ได้ตั้งแต่วันนั้นเป็นต้นไป"
NOT_INVITED = "{} ไม่อยู่ในรายชื่อผู้เข้าอบรม จึงไม่ได้บันทึกรายการใด โปรดเพิ่มในรายชื่อก่อน แล้วเปิดหน้าเช็กชื่อใหม่"
STRANGER = "มีผู้ที่ไม่อยู่ในรายชื่อผู้เข้าอบรมในรายการที่ส่งมา จึงไม่ได้บันทึกรายการใด โปรดเปิดหน้าเช็กชื่อใหม่"
NO_SUCH_STATUS = "{}: การเข้าร่วมที่ส่งมาไม่มีในแบบ โปรดเลือก มา สาย หรือ ขาด"
NOT_CHOSEN = "{}: มีชื่อผู้มาแทนแต่ยังไม่ได้เช็ก โปรดเลือก มา หรือ สาย หรือลบชื่อผู้มาแทน"
SUBSTITUTE = next(
    rule for rule in Attendance._meta.constraints if rule.name == "attendance_substitute_came_for_household"
)
STAND_IN = ThaiTextField(required=False, max_length=Attendance._meta.get_field("substitute").max_length)


@dataclass(frozen=True)
class Clash:
    """Someone else noted `now` since the roll was opened, and `typed` says otherwise; nothing was written."""

    key: uuid.UUID
    person: object
    now: Mark
    typed: Mark
    who: object
    at: datetime.datetime


@dataclass(frozen=True)
class Called:
    """`count` rows were written; `clashes` wait for a person to choose."""

    count: int
    clashes: list


def call_roll(session, *, on, marks, seen=None, by):
    """Note who came to `session` on the day `on`. `marks`: {key of enrolment or team member: (status or None, substitute)}.

    A status of None takes back what was noted. Only persons in `marks` are touched, and of those only what differs.
    `seen`, in the same shape, is what stood on the roll as `by` saw it: a mark that someone else has changed since is
    not overwritten but comes back as a clash, while the others are written. Without `seen` the marks simply hold.
    `ValidationError` with Thai sentences where anything is wrong: then nothing is written.
    """
    try:
        with transaction.atomic():
            return _call(session, on, _keyed(marks), None if seen is None else _keyed(seen), by)
    except IntegrityError as error:
        raise ValidationError(sentence_of(error)) from error


def _keyed(marks):
    try:
        return {uuid.UUID(str(key)): Mark(*mark) for key, mark in marks.items()}
    except ValueError:
        raise ValidationError(STRANGER) from None


def _call(session, on, marks, seen, by):
    held = Session.objects.select_for_update(no_key=True).filter(pk=session.pk).first()
    refuse_day(held, on)
    noted = {row.person_key: row for row in Attendance.objects.filter(session=held, on=on).with_names()}
    people = {row.person_key: row.person for row in Invitation.objects.filter(session=held).with_names()}
    people |= {key: row.person for key, row in noted.items()}
    refuse_strangers(marks.keys() - people.keys(), by)
    marks = _checked(marks, people)
    becomes = {
        key: typed if seen is None else settled(mark_of(noted.get(key)), seen.get(key), typed)
        for key, typed in marks.items()
    }
    changes = {
        key: mark for key, mark in becomes.items() if mark is not CLASH and mark != mark_of(noted.get(key))
    }
    _write(held, on, changes, noted, people, by)
    clashing = [key for key, mark in becomes.items() if mark is CLASH]
    return Called(len(changes), clashes_of(held, on, clashing, marks, noted, people))


def refuse_day(session, on):
    if session is None:
        raise ValidationError(GONE)
    told = thai.format_date(on, "medium")
    if on not in days_of(session):
        raise ValidationError(NOT_A_DAY.format(told, session.dates))
    if on > fiscal.today():
        raise ValidationError(NOT_YET.format(told))


def refuse_strangers(keys, by):
    """Names those whom `by` may see; of others it says only that they are not on the list."""
    if not keys:
        return
    asked = Q(pk__in=keys)
    known = [
        *Enrolment.objects.visible_to(by).filter(asked).select_related("household"),
        *TeamMember.objects.visible_to(by).filter(asked).select_related("sage"),
    ]
    names = sorted(NOT_INVITED.format(person.called) for person in known)
    raise ValidationError(names + ([STRANGER] if len(known) < len(keys) else []))


def _checked(marks, people):
    """Marks as they can be kept, or every sentence that says why one cannot."""
    wrong, good = [], {}
    for key, mark in marks.items():
        try:
            good[key] = checked(mark, people[key])
        except ValidationError as error:
            wrong += error.messages
    if wrong:
        raise ValidationError(wrong)
    return good


def checked(mark, person):
    name, status = person.called, mark.status or None
    if status not in (None, *Attendance.Status.values):
        raise ValidationError(NO_SUCH_STATUS.format(name))
    try:
        substitute = STAND_IN.clean(mark.substitute)
    except ValidationError as error:
        raise ValidationError([f"{name}: ชื่อผู้มาแทน{words}" for words in error.messages]) from None
    if substitute and status is None:
        raise ValidationError(NOT_CHOSEN.format(name))
    if substitute and (status == Attendance.Status.ABSENT or not isinstance(person, Enrolment)):
        raise ValidationError(f"{name}: {SUBSTITUTE.get_violation_error_message()}")
    return Mark(status, substitute)


def _write(session, on, changes, noted, people, by):
    made, changed = [], []
    for key, mark in changes.items():
        row = noted.get(key)
        if mark == NOT_NOTED:
            row._history_user = by
            row.delete()
        elif row:
            row.status, row.substitute, row.version = mark.status, mark.substitute, row.version + 1
            changed.append(row)
        else:
            column = "enrolment" if isinstance(people[key], Enrolment) else "team_member"
            made.append(Attendance(session=session, on=on, **{column: people[key]}, **mark._asdict()))
    if made:
        bulk_create_with_history(made, Attendance, batch_size=500, default_user=by)
    if changed:
        fields = ["status", "substitute", "version"]
        bulk_update_with_history(changed, Attendance, fields, batch_size=500, default_user=by)


def clashes_of(session, on, keys, marks, noted, people):
    """Each with who noted, or took back, what stands there now."""
    if not keys:
        return []
    records = Attendance.history.filter(session_id=session.pk, on=on).filter(
        Q(enrolment_id__in=keys) | Q(team_member_id__in=keys)
    )
    last = {}
    for record in records.select_related("history_user").order_by("history_date", "history_id"):
        last[record.enrolment_id or record.team_member_id] = record
    return [
        Clash(
            key,
            people[key],
            mark_of(noted.get(key)),
            marks[key],
            getattr(last.get(key), "history_user", None),
            getattr(last.get(key), "history_date", None),
        )
        for key in keys
    ]
