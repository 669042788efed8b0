"""Taking an import back: every line whose rows nobody has touched or built upon since; the others are kept and named."""

from collections import defaultdict

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history, get_history_manager_for_model

from accounts.models import ImportBatch, ImportChange, refuse_locked

from .uniqueness import in_chunks

BATCH = 1_000
MADE, CHANGED = ImportChange.Kind.MADE, ImportChange.Kind.CHANGED


@transaction.atomic
def undo(batch, *, by):
    """Revert `batch`; returns the ImportChanges that had to be kept. A line is reverted as a whole or not at all.

    Rows outside the area of `by` are kept; without a person it is the machine's own keeper, who may reach all.
    """
    claimed = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.IMPORTED).update(
        state=ImportBatch.State.UNDONE, undone_at=timezone.now(), undone_by=by
    )
    if not claimed:
        return []
    work = Undoing(batch, by)
    work.keep_what_changed()
    work.keep_what_is_used()
    work.revert()
    return [change for change in work.changes if change.kept]


class Undoing:
    def __init__(self, batch, by):
        self.batch, self.by = batch, by
        self.reason = f"undo:{batch.pk}"
        self.changes = list(batch.changes.order_by("-order"))
        self.rows = self._rows()
        self.before = self._before()

    def _of_kind(self, *kinds):
        """{model: its changes} of lines that are not kept, the last made first."""
        kept = {change.line for change in self.changes if change.kept and change.line}
        found = defaultdict(list)
        for change in self.changes:
            if change.kind in kinds and change.line not in kept and not change.kept:
                found[apps.get_model(change.model)].append(change)
        return found

    def _rows(self):
        """{change: its row as it stands}, locked in the order of their keys."""
        rows = {}
        for model, changes in self._of_kind(MADE, CHANGED).items():
            keys = {model._meta.pk.to_python(change.object_id): change for change in changes}
            locked = model._default_manager.select_for_update().order_by("pk")
            for found in in_chunks(locked, "pk__in", keys):
                rows |= {keys[row.pk].pk: row for row in found}
        return rows

    def _before(self):
        """{change: the row as it stood before the import}, from its history."""
        before = {}
        for model, changes in self._of_kind(CHANGED).items():
            keys = {
                (model._meta.pk.to_python(change.object_id), change.version - 1): change for change in changes
            }
            history = get_history_manager_for_model(model).order_by("history_id")
            name = model._meta.pk.attname
            for found in in_chunks(history, f"{name}__in", {key for key, _ in keys}):
                for record in found:
                    if change := keys.get((getattr(record, name), record.version)):
                        before[change.pk] = record
        return before

    def keep_what_changed(self):
        for model, changes in self._of_kind(MADE, CHANGED).items():
            visible = self._visible(model, changes)
            for change in changes:
                row = self.rows.get(change.pk)
                if row is None:
                    change.kept = ImportChange.Kept.GONE
                elif row.pk not in visible:
                    change.kept = ImportChange.Kept.OUTSIDE
                elif getattr(row, "version", 1) != change.version or (
                    change.kind == CHANGED and change.pk not in self.before
                ):
                    change.kept = ImportChange.Kept.CHANGED

    def _visible(self, model, changes):
        rows = model._default_manager.order_by()
        rows = rows.visible_to(self.by) if self.by else rows
        keys = {model._meta.pk.to_python(change.object_id) for change in changes}
        return {pk for found in in_chunks(rows, "pk__in", keys) for pk in found.values_list("pk", flat=True)}

    def keep_what_is_used(self):
        """Rows to which something points that is not taken back with them; what is kept for that may keep others."""
        while used := list(self._used()):
            for change in used:
                change.kept = ImportChange.Kept.USED

    def _used(self):
        made = self._of_kind(MADE)
        leaving = {
            model: {self.rows[change.pk].pk: change for change in changes} for model, changes in made.items()
        }
        for model, changes in leaving.items():
            for relation in model._meta.related_objects:
                source, path = _pointing(relation)
                rows = source._base_manager.exclude(pk__in=[]).order_by()
                staying = leaving.get(source, {})
                for found in in_chunks(rows, f"{path}__in", changes):
                    for pk, target in found.values_list("pk", path):
                        if pk not in staying and target in changes:
                            yield changes[target]

    def revert(self):
        for model, changes in self._of_kind(CHANGED).items():
            fields = [
                field
                for field in model._meta.concrete_fields
                if not field.primary_key and field.name != "version"
            ]
            rows = [self._restored(change, fields) for change in changes]
            names = [*(field.name for field in fields), "version"]
            history = {"default_user": self.by, "default_change_reason": self.reason}
            bulk_update_with_history(rows, model, names, batch_size=BATCH, **history)
        for model, changes in self._of_kind(MADE).items():
            self._delete(model, [self.rows[change.pk] for change in changes])
        kept = [change for change in self.changes if change.kept]
        ImportChange.objects.bulk_update(kept, ["kept"], batch_size=BATCH)

    def _restored(self, change, fields):
        row, before = self.rows[change.pk], self.before[change.pk]
        for field in fields:
            setattr(row, field.attname, getattr(before, field.attname))
        row.version += 1
        return row

    def _delete(self, model, rows):
        """Delete rows to which nothing points, and tell it in their history, many at once."""
        if hasattr(model, "history"):
            refuse_locked(rows)
            Historical = get_history_manager_for_model(model).model
            told = {
                "history_date": timezone.now(),
                "history_user": self.by,
                "history_change_reason": self.reason,
                "history_type": "-",
            }
            Historical.objects.bulk_create(
                [
                    Historical(
                        **told, **{f.attname: getattr(row, f.attname) for f in Historical.tracked_fields}
                    )
                    for row in rows
                ],
                batch_size=BATCH,
            )
        for found in in_chunks(model._base_manager.order_by(), "pk__in", {row.pk for row in rows}):
            found._raw_delete(found.db)


def _pointing(relation):
    """(model, column) that holds the other end of a relation: the table between for many to many."""
    if relation.many_to_many:
        through = relation.through
        column = next(f for f in through._meta.fields if f.related_model is relation.model)
        return through, column.name
    return relation.related_model, relation.field.name
