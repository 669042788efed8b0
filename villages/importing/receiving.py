"""From an uploaded file to a checked batch, and from a checked batch to written rows: what the pages do, in two verbs."""

import hashlib

from django.db import transaction

from accounts.models import ImportBatch
from sammachip.lib import thai
from sammachip.lib.logs import THIRTEEN_DIGITS
from sammachip.lib.sheets import read_safely

from . import storing
from .checking import check, no_collecting
from .committing import Stale, commit
from .office import Office
from .rows import MASKED
from .staging import outcome, staged


class Changed(Exception):
    """The register changed since the preview; nothing was written, and the batch holds the new preview."""


class Gone(Exception):
    """The batch is no longer to be imported, or its file is no longer kept; nothing was written."""


@no_collecting()
def receive(content, *, file_name, register, district, year, by):
    """Check an uploaded file and keep it, sealed, with what the check found. Raises Unreadable, NotThisRegister."""
    with storing.opened(content) as path:
        workbook = read_safely(path)
    data = staged(check(workbook, register, Office(district, year, by)))
    storing.sweep()
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            register=register.kind,
            area_code=district,
            fiscal_year=year,
            file_name=safe_name(file_name),
            sha256=hashlib.sha256(content).hexdigest(),
            counts=data["counts"],
            uploaded_by=by,
        )
        storing.keep(batch, content, data)
    return batch


def safe_name(file_name):
    """A file's name as it may be shown: tidied, and without a citizen id."""
    return THIRTEEN_DIGITS.sub(MASKED, thai.tidy(file_name))[-255:] or "ทะเบียน"


@no_collecting()
def carry_out(batch, register, *, by):
    """Write what the preview of `batch` showed, if a new check of the same file finds exactly the same."""
    content = storing.content_of(batch)
    if content is None:
        raise Gone
    with storing.opened(content) as path:
        workbook = read_safely(path)
    try:
        with transaction.atomic():
            current = (
                ImportBatch.objects.select_for_update()
                .filter(state=ImportBatch.State.CHECKED, pk=batch.pk)
                .first()
            )
            if current is None:
                raise Gone
            preview = check(workbook, register, Office(batch.area_code, batch.fiscal_year, by))
            data = staged(preview)
            if outcome(data) == outcome(storing.preview_of(batch)):
                return commit(preview, current, by=by)
    except Stale:
        raise Changed from None
    storing.replace_preview(batch, data)
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.CHECKED).update(counts=data["counts"])
    raise Changed


@transaction.atomic
def discard(batch):
    """Let go of a checked file that is not to be imported."""
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.CHECKED).update(
        state=ImportBatch.State.DISCARDED
    )
    storing.forget(batch)
