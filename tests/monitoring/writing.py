"""Writing a visit as a person does: what the form posts, and asking for it."""

from django.urls import reverse

from monitoring.models import Visit
from tests.pages import post

CREATE, EDIT, DETAIL, CORRECT = (f"monitoring:{name}" for name in ("create", "edit", "detail", "correct"))


def typed(**changes):
    return {
        "visited_on": "16/01/2562",
        "phase": "after",
        "kind": "household",
        "practice": "practising",
        "income_amount": "6,900",
        "income_period": "month",
        "findings": "กระจูดขาดช่วงหน้าฝน",
    } | changes


def write(client, user, data, name=CREATE, *args, status=302, **query):
    """The page that comes back; with 302 the visit that was stored."""
    response = post(client, user, name, *args, data=data, **query)
    assert response.status_code == status, response.content.decode()
    if status != 302:
        return response.content.decode()
    return Visit.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])


def at(name, row):
    return reverse(name, args=[row.pk])
