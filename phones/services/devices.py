"""Verbs over devices: known by their first call, revoked and taken back at the desk."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..models import Device

RARELY = datetime.timedelta(minutes=1)


def known_device(key, *, name="", by):
    """The device `key`, made known as `by`'s by its first call; it may turn out to be another user's."""
    found = Device.objects.filter(pk=key).first()
    if found:
        return found
    device = Device(pk=key, user=by, name=name, seen_at=timezone.now())
    device._history_user = by
    try:
        with transaction.atomic():
            device.save(force_insert=True)
    except IntegrityError:  # its first two calls came at the same moment
        return Device.objects.get(pk=key)
    return device


def note_call(device, *, version, waiting):
    """When it was heard of last, and with how much still to send; no edit of a person's, so without history."""
    now = timezone.now()
    heard = {"app_version": version, "waiting": waiting}
    is_news = any(getattr(device, name) != value for name, value in heard.items())
    if is_news or now - device.seen_at > RARELY:
        Device.objects.filter(pk=device.pk).update(seen_at=now, **heard)


@transaction.atomic
def set_revoked(device, is_revoked, *, by):
    """Take a device out of use, or back into it."""
    row = Device.objects.select_for_update().get(pk=device.pk)
    if bool(row.revoked_at) != is_revoked:
        row.revoked_at, row.revoked_by = (timezone.now(), by) if is_revoked else (None, None)
        row.version, row._history_user = row.version + 1, by
        row.save()
    return row
