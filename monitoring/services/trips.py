from django.db import transaction

from .visits import record_visit


@transaction.atomic
def record_trip(forms, *, by):
    """The visits of one trip, all or none, each from its own checked form."""
    return [record_visit(form.instance, income=form.told, by=by, **form.told_with) for form in forms]
