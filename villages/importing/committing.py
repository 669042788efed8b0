"""Writing what a preview showed: all good rows in one transaction, each with its history, each noted for undo."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.models import ImportBatch, ImportChange

from .rows import CHANGED, NEW
from .uniqueness import in_chunks, in_writing_order

BATCH = 1_000


class Stale(Exception):
    """A stored row changed between the check and the writing; nothing was written."""


@transaction.atomic
def commit(preview, batch, *, by):
    """Write the good rows of `preview` for `batch` (saved here if it is new)."""
    batch.counts = preview.counts
    batch.state, batch.finished_at = ImportBatch.State.IMPORTED, timezone.now()
    batch.save()
    writer = Writer(batch, by)
    rows = [row for row in preview.rows if row.state in (NEW, CHANGED)]
    if rows:
        writer.make_ready(preview.office.missing)
    lines = {id(row): line for line, row in enumerate(preview.rows, start=1)}
    for at in range(len(preview.register.parts)):
        drafts = [(lines[id(row)], row.drafts[at]) for row in rows if len(row.drafts) > at]
        writer.make([(line, draft) for line, draft in drafts if draft.stored is None])
        writer.change([(line, draft) for line, draft in drafts if draft.stored is not None and draft.changes])
    writer.note()


class Writer:
    def __init__(self, batch, by):
        self.batch, self.by = batch, by
        self.changes = []
        self.history = {"default_user": by, "default_change_reason": batch.reason}

    def make_ready(self, missing):
        """Codes and the plan, which the import needs and the database lacks."""
        for row in missing:
            row._history_user, row._change_reason = self.by, self.batch.reason
            row.save(force_insert=True)
            self._remember(0, row, ImportChange.Kind.MADE)

    def make(self, drafts):
        made = []
        for line, draft in drafts:
            draft.instance = self._built(draft, draft.press.model())
            made.append(draft.instance)
            self._remember(line, draft.instance, ImportChange.Kind.MADE)
        if made:
            bulk_create_with_history(made, type(made[0]), batch_size=BATCH, **self.history)

    def change(self, drafts):
        if not drafts:
            return
        model = drafts[0][1].press.model
        rows = model._default_manager.select_for_update().order_by("pk")
        stored = {
            row.pk: row
            for found in in_chunks(rows, "pk__in", {draft.pk for _, draft in drafts})
            for row in found
        }
        lines = {id(draft): line for line, draft in drafts}
        for several in in_writing_order([draft for _, draft in drafts]):
            self._change([(lines[id(draft)], draft) for draft in several], stored, model)

    def _change(self, drafts, stored, model):
        changed = defaultdict(list)
        for line, draft in drafts:
            row = stored.get(draft.pk)
            if row is None or row.version != draft.stored["version"]:
                raise Stale
            before = dict(row.__dict__)
            draft.instance = self._built(draft, row)
            row.version += 1
            names = tuple(
                f.name for f in model._meta.concrete_fields if before[f.attname] != getattr(row, f.attname)
            )
            changed[names].append(row)
            self._remember(line, row, ImportChange.Kind.CHANGED)
        for names, rows in changed.items():
            bulk_update_with_history(rows, model, names, batch_size=BATCH, **self.history)

    @staticmethod
    def _built(draft, instance):
        draft.press.build(draft, instance)
        for name, link in draft.links.items():
            setattr(instance, f"{name}_id", link.pk if link.instance is None else link.instance.pk)
        return instance

    def _remember(self, line, row, kind):
        self.changes.append(
            ImportChange(
                batch=self.batch,
                line=line,
                model=row._meta.label_lower,
                object_id=str(row.pk),
                kind=kind,
                version=getattr(row, "version", 1),
                order=len(self.changes) + 1,
            )
        )

    def note(self):
        ImportChange.objects.bulk_create(self.changes, batch_size=BATCH)
