"""The uploaded file and what the check found, kept sealed beside the batch; nothing of it lies open on a disk."""

import json
import os
import tempfile
import zlib
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from accounts.models import ImportFile
from sammachip.lib import sealing

KEPT = timedelta(days=7)


def keep(batch, content, staged):
    sealed = sealing.seal_bytes(content, batch.pk, "import")
    ImportFile.objects.create(batch=batch, content=sealed, preview=_closed(batch, staged))


def replace_preview(batch, staged):
    ImportFile.objects.filter(batch=batch).update(preview=_closed(batch, staged))


def content_of(batch):
    """The file as it was uploaded, or None where it is no longer kept."""
    kept = ImportFile.objects.filter(batch=batch).only("content").first()
    return kept and sealing.unseal_bytes(kept.content, batch.pk, "import")


def preview_of(batch):
    """What `staged` gave when the file was checked, or None where it is no longer kept."""
    kept = ImportFile.objects.filter(batch=batch).only("preview").first()
    return kept and json.loads(zlib.decompress(sealing.unseal_bytes(kept.preview, batch.pk, "preview")))


def forget(batch):
    ImportFile.objects.filter(batch=batch).delete()


def sweep():
    """Let go of what was kept long enough; called whenever a file is uploaded or the list of imports is opened."""
    over = ImportFile.objects.filter(kept_at__lt=timezone.now() - KEPT)
    if over.exists():
        over.delete()


def _closed(batch, staged):
    text = json.dumps(staged, ensure_ascii=False, separators=(",", ":")).encode()
    return sealing.seal_bytes(zlib.compress(text, 1), batch.pk, "preview")


@contextmanager
def opened(content=b""):
    """A path under which a reader or a writer finds `content`: in memory alone where the system can, and gone after."""
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("register"), "wb") as file:
            file.write(content)
            file.flush()
            yield Path(f"/proc/{os.getpid()}/fd/{file.fileno()}")
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "register"
            path.write_bytes(content)
            yield path
