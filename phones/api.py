"""What phones ask of the server, described by OpenAPI (docs/phone.md says it in words)."""

from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.middleware.csrf import get_token
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from sammachip.lib import envelopes

from .answers import MARKER, NotAnswered, told
from .shapes import Hello, Refusal
from .who import OfPhone

api = NinjaAPI(
    title="สัมมาชีพชุมชน: โทรศัพท์ภาคสนาม",
    version="1",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    auth=OfPhone(),
)
REFUSALS = dict.fromkeys((401, 403, 409, 413, 422, 503), Refusal)
UNREADABLE = "ข้อมูลที่ส่งมาอ่านไม่ได้ รายการยังอยู่ในเครื่อง"
BUSY = "ระบบไม่พร้อมในขณะนี้ รายการยังอยู่ในเครื่องและจะส่งใหม่เอง"


@api.exception_handler(NotAnswered)
def not_answered(request, error):
    return told(error.status, error.code, error.words, **error.more)


@api.exception_handler(ValidationError)
def malformed(request, error):
    return told(422, "malformed", UNREADABLE)


@api.exception_handler(HttpError)
def refused(request, error):
    return told(error.status_code, "refused", UNREADABLE)


@api.exception_handler(Http404)
def not_found(request, error):
    return told(404, "not_found")


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def busy(request, error):
    return told(503, "busy", BUSY, headers={"Retry-After": "5"})


@api.get(
    "hello/", response={200: Hello} | REFUSALS, summary="Who is signed in, and what the phone needs to send"
)
def hello(request):
    user, device = request.user, request.device
    return {
        "marker": MARKER,
        "now": timezone.localtime(),
        "user": {
            "id": user.pk,
            "name": str(user),
            "area": " ".join(name for _, name in user.areas_named if name),
        },
        "csrf": get_token(request),
        "device": {"id": device.pk, "state": "active"},
        "stamp": device.stamp,
        "seal": envelopes.public_key(),
    }
