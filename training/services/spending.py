"""Verbs over what is given and paid: one thing to many households at once."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from ..models import InputSupport

SAME = ("session", "item", "amount", "unit", "value", "received_on", "source", "agency")


@transaction.atomic
def give(support, *, receivers, by):
    """Write what `support` (not stored) tells once for each enrolment of `receivers`: {enrolment: who received it for them}.

    Amount and value are each household's own. Returns the rows.
    """
    told = {name: getattr(support, name) for name in SAME}
    rows = [InputSupport(enrolment=each, receiver=name, **told) for each, name in receivers.items()]
    return bulk_create_with_history(rows, InputSupport, batch_size=500, default_user=by)
