"""The same workbook back with its wrong cells marked: coloured and commented, nothing added, nothing moved.

A corrected copy is uploaded like any other file; the marks still in it are no values, and are renewed.
"""

import contextlib
import datetime
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from xlsxwriter.exceptions import OverlappingRange

from sammachip.lib.sheet_child import read_safely
from sammachip.lib.sheet_stream import FORMULA_WITHOUT_VALUE
from sammachip.lib.writing import DATE_FORMAT, OPTIONS, sheet_name, write_value

AUTHOR = "ระบบตรวจทะเบียน"
OURS = "\n― ระบบตรวจทะเบียน ―\n"
LEGEND = (
    "พบ {count} จุดที่ต้องแก้ไขในแผ่นนี้ ช่องที่ระบายสีคือช่องที่ต้องแก้ วางเมาส์บนช่องเพื่ออ่านคำอธิบาย "
    "แก้แล้วบันทึก และนำเข้าไฟล์นี้ใหม่ได้ทันที"
)
NO_VALUE = "ช่องนี้เป็นสูตรที่ไม่มีค่าเก็บไว้ในไฟล์ จึงเว้นว่างไว้ หากต้องใช้ โปรดพิมพ์ค่าลงในช่อง"
WRONG, WRONG_ROW = "F6C7C0", "FCEBC2"
# Beyond this the office's own formats would cost more memory and time than they are worth.
MOST_CELLS = 150_000
LONGEST_ID = 10**11


@dataclass(slots=True)
class Mark:
    colour: str | None = None
    texts: list[str] = field(default_factory=list)

    @property
    def text(self):
        return "\n".join(dict.fromkeys(self.texts))[:30_000]


def mark(source_path, kind, problems, out_path) -> None:
    """Write to `out_path` the workbook with `problems`, [(sheet index, row, column or None, sentence)], marked.

    An xlsx keeps the office's formats, and has its formulas' stored values as values; the other kinds, and an
    xlsx too long for that, become a new xlsx with the same sheets, rows and columns.
    """
    workbook = read_safely(source_path)
    marks = [_marks(sheet, [p[1:] for p in problems if p[0] == sheet.index]) for sheet in workbook.sheets]
    if kind == "xlsx" and not _is_large(workbook) and _mark_office_copy(source_path, marks, out_path):
        return
    _write_plain_copy(workbook, marks, out_path)


def _is_large(workbook):
    cells = sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in workbook.sheets if sheet.rows)
    merged = sum((r2 - r1 + 1) * (c2 - c1 + 1) for s in workbook.sheets for r1, c1, r2, c2 in s.merged)
    return cells + merged > MOST_CELLS


def _marks(sheet, problems):
    """(row, column) -> Mark. What is wrong in a cell under a merged one is told at the merged one."""
    marks = {}
    first = _first_cells(sheet, {problem[0] for problem in problems})
    for row, column, sentence in problems:
        if not 0 <= row < len(sheet.rows):
            continue
        own = [
            c for c, value in enumerate(sheet.rows[row]) if value is not None and (row, c) not in first
        ] or [0]
        for at in own if column is None else ():
            marks.setdefault((row, at), Mark(WRONG_ROW))
        at = (row, own[0] if column is None else column)
        if at in first:
            at, sentence = first[at], f"แถว {row + 1}: {sentence}"
        mark = marks.setdefault(at, Mark())
        mark.colour = (mark.colour or WRONG_ROW) if column is None else WRONG
        mark.texts.append(sentence)
    for at, note in sheet.notes.items():
        if note == FORMULA_WITHOUT_VALUE:
            marks.setdefault(at, Mark()).texts.append(NO_VALUE)
    if problems:
        marks.setdefault((0, 0), Mark()).texts.insert(0, LEGEND.format(count=len(problems)))
    return marks


def _first_cells(sheet, rows):
    """In the given rows: each cell hidden under a merged range -> the range's first cell."""
    return {
        (row, column): (top, left)
        for top, left, bottom, right in sheet.merged
        for row in rows
        if top <= row <= bottom
        for column in range(left, min(right + 1, len(sheet.rows[0])))
        if (row, column) != (top, left)
    }


