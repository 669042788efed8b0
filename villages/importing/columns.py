"""Whole columns are read at once, each distinct cell a single time, and then put together as rows."""

import datetime

from django.core.exceptions import ValidationError

from sammachip.lib import sheets, thai

from .registers import VILLAGE_NAMES
from .rows import NOTE, WRONG, Row

NO_VALUE = "ช่องนี้เป็นสูตรที่ไม่มีค่าเก็บไว้ในไฟล์ จึงอ่านเป็นช่องว่าง โปรดเปิดไฟล์แล้วบันทึกใหม่ หรือพิมพ์ค่าลงในช่อง"
ERROR_VALUE = "ช่องนี้เป็นสูตรที่คำนวณไม่ได้ ({}) จึงอ่านเป็นช่องว่าง โปรดพิมพ์ค่าลงในช่อง"
TWO_VALUES = "ทะเบียนมีคอลัมน์ “{}” มากกว่าหนึ่งช่อง และค่าไม่ตรงกัน โปรดลบช่องที่ไม่ใช้"


class Refused:
    """What stands instead of a value where a cell could not be understood."""

    __slots__ = ("code", "message", "name")

    def __init__(self, name, error):
        self.name = name
        first = error.error_list[0] if isinstance(error, ValidationError) else None
        self.code = first.code if first and first.code else "invalid"
        self.message = first.messages[0] if first else str(error)


def rows_of(table):
    """All lines of a table as rows; what their cells do not say is among their problems."""
    cells = [cells for _, cells in table.lines]
    names, read = [], []
    own = dict(table.columns)
    for column in table.register.columns:
        place = own.get(column.name)
        if place is None or column.name in VILLAGE_NAMES:
            continue
        filled, values = _column(table, column, [line[place] for line in cells])
        names += filled
        read += values
    table.reads = {part: [n for n in press.reads if n in names] for part, press in table.presses.items()}
    rows = [
        Row(
            table,
            index,
            line,
            {name: value for name, value in zip(names, values, strict=True) if value is not None},
        )
        for (index, line), values in zip(
            table.lines, zip(*read, strict=True) if read else ((),) * len(cells), strict=True
        )
    ]
    _tell_refused(rows, read)
    _tell_notes(table, rows)
    _tell_doubled(table, rows)
    return rows


def _column(table, column, cells):
    """(names of the fields it fills, their values line by line) of one column."""
    split = column.split if _is_split(table, column) else None
    readers = _readers(table, column)
    # A yes/no cell equals 1 or 0 as a key, so it is read as the word it shows.
    cells = [str(cell) if cell is True or cell is False else cell for cell in cells]
    if split:
        table.split |= {name: column.name for name in readers if name not in table.columns}
        reads = {name: _remembering(name, read) for name, read in readers.items()}
        known = {cell: _read_parts(column, split, reads, cell) for cell in set(cells)}
        values = [list(part) for part in zip(*[known[cell] for cell in cells], strict=True)]
        known = {cell: parts[0] for cell, parts in known.items()} if len(readers) == 1 else {}
    else:
        read = readers[column.name]
        known = {cell: _read(column.name, read, cell) for cell in set(cells)}
        values = [[known[cell] for cell in cells]]
    table.readings[column.name] = _readings(column, known)
    for name in readers:
        table.columns.setdefault(name, table.columns[column.name])
    return list(readers), values


def _readers(table, column):
    """{field: function of a cell} for a column: its own field's, or one for each field that it is split into."""
    names = column.split(None) if _is_split(table, column) else (column.name,)
    readers = {}
    for name in names:
        press = next((press for press in table.presses.values() if name in press.reads), None)
        readers[name] = press.reader(name, column.words) if press else column.reader.clean
    return readers


def _is_split(table, column):
    return column.split is not None and column.split_without not in table.columns


def _read(name, read, cell):
    """The value of one distinct cell: None for nothing said, or Refused."""
    if cell is None or thai.is_blank(cell):
        return None
    try:
        value = read(cell)
    except ValidationError as error:
        return Refused(name, error)
    return None if value == "" else value


def _read_parts(column, split, readers, cell):
    """The same for a cell that says several things: one value a reader."""
    if cell is None or thai.is_blank(cell):
        return (None,) * len(readers)
    try:
        told = split(cell)
    except (ValueError, ValidationError) as error:
        return (Refused(column.name, error), *[None] * (len(readers) - 1))
    return tuple([read(told.get(name)) for name, read in readers.items()])


def _remembering(name, read):
    """The reader of one part, for which equal parts of different cells are read once: first names repeat."""
    known = {}

    def remember(part):
        if part not in known:
            known[part] = _read(name, read, part)
        return known[part]

    return remember


def _readings(column, known):
    """{cell: how it was understood} where it was written otherwise."""
    if column.name == "citizen_id":
        return {}
    return {cell: reading for cell, value in known.items() if (reading := _reading(cell, value))}


def _reading(cell, value):
    """How a cell was understood, where it was written otherwise: `๒๔,๕๐๐ → 24,500`; else nothing."""
    if value is None or type(value) is Refused or cell == value:
        return ""
    if isinstance(value, datetime.date) and isinstance(cell, str):
        written = thai.tidy(cell)
        return (
            "" if written == thai.format_date(value) else f"{written} → {thai.format_date(value, 'medium')}"
        )
    if isinstance(cell, str) and thai.arabic(cell) != cell:
        return f"{thai.tidy(cell)} → {thai.arabic(thai.tidy(cell))}"
    if isinstance(cell, int) and isinstance(value, str) and value == f"0{cell}":
        return f"{cell} → {value} (เติม 0 ข้างหน้า)"
    return ""


def _tell_refused(rows, read):
    for values in read:
        if Refused not in set(map(type, values)):
            continue
        for row, value in zip(rows, values, strict=True):
            if type(value) is Refused:
                row.values.pop(value.name, None)
                title = row.table.title_of(value.name).partition(" (")[0]
                message = value.message if title in value.message else f"{title}: {value.message}"
                row.add(WRONG, f"{value.name}.{value.code}", value.name, message)


def _tell_notes(table, rows):
    """Formulas that have no value read as empty, and are told so."""
    if not table.sheet.notes:
        return
    names = {place: name for name, place in reversed(table.columns.items())}
    at = {row.index: row for row in rows}
    for (index, place), note in table.sheet.notes.items():
        if index in at and place in names:
            is_empty = note == sheets.FORMULA_WITHOUT_VALUE
            message = NO_VALUE if is_empty else ERROR_VALUE.format(note)
            at[index].add(NOTE, "formula.no_value" if is_empty else "formula.error", names[place], message)


def _tell_doubled(table, rows):
    for name, places in table.doubled.items():
        for row in rows:
            said = {
                thai.key(str(row.cells[place])) for place in places if not thai.is_blank(row.cells[place])
            }
            if len(said) > 1:
                row.add(WRONG, f"{name}.doubled", name, TWO_VALUES.format(table.register.title_of(name)))
