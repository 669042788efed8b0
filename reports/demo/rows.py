"""The rows of the demo on their way to the database: each named, dated and signed, then written table by table."""

import random
import uuid

from simple_history.utils import bulk_create_with_history

from accounts.models import Record

from .days import office_hour


class Rows:
    """Collects unsaved rows by table, in the order in which the tables are first seen."""

    def __init__(self, seed):
        self.random = random.Random(seed)  # noqa: S311 (invented rows, no secrets)
        self.tables = {}

    def add(self, row, *, on, by):
        """Take `row`, as if `by` had made it on the day `on`; the same seed gives it the same name."""
        moment = office_hour(on, self.random.randrange(480))
        if isinstance(row, Record):
            row.id = self.name(moment)
        row._history_date, row._history_user = moment, by
        self.tables.setdefault(type(row), []).append(row)
        return row

    def name(self, moment):
        """A UUID of version 7 for that moment, its chance part from the seed."""
        value = int(moment.timestamp() * 1000) << 80 | 0x7 << 76 | self.random.getrandbits(12) << 64
        return uuid.UUID(int=value | 0b10 << 62 | self.random.getrandbits(62))

    def of(self, model):
        return self.tables.get(model, [])

    def write(self, *models):
        """Write the rows of these tables, with their history where the table keeps one."""
        for model in models:
            if hasattr(model, "history"):
                bulk_create_with_history(self.of(model), model, batch_size=400)
            else:
                for row in self.of(model):
                    row.save(force_insert=True)
