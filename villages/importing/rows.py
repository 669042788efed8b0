"""A line of the sheet on its way: what was read, what is wrong or worth a note, and the rows it will make or change."""

from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import Model

from sammachip.lib import thai
from sammachip.lib.logs import THIRTEEN_DIGITS
from sammachip.lib.sheets import column_letter

WRONG, NOTE, DUPLICATE = "wrong", "note", "duplicate"
NEW, CHANGED, SAME = "new", "changed", "same"
NOTHING = MappingProxyType({})
MASKED = "X-XXXX-XXXXX-XX-X"
DIFFERS = "row.duplicate_differs"
STATES = (NEW, CHANGED, SAME, DUPLICATE, WRONG)


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` is the sheet's column, counted from 0, or None for the whole row; `fix` proposes what to write."""

    level: str
    code: str
    column: int | None
    message: str
    fix: str = ""

    @property
    def letter(self):
        return "" if self.column is None else column_letter(self.column)


@dataclass(slots=True)
class Draft:
    """One row to be: `stored` as the database has it (None for a new one), `cleaned` as the form left it.

    `constants` are columns that no form asks; `links` lead to drafts of the same line, by foreign key; `derived` are
    values that the row will have, known before it is built.
    """

    part: str
    press: object
    stored: dict | None
    cleaned: dict
    constants: dict
    derived: dict
    links: dict
    changes: tuple = ()
    instance: object = None

    @property
    def pk(self):
        return None if self.stored is None else self.stored["pk"]

    def value(self, name):
        """The column's value once this is written: the key where it is a row, and None where that row is still to be."""
        if name in self.links:
            return self.links[name].pk
        if name in self.derived:
            return self.derived[name]
        value = self.constants.get(name)
        if value is None:
            value = self.cleaned.get(name)
        if value is None and self.stored is not None:
            return self.stored.get(name)
        return value.pk if isinstance(value, Model) else value


class Row:
    """`table` is its sheet, `index` its place there from 0, `cells` what stands in it, `values` what was understood."""

    __slots__ = ("cells", "drafts", "index", "is_wrong", "problems", "table", "twin", "values")

    def __init__(self, table, index, cells, values):
        self.table = table
        self.index = index
        self.cells = cells
        self.values = values
        self.problems = ()
        self.drafts = ()
        self.twin = None
        self.is_wrong = False

    @property
    def number(self):
        return self.index + 1

    @property
    def state(self):
        if self.is_wrong:
            return WRONG
        if self.twin is not None:
            return DUPLICATE
        if self.drafts[self.table.register.main].stored is None:
            return NEW
        has_changes = any(draft.stored is None or draft.changes for draft in self.drafts)
        return CHANGED if has_changes else SAME

    def raw(self, name):
        """The cell under a column of the register, as it stands in the sheet."""
        column = self.table.columns.get(name)
        return None if column is None else self.cells[column]

    def add(self, level, code, name, message, fix=""):
        """Note a problem at the column in which `name` stands (or None); ids in a sentence are made unreadable."""
        message = THIRTEEN_DIGITS.sub(MASKED, message)
        self.problems += (Problem(level, code, self.table.columns.get(name), message, fix),)
        self.is_wrong = self.is_wrong or level == WRONG

    def words(self, name):
        """What was understood under `name`, else what stands in the sheet, for showing."""
        value = self.values.get(name)
        if value is None:
            value = self.raw(name)
        return "" if value is None else THIRTEEN_DIGITS.sub(MASKED, thai.tidy(str(value)))

    @property
    def place(self):
        """The village that was found, else what the sheet says of it."""
        if village := self.values.get("village"):
            return str(village)
        moo = self.words("moo")
        return f"{self.words('village_name')} {moo and 'ม.' + moo}".strip()

    @property
    def masked_citizen_id(self):
        if citizen_id := self.values.get("citizen_id"):
            return thai.mask_citizen_id(citizen_id[-4:])
        digits = "".join(
            character for character in thai.arabic(str(self.raw("citizen_id") or "")) if character.isdigit()
        )
        return thai.mask_citizen_id(digits[-4:]) if len(digits) > 4 else ""

    def draft(self, part, stored=None, *, constants=None, links=None, derived=None, **given):
        """Put what was read, and `given`, through the part's form; what the form refuses is a problem of this row."""
        press = self.table.presses[part]
        values = self.values
        filled = {name: values[name] for name in self.table.reads[part] if name in values} | given
        draft = Draft(part, press, stored, filled, constants or NOTHING, derived or NOTHING, links or NOTHING)
        for name, code, message in self._once_a_cell(press.run(draft)):
            self.add(WRONG, f"{name}.{code}", name, message)
        self.drafts += (draft,)
        return draft

    def _once_a_cell(self, errors):
        """An empty cell that should say several things is asked for once, by the title of its column."""
        table, asked = self.table, set()
        for name, code, message in errors:
            column = table.split.get(name)
            if code == "required" and column and thai.is_blank(self.raw(column)):
                if column in asked:
                    continue
                asked.add(column)
                name, message = column, f"กรุณากรอก{table.title_of(column)}"
            yield name, code, message
