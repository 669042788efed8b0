"""Asking for a page as someone, and counting what it asks of the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def page(client, user, name, *args, status=200, **query):
    client.force_login(user)
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == status
    return response.content.decode()


def post(client, user, name, *args, data, **query):
    client.force_login(user)
    return client.post(reverse(name, args=args, query=query), data)


def queries(client, user, name, *args, **query):
    """How many queries a page takes besides those of the session and the signed-in user."""
    page(client, user, name, *args, **query)
    with CaptureQueriesContext(connection) as asked:
        page_again = client.get(reverse(name, args=args), query)
    assert page_again.status_code == 200
    signing_in = ('FROM "django_session"', 'FROM "accounts_user" WHERE "accounts_user"."id" =')
    return len([one["sql"] for one in asked if not any(part in one["sql"] for part in signing_in)])
