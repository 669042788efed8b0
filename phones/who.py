"""Whose phone is calling: the signed-in officer, and the device that the call names."""

import uuid

from ninja.security import SessionAuth

from . import answers
from .answers import NotAnswered
from .services.devices import known_device, note_call


class OfPhone(SessionAuth):
    """A signed-in officer who may record visits, on a device of their own that is not revoked; else a marked refusal."""

    permission = "phones.add_submission"

    def __call__(self, request):
        if not request.user.is_authenticated:
            raise NotAnswered(401, "signed_out", answers.SIGNED_OUT)
        return super().__call__(request)

    def authenticate(self, request, key):
        user = request.user
        if not user.has_perm(self.permission):
            raise NotAnswered(403, "not_a_field_worker", answers.NOT_A_FIELD_WORKER)
        request.device = known_device(named(request), name=agent_of(request), by=user)
        if request.device.user_id != user.pk:
            raise NotAnswered(409, "device_of_another", answers.OF_ANOTHER)
        if request.device.revoked_at:
            raise NotAnswered(403, "device_revoked", answers.REVOKED)
        note_call(request.device, version=version_of(request), waiting=waiting_of(request))
        return user


def named(request):
    try:
        return uuid.UUID(request.headers.get("X-Device", ""))
    except ValueError:
        raise NotAnswered(422, "malformed", answers.NO_DEVICE) from None


def version_of(request):
    return request.headers.get("X-App", "")[:20].replace("\0", "")


def waiting_of(request):
    """Operations that the phone says it still holds; None where it does not say."""
    told = request.headers.get("X-Waiting", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else None


def agent_of(request):
    """What kind of phone, as far as its browser tells: `Android · Chrome`."""
    agent = request.headers.get("User-Agent", "")
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    browsers = ("Edg", "SamsungBrowser", "Firefox", "Chrome", "Safari")
    found = [next((name for name in names if name in agent), "") for names in (systems, browsers)]
    return " · ".join(name for name in found if name)
