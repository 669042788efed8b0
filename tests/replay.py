"""Rows that are made once a test process by the factories and then written again as they were, in a few statements."""

import datetime
import pickle

import time_machine
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models.sql import InsertQuery
from django.utils import timezone

from accounts.models import Photo

LONG_AGO = datetime.datetime(
    2018, 10, 1, tzinfo=datetime.UTC
)  # keys tell their time: later rows come after these
SOME_MOMENT = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)  # stands for the moment of writing


def tables():
    """Ours and their histories, in an order in which rows can be written."""
    labels = {
        "accounts",
        "villages",
        "sages",
        "households",
        "training",
        "groups",
        "monitoring",
        "phones",
        "reports",
    }
    return [model for model in apps.get_models() if model._meta.app_label in labels]


class Replay:
    """`rows(build)` gives what `build()` makes: the first time by calling it, then from memory.

    The rows, their keys and their history are the same each time; the database still starts every test without them.
    """

    def __init__(self):
        self.made, self.statements, self.files = None, [], []

    def rows(self, build):
        if not connection.in_atomic_block:
            return build()  # a test that empties the tables: the lists that rows point at may be gone
        if self.made is None:
            self.keep(build)
        else:
            self.write()
        return pickle.loads(self.made)  # noqa: S301 (pickled by this process)

    def keep(self, build):
        before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in tables()}
        with time_machine.travel(LONG_AGO):
            self.made = pickle.dumps(build())
        fresh = {
            model: list(model._base_manager.exclude(pk__in=before[model]).order_by("pk")) for model in before
        }
        self.statements = [statement for rows in fresh.values() if rows for statement in inserts(rows)]
        self.files = [photo.image for rows in fresh.values() for photo in rows if isinstance(photo, Photo)]

    def write(self):
        some_moment = connection.ops.adapt_datetimefield_value(SOME_MOMENT)
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            for sql, params in self.statements:
                cursor.execute(sql, replaced(params, some_moment, now))
        for file in self.files:
            if not file.storage.exists(file.name):
                file.storage.save(file.name, ContentFile(b""))


def replaced(values, old, new):
    """`values` with `new` for `old`; PostgreSQL takes the values of a column as a list."""
    return [
        replaced(each, old, new) if isinstance(each, list) else new if each == old else each
        for each in values
    ]


def inserts(rows):
    """(sql, params) that write stored rows of one table as they are, their history as written just now."""
    model = type(rows[0])
    for row in rows:
        if hasattr(row, "history_date"):
            row.history_date = SOME_MOMENT
    query = InsertQuery(model)
    query.insert_values(model._meta.concrete_fields, rows, raw=True)
    return query.get_compiler(connection=connection).as_sql()
