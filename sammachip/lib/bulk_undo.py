"""What an edit of many rows did, read from history, and taking it back while nothing newer stands on it."""

from dataclasses import dataclass

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from .bulk_edit import AT_ONCE, REASON
from .telling import words_of

UNDONE = "bulk-undo:{}"


@dataclass(frozen=True)
class Did:
    """What the edit made of one row: the states `before` and `after` in its history."""

    row: object
    before: object
    after: object

    @property
    def columns(self):
        columns = (column for column in self.row._meta.concrete_fields if column.name != "version")
        return [c for c in columns if getattr(self.before, c.attname) != getattr(self.after, c.attname)]

    @property
    def changes(self):
        return [(c.verbose_name, self.told(self.before, c), self.told(self.after, c)) for c in self.columns]

    def told(self, record, column):
        """A row that another points to is told by its name only where it is the one that stands there now."""
        key = getattr(record, column.attname)
        if not column.is_relation:
            return words_of(record, column.name)
        if key is None:
            return ""
        return (
            str(getattr(self.row, column.name))
            if key == getattr(self.row, column.attname)
            else str(getattr(record, column.name))
        )

    @property
    def is_latest(self):
        return self.row.version == self.after.version


def did(rows, key):
    """[Did] of the edit known by `key`, of those of `rows` (a queryset) that it changed."""
    history = rows.model.history
    after = {record.id: record for record in history.filter(history_change_reason=REASON.format(key))}
    found = {row.pk: row for row in rows.filter(pk__in=after)}
    before = {}
    for record in history.filter(id__in=found).order_by("history_id"):
        if record.version == after[record.id].version - 1:
            before[record.id] = record
    return [Did(row, before[pk], after[pk]) for pk, row in found.items() if pk in before]


@transaction.atomic
def undo(rows, key, *, by):
    """Put every row back as it was before the edit; returns those that stand in the way, and then changes nothing."""
    done = did(rows.select_for_update(of=("self",)), key)
    if newer := [one for one in done if not one.is_latest]:
        return newer
    names = set()
    for one in done:
        for column in one.columns:
            setattr(one.row, column.attname, getattr(one.before, column.attname))
            names.add(column.name)
        one.row.version += 1
    bulk_update_with_history(
        [one.row for one in done],
        rows.model,
        [*sorted(names), "version"],
        batch_size=AT_ONCE,
        default_user=by,
        default_change_reason=UNDONE.format(key),
    )
    return []


def is_undone(model, key):
    return model.history.filter(history_change_reason=UNDONE.format(key)).exists()
