"""Rows into an xlsx that an office opens without surprises: texts stay texts, ids keep their zeros, dates are พ.ศ."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

import xlsxwriter

# 0x07 is the Buddhist calendar, 41E Thai, 0x01 the digits 0–9: shown as "22 พ.ย. 2561", stored as a real date.
DATE_FORMAT = "[$-107041E]d mmm yyyy"
FORMATS = {
    "text": {},
    "id": {"num_format": "@"},
    "int": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.##"},
    "money": {"num_format": "#,##0.00"},
    "date": {"num_format": DATE_FORMAT, "align": "left"},
}
HEAD = {"bold": True, "bg_color": "#E3F0EA", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
LONGEST_TEXT = 32_767
WIDEST = 40
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
ABOVE_OR_BELOW = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
BANGKOK = ZoneInfo("Asia/Bangkok")
FIRST_DATE = datetime.date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is one of text, int, number, money, date, id; `width` in characters, else what its cells ask."""

    label: str
    kind: str = "text"
    width: int | None = None


def write_sheet(target, title: str, columns: list[Column], rows: Iterable[Iterable]) -> int:
    """One sheet named `title`: a frozen head that filters, then the rows; returns how many."""
    book = xlsxwriter.Workbook(target, OPTIONS | {"constant_memory": True})
    sheet = book.add_worksheet(sheet_name(title))
    _lay_out(book, sheet, columns)
    widths = [max(10, min(len(column.label) + 4, WIDEST)) for column in columns]
    formats = [book.add_format(FORMATS[column.kind] | {"valign": "top"}) for column in columns]
    quoted = [
        book.add_format(FORMATS[column.kind] | {"valign": "top", "quote_prefix": True}) for column in columns
    ]
    count = 0
    for count, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            kept = quoted if isinstance(value, str) and value.startswith(FORMULA_STARTS) else formats
            write_value(sheet, count, at, value, kept[at])
            widths[at] = max(widths[at], _width(value))
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width or widths[at])
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    book.close()
    return count


def _lay_out(book, sheet, columns):
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    head = book.add_format(HEAD)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.label, head)


def _width(value):
    """Letters that take room: the marks above and below a Thai letter take none."""
    if isinstance(value, datetime.date):
        return 14
    text = str(value) if value is not None else ""
    return min(len(text) - len(ABOVE_OR_BELOW.findall(text)) + 2, WIDEST)


def write_value(sheet, row, column, value, style=None):
    """The value as what it is; never a formula, a link or a number made of a text."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, datetime.date) and _day(value) >= FIRST_DATE:
        sheet.write_datetime(row, column, _local(value), style)
    else:
        sheet.write_string(row, column, str(value)[:LONGEST_TEXT], style)


def _day(value):
    return value.date() if isinstance(value, datetime.datetime) else value


def _local(value):
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return value.astimezone(BANGKOK).replace(tzinfo=None)
    return value


def sheet_name(title: str) -> str:
    """A name Excel takes: at most 31 characters, none of []:*?/\\, no apostrophe at either end."""
    name = NO_NAME.sub(" ", title).strip().strip("'")[:31].strip().strip("'")
    return name if name and name.lower() != "history" else "ข้อมูล"
