"""A row's history in words: who changed what, from what to what, and when.

A sealed field says that it changed, and no more. Rows that another row pointed to are named as the viewer may see them.
"""

from django.db import models

from sammachip.lib.telling import full_name_of, with_their_names, words_of

from .models import ImportBatch

REASONS = {
    "import": "นำเข้าจากไฟล์",
    "undo": "ยกเลิกการนำเข้าจากไฟล์",
    "bulk": "แก้ไขหลายรายการพร้อมกัน",
    "bulk-undo": "ยกเลิกการแก้ไขหลายรายการพร้อมกัน",
}
KINDS = {"+": "เพิ่มระเบียน", "~": "แก้ไข", "-": "ลบระเบียน"}
SEALED = "เปลี่ยนเลขประจำตัวประชาชน"
UNTOLD = {"version", "id"}


def story_of(row, records, user):
    """What each of `records` (newest first, each followed by the one before it) changed; the oldest is only compared with."""
    fields = [field for field in row._meta.fields if field.name not in UNTOLD and not field.primary_key]
    names, reasons = names_of(fields, records, user), reasons_of(records, user)
    pairs = zip(records, [*records[1:], None], strict=True)
    return [
        entry(row, fields, names, record, before) | {"reason": reasons.get(record.history_change_reason)}
        for record, before in pairs
    ]


def entry(row, fields, names, record, before):
    sealed = getattr(row, "sealed_fields", ())
    changed = [f for f in fields if before and getattr(record, f.attname) != getattr(before, f.attname)]
    return {
        "when": record.history_date,
        "who": record.history_user,
        "kind": KINDS[record.history_type],
        "is_sealed": any(field.name in sealed for field in changed),
        "changes": [
            {"label": f.verbose_name, "old": told(before, f, names), "new": told(record, f, names)}
            for f in changed
            if f.name not in sealed
        ],
    }


def told(record, field, names):
    if not isinstance(field, models.ForeignKey):
        return words_of(record, field.name)
    key = getattr(record, field.attname)
    return "" if key is None else names[field.name].get(key, "รายการที่ไม่อยู่ในพื้นที่ของท่าน")


def names_of(fields, records, user):
    """{field: {key: name}} of all rows that the records point to: one query a field."""
    names = {}
    for field in fields:
        if isinstance(field, models.ForeignKey):
            keys = {getattr(record, field.attname) for record in records} - {None}
            rows = field.related_model.objects.visible_to(user).filter(pk__in=keys) if keys else ()
            names[field.name] = {
                row.pk: full_name_of(row) for row in (with_their_names(rows) if keys else ())
            }
    return names


def reasons_of(records, user):
    """{reason as stored: {words, url}}: a change made by an import, `import:<id>`, names the file and leads to it."""
    stored = {record.history_change_reason for record in records} - {None, ""}
    parts = {reason: reason.partition(":") for reason in stored}
    keys = [key for kind, _, key in parts.values() if kind in REASONS]
    batches = (
        {str(batch.pk): batch for batch in ImportBatch.objects.visible_to(user).filter(pk__in=keys)}
        if keys
        else {}
    )
    told = {}
    for reason, (kind, _, key) in parts.items():
        batch = batches.get(key)
        words = f"{REASONS[kind]} {batch.file_name if batch else ''}".strip() if kind in REASONS else reason
        told[reason] = {"words": words, "url": batch.get_absolute_url() if batch else ""}
    return told
