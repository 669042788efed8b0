"""The preview: what an import would do, row by row, without writing anything."""

import gc
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

from .columns import rows_of
from .finder import NotFound, is_address
from .presses import Press
from .reading import NotThisRegister, tables_of
from .registers import VILLAGE_NAMES
from .rows import DIFFERS, DUPLICATE, NEW, NOTE, STATES, WRONG
from .uniqueness import settle

NO_COLUMN = "ไฟล์นี้ไม่มีคอลัมน์ {columns} ซึ่งทะเบียน{title}ต้องมี โปรดตรวจว่าเลือกไฟล์ถูกทะเบียน"


@dataclass
class Preview:
    """`notes` are sentences about the whole file; `rows` come in the order of the sheets."""

    register: object
    office: object
    study: object
    tables: list
    rows: list
    notes: list = field(default_factory=list)

    @property
    def counts(self):
        found = Counter(row.state for row in self.rows)
        return {"rows": len(self.rows)} | {state: found[state] for state in STATES}

    @property
    def good(self):
        return [row for row in self.rows if row.state in ("new", "changed")]


@contextmanager
def no_collecting():
    """A check makes half a million objects that are let go of together; looking among them for garbage costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def check(workbook, register, office):
    """What importing `workbook` as `register` would do. Raises NotThisRegister."""
    tables, notes = tables_of(workbook, register)
    presses = {part.name: Press(part.form, office.user, part.reads) for part in register.parts}
    rows = []
    for table in tables:
        table.presses = presses
        rows += rows_of(table)
    if register.finds_village:
        _find_villages(rows, office)
    study = register.study(office, rows, presses)
    for row in rows:
        if not row.is_wrong:
            study.compose(row)
    good = settle(rows, register, study.owners)
    _refuse_another_register(register, tables, rows)
    study.conclude(good)
    made = (
        [f"เมื่อนำเข้า ระบบจะเพิ่ม {told}" for told in office.notes]
        if any(row.state == NEW for row in good)
        else []
    )
    return Preview(register, office, study, tables, rows, [*made, *notes, *study.notes])


def _find_villages(rows, office):
    columns = {row.table.sheet.index: _village_columns(row.table) for row in rows}
    for row in rows:
        names, cells_of = columns[row.table.sheet.index]
        found = office.finder.find(names, cells_of(row.cells))
        if isinstance(found, NotFound):
            row.add(WRONG, found.code, found.column, str(found), found.fix)
        else:
            row.values["village"] = found


def _village_columns(table):
    """The columns that point to a village, and the function that takes their cells out of a line."""
    names = tuple(name for name in VILLAGE_NAMES if name in table.columns)
    places = [table.columns[name] for name in names]
    house = table.columns.get("house_no")
    if house is None:
        return names, lambda cells: tuple([cells[place] for place in places])

    def cells_of(cells):
        address = cells[house] if isinstance(cells[house], str) and not cells[house].isascii() else None
        return (*[cells[place] for place in places], address if is_address(address) else None)

    return (*names, "house_no"), cells_of


def _refuse_another_register(register, tables, rows):
    """Nothing is good, and a column that a new row needs stands in no sheet: the person chose another file."""
    if any(row.state != WRONG for row in rows):
        return
    needed = {name for press in tables[0].presses.values() for name in press.required if name in press.reads}
    missing = [name for name in sorted(needed) if not any(name in table.columns for table in tables)]
    if missing:
        columns = ", ".join(register.title_of(name) for name in missing)
        raise NotThisRegister(NO_COLUMN.format(columns=columns, title=register.title))


class Study:
    """What the rows of one file need from the database. A register's own study loads it and composes each row.

    `owners`: {columns: {values: primary key}} of unique values of the file that stand in the database.
    """

    def __init__(self, office, rows, presses):
        self.office, self.rows, self.presses = office, rows, presses
        self.notes, self.owners = [], {}
        self.load()

    def load(self):
        """Read what all rows need, in a few queries."""

    def compose(self, row):
        """Know the row again, and draft the rows that it makes or changes."""

    def conclude(self, good):
        """Say what can be seen only over all good rows."""

    def repeats(self, row, earlier, what):
        """The line says once more what an earlier line of the file said."""
        row.twin = earlier
        where = f"แถว {earlier.number}"
        if earlier.table is not row.table and earlier.table.name:
            where += f" แผ่นงาน “{earlier.table.name}”"
        differing = [
            row.table.title_of(name)
            for name, value in row.values.items()
            if value != earlier.values.get(name) and name in row.table.columns
        ]
        unlike = (
            f" แต่ค่าต่างกันที่ {', '.join(dict.fromkeys(differing))} โปรดตรวจว่าแถวใดถูกต้อง"
            if differing
            else " จึงข้ามแถวนี้"
        )
        row.add(DUPLICATE, DIFFERS if differing else "row.duplicate", what, f"ซ้ำกับ{where}{unlike}")

    @staticmethod
    def note(row, code, name, message):
        row.add(NOTE, code, name, message)
