"""A workbook as plain rows: python-calamine reads, and what it leaves out is put back."""

import datetime
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import python_calamine as calamine

from sammachip.lib.sheet_guard import guard
from sammachip.lib.sheet_ods import scan_ods
from sammachip.lib.sheet_refusals import Unreadable
from sammachip.lib.sheet_stream import MAX_CELLS, Findings
from sammachip.lib.sheet_text import read_csv
from sammachip.lib.sheet_xlsx import scan_xlsx

# Control characters say nothing in a register, and no database or XML takes them.
DROPPED = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
WHOLE = 1e15
SCANS = {"xlsx": scan_xlsx, "ods": scan_ods}


@dataclass(slots=True)
class Sheet:
    """`rows[0]` is the sheet's row 1. An empty cell is None; a cell merged downwards repeats its top cell.

    `notes` tells what a value cannot: {(row, column): FORMULA_WITHOUT_VALUE or an error such as "#REF!"}.
    """

    name: str
    index: int
    rows: list[list]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False


@dataclass(slots=True)
class Workbook:
    kind: str
    sheets: list[Sheet]
    encoding: str | None = None


def read(path) -> Workbook:
    """The file's sheets, in this process; raises Unreadable. A stranger's file goes through `read_safely`."""
    return load(path, *examine(path))


def examine(path) -> tuple[str, dict[str, Findings]]:
    """What is known before a parser runs: the kind, and findings by sheet name; refuses what would burst."""
    kind = guard(path)
    if kind not in SCANS:
        return kind, {}
    try:
        with zipfile.ZipFile(path) as archive:
            return kind, SCANS[kind](archive)
    except (zipfile.BadZipFile, zlib.error, struct.error, KeyError, ElementTree.ParseError):
        raise Unreadable("damaged") from None


def load(path, kind, findings) -> Workbook:
    if kind == "csv":
        rows, encoding = read_csv(path)
        workbook = Workbook(kind, [Sheet("", 0, [_plain(row) for row in rows])], encoding)
    else:
        workbook = Workbook(kind, _sheets(path, findings))
    for sheet in workbook.sheets:
        _trim(sheet.rows)
        _fill_downwards(sheet)
    if not any(sheet.rows for sheet in workbook.sheets):
        raise Unreadable("empty")
    return workbook


def _trim(rows):
    """Without the empty rows below and the empty columns to the right."""
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    width = len(rows[0]) if rows else 0
    while width and all(row[width - 1] is None for row in rows):
        width -= 1
    for row in rows:
        del row[width:]


def _sheets(path, findings):
    try:
        # From a path the reader would believe the file's ending.
        with Path(path).open("rb") as file, calamine.load_workbook(file) as book:
            worksheets = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
            return [
                _sheet(book.get_sheet_by_name(m.name), index, m, findings.get(m.name, Findings()))
                for index, m in enumerate(worksheets)
            ]
    except calamine.PasswordError:
        raise Unreadable("password") from None
    except calamine.CalamineError:
        raise Unreadable("damaged") from None
    except BaseException as error:
        # A panic inside the reader is no Exception, yet only says that the file is broken.
        if type(error).__name__ == "PanicException":
            raise Unreadable("damaged") from None
        raise


def _sheet(source, index, meta, found):
    merged = [(*start, *end) for start, end in source.merged_cell_ranges or ()] or found.merged
    rows = [_plain(row) for row in source.to_python(skip_empty_area=False)]
    hidden = meta.visible != calamine.SheetVisibleEnum.Visible
    return Sheet(meta.name, index, rows, merged, found.notes, hidden)


def _plain(row):
    return [value if type(value) is str and value.isprintable() and value else _cell(value) for value in row]


def _cell(value):
    kind = type(value)
    if kind is float:
        return int(value) if value.is_integer() and -WHOLE < value < WHOLE else value
    if kind is str:
        return value.translate(DROPPED) or None
    if kind is datetime.timedelta:
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return value.strftime("%H:%M") if kind is datetime.time else value


def _fill_downwards(sheet):
    budget = MAX_CELLS
    for top, left, bottom, _ in sheet.merged:
        bottom = min(bottom, len(sheet.rows) - 1)
        budget -= max(bottom - top, 0)
        if budget < 0:
            raise Unreadable("bomb")
        if top < bottom and left < len(sheet.rows[top]) and sheet.rows[top][left] is not None:
            for row in sheet.rows[top + 1 : bottom + 1]:
                row[left] = sheet.rows[top][left]
