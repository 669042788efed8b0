"""SQLite with the collation that PostgreSQL knows as `th-x-icu`: Thai lists have one order on both."""

from django.db.backends.sqlite3 import base

from sammachip.lib import thai

COLLATION = "th-x-icu"


def compare(one, other):
    left, right = thai.sort_key(one), thai.sort_key(other)
    return (left > right) - (left < right)


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        connection.create_collation(COLLATION, compare)
        return connection
