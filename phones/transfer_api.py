"""`POST /api/v1/transfers/`: a sealed outbox that another phone brings."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from .answers import MARKER, NotAnswered
from .api import REFUSALS, api
from .services.transfers import MOST_SEALED, TOO_BIG, NoRoom, deliver
from .shapes import Transferred


@api.post(
    "transfers/",
    response={200: Transferred} | REFUSALS,
    exclude_unset=True,
    summary="A sealed outbox, whoever brings it: applied as its writer's",
)
def transfer(request):
    blob = request.read(MOST_SEALED + 1)
    if len(blob) > MOST_SEALED:
        raise NotAnswered(413, "too_large", TOO_BIG)
    try:
        done = deliver(blob, by=request.user)
    except NoRoom as error:
        raise NotAnswered(503, "no_room", error.messages[0], headers={"Retry-After": "600"}) from None
    except ValidationError as error:
        raise NotAnswered(422, "not_a_letter", " ".join(error.messages)) from None
    photos = {"kept": done.kept, "refused": done.refused}
    return {"marker": MARKER, "received_at": timezone.now(), "results": done.results, "photos": photos}
