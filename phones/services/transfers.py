"""A sealed outbox, carried here by whoever could: opened, its writer proved by the stamp, and received as theirs."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.services import NO_ROOM, keep_photo
from monitoring.models import Visit
from monitoring.services.visit_parts import count_photos
from sammachip.lib.envelopes import NotALetter, open_letter
from sammachip.lib.pictures import MOST_BYTES, Refused
from villages.models import VisitQuestion

from ..answers import MARKER
from ..models import Device, Submission
from ..operations import as_uuid, read_operation
from .arriving import receive_batch

VILLAGE = r"^[0-9]{8}$"
MOST_SEALED, AT_ONCE = 40 * 1024 * 1024, 200
TOO_BIG = "ไฟล์ใหญ่เกิน 40 เมกะไบต์ จึงรับไม่ได้ โปรดส่งจากเครื่องเดิมเมื่อมีสัญญาณ"
NOT_OURS = "ไฟล์นี้เปิดไม่ได้ ไม่ใช่ไฟล์ที่แอปภาคสนามปิดผนึกให้สำนักงานนี้ หรือไฟล์มาไม่ครบ โปรดขอไฟล์ใหม่จากผู้บันทึก"
NOT_PROVED = "ไฟล์นี้พิสูจน์ไม่ได้ว่ามาจากเครื่องของผู้บันทึก จึงไม่ได้รับรายการใด โปรดแจ้งผู้ดูแลระบบ"


class NoRoom(ValidationError):
    """A photo cannot be stored now; what was written before it stays, and the file may be brought again."""


@dataclass(frozen=True)
class Outbox:
    device: Device
    ops: list
    photos: list


@dataclass(frozen=True)
class Delivered:
    """`results` as of a batch; how many photos were kept and how many were refused."""

    device: Device
    results: list
    kept: int
    refused: int


def unpack(blob):
    """The outbox in it; `ValidationError` with a sentence for whatever else it is."""
    if len(blob) > MOST_SEALED:
        raise ValidationError(TOO_BIG)
    try:
        said = json.loads(open_letter(blob))
    except (NotALetter, ValueError, RecursionError):
        raise ValidationError(NOT_OURS) from None
    lists = [said.get("ops"), said.get("photos", [])] if isinstance(said, dict) else [None]
    if said_otherwise(said, lists):
        raise ValidationError(NOT_OURS)
    return Outbox(proved_device(said), *lists)


def said_otherwise(said, lists):
    return not all(isinstance(listed, list) for listed in lists) or said.get("marker") != MARKER


def proved_device(said):
    key = as_uuid(said.get("device"))
    device = Device.objects.select_related("user").filter(pk=key).first() if key else None
    stamp = said.get("stamp")
    is_proved = device and isinstance(stamp, str) and stamp.isascii() and device.bears(stamp)
    if not is_proved or str(said.get("user")) != str(device.user_id):
        raise ValidationError(NOT_PROVED)
    return device


def deliver(blob, *, by):
    """Receive all that is in it as its writer's, with the writer's rights of today; `by` only brought it.

    The clock is not judged by this sending: nobody knows how long the file was under way.
    """
    outbox, now, results = unpack(blob), timezone.now(), []
    ops = [read_operation(raw) for raw in outbox.ops]
    told = {"device": outbox.device, "received_at": now, "brought_by": by}
    for start in range(0, len(ops), AT_ONCE):
        results += receive_batch(ops[start : start + AT_ONCE], sent_at=now, **told)
    kept = [is_kept(photo, outbox.device.user) for photo in outbox.photos]
    return Delivered(outbox.device, results, sum(kept), len(outbox.photos) - sum(kept))


def is_kept(photo, sender):
    """Whether a photo could be kept; its visit counts without it."""
    key = as_uuid(photo.get("visit")) if isinstance(photo, dict) else None
    sent = Submission.objects.filter(record_id=key, sender=sender, kind=Submission.Kind.VISIT)
    receipt = sent.filter(area_code__regex=VILLAGE).order_by("-received_at").first() if key else None
    content = content_of(photo) if receipt else None
    if not content:
        return False
    question = question_of(photo, receipt.area_code)
    told = {"subject": "monitoring.visit", "subject_id": key, "area_code": receipt.area_code}
    try:
        keep_photo(content, **told, caption=question.text if question else "", by=sender)
    except Refused:
        return False
    except OSError:
        raise NoRoom(NO_ROOM) from None
    visit = Visit.objects.filter(pk=key).first()
    if visit and question:
        count_photos(visit, question, by=sender)
    return True


def content_of(photo):
    """The picture's bytes, where they are those that the phone took the sum of."""
    try:
        content = base64.b64decode(photo.get("base64"), validate=True)
    except (TypeError, ValueError, binascii.Error):
        return None
    is_whole = hashlib.sha256(content).hexdigest() == photo.get("sha256")
    return content if is_whole and len(content) <= MOST_BYTES else None


def question_of(photo, area_code):
    """A photo question of the district's own plans."""
    key = as_uuid(photo.get("question"))
    asked = VisitQuestion.objects.filter(plan__district=area_code[:4], kind=VisitQuestion.Kind.PHOTO)
    return asked.filter(pk=key).first() if key else None
