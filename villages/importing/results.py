"""How the rows of a preview, and what an undo had to keep, are told on the page."""

from django.apps import apps

from accounts.models import ImportBatch, ImportChange

from .rows import CHANGED, DUPLICATE, NEW, NOTE, SAME, STATES, WRONG
from .staging import ROW

PILLS = {
    NEW: ("พร้อมนำเข้า", "blue"),
    CHANGED: ("ปรับปรุง", "gold"),
    SAME: ("เหมือนเดิม", "grey"),
    DUPLICATE: ("ข้าม", "gold"),
    WRONG: ("แก้ไขก่อน", "red"),
}
PILLS_WHEN_IMPORTED = PILLS | {
    NEW: ("เพิ่มแล้ว", "green"),
    CHANGED: ("ปรับปรุงแล้ว", "green"),
    WRONG: ("ไม่ได้นำเข้า", "red"),
}
STATE, PROBLEMS = ROW.index("state"), ROW.index("problems")
MOST_KEPT = 500


def chosen(rows, asked):
    """The rows in one state, those with a note, or all."""
    if asked in STATES:
        return [row for row in rows if row[STATE] == asked]
    if asked == NOTE:
        return [row for row in rows if any(problem[0] == NOTE for problem in row[PROBLEMS])]
    return rows


def shown(row, headings, *, is_imported=False):
    told = dict(zip(ROW, row, strict=True))
    told["pill"], told["tone"] = (PILLS_WHEN_IMPORTED if is_imported else PILLS)[told["state"]]
    told["words"] = list(zip(headings, told["words"], strict=False))
    told["problems"] = [
        {"level": level, "letter": letter, "message": message, "fix": fix}
        for level, _, _, letter, message, fix in told["problems"]
    ]
    told["changes"] = [{"label": label, "old": old, "new": new} for label, old, new in told["changes"]]
    return told


def kept(batch, user):
    """[(row, why it was kept)] of what an undo left, as far as the viewer may see it."""
    changes = list(batch.changes.exclude(kept="").exclude(kept=ImportChange.Kept.GONE)[:MOST_KEPT])
    told = []
    for label in dict.fromkeys(change.model for change in changes):
        model = apps.get_model(label)
        why = {
            model._meta.pk.to_python(c.object_id): c.get_kept_display() for c in changes if c.model == label
        }
        rows = model.objects.visible_to(user).filter(pk__in=why)
        rows = rows.with_names() if hasattr(rows, "with_names") else rows
        told += [(row, model._meta.verbose_name, why[row.pk]) for row in rows]
    return told


def imported_before(batch, batches):
    """The import that brought in the very same file before, or None."""
    if batch.state != ImportBatch.State.CHECKED:
        return None
    same = batches.filter(sha256=batch.sha256, fiscal_year=batch.fiscal_year, area_code=batch.area_code)
    return same.filter(state=ImportBatch.State.IMPORTED).exclude(pk=batch.pk).first()