def _mark_office_copy(source_path, marks, out_path):
    """False where openpyxl cannot hold the workbook; the plain copy then takes its place."""
    try:
        with warnings.catch_warnings(), Path(source_path).open("rb") as source:
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(source, data_only=True, keep_links=False)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OSError):
        return False
    for sheet, found in zip(book.worksheets, marks, strict=False):
        _clear_marks(sheet)
        for (row, column), mark in found.items():
            _mark_cell(sheet, sheet.cell(row + 1, column + 1), mark)
    book.save(out_path)
    return True


def _mark_cell(sheet, cell, mark):
    if isinstance(cell, MergedCell):
        return
    if mark.colour:
        cell.fill = PatternFill("solid", fgColor=f"FF{mark.colour}")
        if sheet.row_dimensions[cell.row].hidden:
            sheet.row_dimensions[cell.row].hidden = False
    if mark.texts:
        theirs = cell.comment
        text = theirs.text + OURS + mark.text if theirs else mark.text
        cell.comment = Comment(text, theirs.author if theirs else AUTHOR, *reversed(_size(text)))


def _clear_marks(sheet):
    """Take away what an earlier check wrote, so that a corrected cell is clean again."""
    cells = [cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)]
    marked = [c for c in cells if c.comment and (c.comment.author == AUTHOR or OURS in c.comment.text)]
    for cell in marked:
        theirs, ours, _ = cell.comment.text.partition(OURS)
        cell.comment = Comment(theirs, cell.comment.author) if ours else None
    for cell in cells if marked else ():
        if cell.has_style and cell.fill.fgColor.rgb in (f"FF{WRONG}", f"FF{WRONG_ROW}"):
            cell.fill = PatternFill()


def _size(text):
    """Width and height, in pixels, at which the whole comment is read without scrolling."""
    lines = sum(1 + len(line) // 42 for line in text.split("\n"))
    return 300, min(24 + 19 * lines, 600)


def _write_plain_copy(workbook, marks, out_path):
    large = _is_large(workbook)
    with xlsxwriter.Workbook(out_path, OPTIONS | {"constant_memory": large}) as book:
        styles, names = Styles(book), set()
        visible = [sheet for sheet in workbook.sheets if not sheet.hidden]
        for source, found in zip(workbook.sheets, marks, strict=True):
            sheet = book.add_worksheet(_unused(sheet_name(source.name), names))
            if visible and source is visible[0]:
                sheet.activate()
                sheet.set_first_sheet()
            elif visible and source.hidden:
                sheet.hide()
            hidden = set() if large else _merge(sheet, source)
            _write_rows(sheet, source.rows, found, hidden, styles)
            for at, mark in found.items():
                if mark.texts:
                    width, height = _size(mark.text)
                    sheet.write_comment(*at, mark.text, {"author": AUTHOR, "width": width, "height": height})


def _write_rows(sheet, rows, marks, hidden, styles):
    for column in range(len(rows[0]) if rows else 0):
        longest = max(len(str(row[column] or "")) for row in rows[:100])
        sheet.set_column(column, column, max(8, min(longest + 2, 36)))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            at = (row, column)
            if at in hidden:
                continue
            style = styles.of(value, marks[at].colour if at in marks else None)
            if value is not None:
                write_value(sheet, row, column, value, style)
            elif at in marks and marks[at].colour:
                sheet.write_blank(row, column, None, style)


def _merge(sheet, source):
    """Merge as the source does, within its rows; returns the cells hidden by it."""
    hidden = set()
    height, width = len(source.rows), len(source.rows[0]) if source.rows else 0
    for top, left, bottom, right in source.merged:
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        if (bottom, right) <= (top, left) or bottom < top or right < left:
            continue
        with contextlib.suppress(OverlappingRange):
            sheet.merge_range(top, left, bottom, right, "")
            cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            hidden |= cells - {(top, left)}
    return hidden


def _unused(name, names):
    number = 1
    while name.lower() in names:
        number += 1
        name = f"{name[:27]} {number}"
    names.add(name.lower())
    return name


class Styles:
    """One cell format for each kind of value and colour."""

    def __init__(self, book):
        self.book, self.made = book, {}

    def of(self, value, colour):
        kind = type(value)
        shown = {datetime.date: DATE_FORMAT, datetime.datetime: f"{DATE_FORMAT} hh:mm", str: "@"}.get(kind)
        if kind is int and abs(value) >= LONGEST_ID:
            shown = "0"
        key = (shown, colour)
        if key not in self.made:
            look = {"num_format": shown} if shown else {}
            self.made[key] = self.book.add_format(look | ({"bg_color": f"#{colour}"} if colour else {}))
        return self.made[key]
