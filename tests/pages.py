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
    """How many queries a page takes besides those of the session and the user."""
    client.force_login(user)
    client.get(reverse(name, args=args), query)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(name, args=args), query).status_code == 200
    tables = ("django_session", "accounts_user", "villages_posting")
    ours = [one["sql"] for one in asked if not any(f'FROM "{table}"' in one["sql"] for table in tables)]
    return len([sql for sql in ours if "SAVEPOINT" not in sql and not sql.startswith(("BEGIN", "UPDATE"))])
