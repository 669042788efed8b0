"""What a phone sent, read once: an operation that can be looked at, or why it cannot."""

import datetime
import hashlib
import json
import uuid
from dataclasses import dataclass, field

from .models import Submission

UNREADABLE = "รายการนี้อ่านไม่ได้ จึงยังไม่ได้บันทึก โปรดเปิดรายการแล้วบันทึกใหม่ หรือแจ้งสำนักงาน"


class Malformed(Exception):
    """It is not of the shape that was agreed (docs/phone.md)."""


@dataclass(frozen=True)
class Operation:
    """`said`: the op_id in the phone's own words. Without `op_id` it can only be answered, not kept."""

    said: str = ""
    op_id: uuid.UUID | None = None
    kind: str = ""
    record_id: uuid.UUID | None = None
    told_at: datetime.datetime | None = None
    data: dict = field(default_factory=dict)
    sha256: str = ""
    payload: str = ""
    is_readable: bool = False

    @property
    def record(self):
        return self.kind, self.record_id


def read_operation(raw):
    """Never raises: what can be read of it stands in the operation."""
    if not isinstance(raw, dict):
        return Operation()
    op_id, kind = as_uuid(raw.get("op_id")), raw.get("type")
    told = {"said": said(raw.get("op_id")), "op_id": op_id, "record_id": as_uuid(raw.get("id"))}
    told |= {"kind": kind if kind in Submission.Kind.values else "", "told_at": moment(raw.get("at"))}
    content = {name: raw.get(name) for name in ("type", "id", "at", "data")}
    try:
        payload = canonical(content)
        check(kind, content["data"])
    except (Malformed, ValueError, RecursionError):
        payload = _as_it_is(content)
        return Operation(**told, payload=payload, sha256=_sum(payload))
    is_readable = all(told[name] for name in ("op_id", "record_id", "kind"))
    return Operation(
        **told, data=content["data"], payload=payload, sha256=_sum(payload), is_readable=is_readable
    )


def canonical(content):
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    written.encode()
    return written


def _as_it_is(content):
    try:
        return json.dumps(content, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return ""


def _sum(payload):
    return hashlib.sha256(payload.encode()).hexdigest()


def check(kind, data):
    """The outer shape alone; what may stand in it is decided by the form of a visit and by the roll."""
    if not isinstance(data, dict):
        raise Malformed
    shape = {"visit": is_visit, "attendance": is_roll}.get(kind) if isinstance(kind, str) else None
    if not shape or not shape(data):
        raise Malformed


def is_text(value):
    return isinstance(value, str) and "\0" not in value


def is_visit(data):
    return all(
        is_text(key) and (is_text(value) or (isinstance(value, list) and all(map(is_text, value))))
        for key, value in data.items()
    )


def is_roll(data):
    rolls = (data.get("marks"), data.get("seen") or {})
    return is_text(data.get("session")) and is_text(data.get("on")) and all(map(is_marks, rolls))


def is_marks(marks):
    return isinstance(marks, dict) and all(
        is_text(key)
        and isinstance(mark, list)
        and len(mark) == 2
        and (mark[0] is None or is_text(mark[0]))
        and is_text(mark[1])
        for key, mark in marks.items()
    )


def said(value):
    """An op_id that cannot be read goes back as it came, as far as it can be written down."""
    return value[:60].encode(errors="replace").decode() if isinstance(value, str) else ""


def as_uuid(value):
    try:
        return uuid.UUID(value) if isinstance(value, str) and len(value) == 36 else None
    except ValueError:
        return None


def moment(value):
    """A moment with its offset, or None."""
    try:
        read = datetime.datetime.fromisoformat(value)
        return read.astimezone(datetime.UTC) if read.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return None
