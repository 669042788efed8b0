"""`POST /api/v1/sync/`: what was saved without a signal arrives, in batches."""

import json

from django.utils import timezone

from .answers import MARKER, NotAnswered
from .api import REFUSALS, UNREADABLE, api
from .operations import moment, read_operation
from .services.arriving import receive_batch
from .shapes import Synced

MOST_OPS, MOST_BYTES = 200, 1024 * 1024
TOO_LARGE = "ส่งครั้งเดียวมากเกินไป เครื่องจะแบ่งส่งเอง"


@api.post(
    "sync/",
    response={200: Synced} | REFUSALS,
    exclude_unset=True,
    summary="Visits and roll calls of a phone, each applied once",
)
def sync(request):
    said = batch_in(request)
    now = timezone.now()
    told = {"device": request.device, "sent_at": moment(said.get("sent_at")), "received_at": now}
    results = receive_batch([read_operation(raw) for raw in said["ops"]], **told)
    return {"marker": MARKER, "received_at": now, "results": results}


def batch_in(request):
    content = request.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotAnswered(413, "too_large", TOO_LARGE)
    said = read_json(content)
    if len(said["ops"]) > MOST_OPS:
        raise NotAnswered(413, "too_large", TOO_LARGE)
    if said.get("device") not in (None, str(request.device.pk)):
        raise NotAnswered(422, "malformed", UNREADABLE)
    return said


def read_json(content):
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise NotAnswered(422, "malformed", UNREADABLE) from None
    if not isinstance(said, dict) or not isinstance(said.get("ops"), list):
        raise NotAnswered(422, "malformed", UNREADABLE)
    return said
