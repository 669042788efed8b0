"""What a phone of the tests sends."""

import datetime
import json
import uuid

from django.urls import reverse
from django.utils import timezone

SYNC = reverse("api:sync")


def now():
    return timezone.now().astimezone(datetime.timezone(datetime.timedelta(hours=7))).isoformat()


def visit_op(household, **data):
    told = {
        "enrolment": str(household.pk),
        "visited_on": "10/03/2562",
        "phase": "before",
        "kind": "household",
    }
    told |= {"phase_reason": "ตามจริง", "findings": "ปลูกผักแล้ว", "confirm": ["again"]}
    return op("visit", told | data)


def roll_op(session, marks, on, seen=None):
    return op("attendance", {"session": str(session.pk), "on": str(on), "marks": marks, "seen": seen or {}})


def op(kind, data):
    return {"op_id": str(uuid.uuid4()), "type": kind, "id": str(uuid.uuid4()), "at": now(), "data": data}


def send(client, device, *ops, sent_at=None, **more):
    client.force_login(device.user)
    body = {"device": str(device.pk), "sent_at": sent_at or now(), "ops": ops} | more
    return client.post(
        SYNC, json.dumps(body), content_type="application/json", headers={"X-Device": str(device.pk)}
    )


def results(client, device, *ops, **more):
    answer = send(client, device, *ops, **more)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]
