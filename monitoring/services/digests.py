"""Sending a reminder once: its row is taken before the mail leaves and signed after.

A run that finds a row taken but not signed does not know whether the mail left: another run may be at it, or died. It waits
an hour and then sends, since a reminder that comes twice is a nuisance and one that never comes is a visit forgotten.
"""

import datetime
from enum import Enum

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from ..models import Digest

RETRY_AFTER = datetime.timedelta(hours=1)


class Outcome(Enum):
    SENT = "ส่งแล้ว"
    KEPT = "ไม่มีอีเมล เก็บไว้ที่หน้าข้อความเตือน"
    NOTHING = "ไม่มีงาน ไม่ส่ง"
    BEFORE = "ทำไปแล้ว ไม่ส่งซ้ำ"


def deliver(user, message, *, on):
    """Send `message` unless it was sent; raises what the mail server said, after giving the row back."""
    if not message.has_work:
        return Outcome.NOTHING
    row = take(user, message, on)
    if row is None:
        return Outcome.BEFORE
    if not user.email:
        return Outcome.KEPT
    try:
        mail_of(user, message).send()
    except Exception:
        Digest.objects.filter(pk=row.pk).update(taken_at=timezone.now() - RETRY_AFTER)
        raise
    Digest.objects.filter(pk=row.pk).update(sent_at=timezone.now())
    return Outcome.SENT


def mail_of(user, message):
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(message.subject, message.text, to=[user.email], headers=headers)


@transaction.atomic
def take(user, message, on):
    """The row of this person, kind and day for this run alone; None where it was sent or another run holds it."""
    now, named = timezone.now(), {"user": user, "kind": message.kind, "for_on": first_day(message.kind, on)}
    row, is_new = Digest.objects.get_or_create(**named, defaults={"text": message.text, "taken_at": now})
    if is_new:
        return row
    free = Digest.objects.filter(pk=row.pk, sent_at=None, taken_at__lte=now - RETRY_AFTER)
    return row if free.update(taken_at=now, text=message.text) else None


def first_day(kind, on):
    """A weekly reminder is one of its week, whichever day of it the command runs: it stands under the Monday."""
    return on - datetime.timedelta(days=on.weekday()) if kind == Digest.Kind.WEEKLY else on
