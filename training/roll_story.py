"""The history of a session's roll in words: of whom, of which day, and what a mark was before and became."""

from dataclasses import dataclass

from .models import Attendance
from .rollcall import NOT_NOTED, Mark, mark_of

UNSEEN = "ผู้ที่ไม่อยู่ในพื้นที่ของท่าน"


@dataclass(frozen=True)
class Entry:
    record: object
    name: str
    was: Mark
    now: Mark


def keys_of(records):
    """(keys of enrolments, keys of team members) that the records speak of."""
    return (
        {record.enrolment_id for record in records} - {None},
        {record.team_member_id for record in records} - {None},
    )


def story_of(records, people):
    """Entries for `records`, a page of the roll's history; `people` are those whom the viewer may see by name."""
    names, befores = {person.pk: person.called for person in people}, befores_of(records)
    return [
        Entry(
            record,
            names.get(record.enrolment_id or record.team_member_id, UNSEEN),
            befores[record.history_id],
            NOT_NOTED if record.history_type == "-" else mark_of(record),
        )
        for record in records
    ]


def befores_of(records):
    """{id of a record: the mark that it changed}"""
    pasts = Attendance.history.filter(id__in={record.id for record in records})
    befores, last = {}, {}
    for past in pasts.order_by("history_date", "history_id"):
        befores[past.history_id] = last.get(past.id, NOT_NOTED)
        last[past.id] = mark_of(past)
    return befores
