"""Many rows changed alike, each by its own register's form: what would change is told first, then written as one."""

import uuid
from copy import copy
from dataclasses import dataclass, field

from simple_history.utils import bulk_update_with_history

from .telling import words_of

REASON = "bulk:{}"
AT_ONCE = 500
OLDER = "มีผู้แก้ไขรายการนี้หลังจากดูตัวอย่าง จึงยังไม่ได้บันทึก โปรดตรวจค่าใหม่อีกครั้ง"


@dataclass
class Changed:
    """One row as it would be. `changes`: [(label, before, after)] in words; `columns`: their names."""

    row: object
    version: int
    changes: list = field(default_factory=list)
    columns: tuple = ()
    faults: list = field(default_factory=list)

    @property
    def is_good(self):
        return bool(self.changes) and not self.faults


def row_form(form_class, names):
    """`form_class`, which asks only `names`; all else stands as it is stored, and every rule is asked."""

    class RowForm(form_class):
        def _bound_items(self):
            return ((name, self[name]) for name in names)

        def _clean_fields(self):
            columns = {column.name for column in self.instance._meta.fields}
            for name in self.fields.keys() - set(names):
                is_column = name in columns
                self.cleaned_data[name] = (
                    getattr(self.instance, name) if is_column else self.initial.get(name)
                )
            super()._clean_fields()

        def _get_validation_exclusions(self):
            return super()._get_validation_exclusions() | (self.fields.keys() - set(names))

    return RowForm


def prepare(form_class, rows, data, names, *, user, **options):
    """A `Changed` for each of `rows`; nothing is written. `data` holds what was typed for `names`."""
    one = row_form(form_class, names)
    return [prepared(one(data, instance=row, user=user, **options), row) for row in rows]


def prepared(form, row):
    before, told = copy(row), Changed(row, row.version)
    if not form.is_valid():
        told.faults = sentences_of(form)
        return told
    columns = (column for column in row._meta.concrete_fields if column.editable)
    changed = [c for c in columns if getattr(row, c.attname) != getattr(before, c.attname)]
    told.columns = tuple(column.name for column in changed)
    told.changes = [(c.verbose_name, words_of(before, c.name), words_of(row, c.name)) for c in changed]
    return told


def sentences_of(form):
    asked = [question.sentence for question in form.questions]
    return [str(sentence) for found in form.errors.values() for sentence in found] + asked


def write(changed, *, by):
    """Write the good ones of `changed` in one go; returns the key by which the edit is known and undone."""
    key = uuid.uuid4()
    rows = [one.row for one in changed if one.is_good]
    columns = sorted({name for one in changed if one.is_good for name in one.columns})
    for row in rows:
        row.version += 1
    bulk_update_with_history(
        rows,
        type(rows[0]),
        [*columns, "version"],
        batch_size=AT_ONCE,
        default_user=by,
        default_change_reason=REASON.format(key),
    )
    return key
