"""What an ods's XML tells and its reader does not: merged cells, repeated ones, formulas without a value."""

import html
import re

from sammachip.lib.sheet_refusals import Unreadable
from sammachip.lib.sheet_stream import FORMULA_WITHOUT_VALUE, MAX_ROWS, Extent, Findings, inflate, pieces

TAG = re.compile(rb'<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])((?:[^<>"]|"[^"<]*")*)')
NAME = re.compile(rb'table:name="([^"<]*)"')
COUNT = re.compile(rb'table:number-((?:rows|columns)-(?:repeated|spanned))="(\d{1,7})"')


def scan_ods(archive) -> dict[str, Findings]:
    tables, table = {}, Table()
    for piece in pieces(inflate(archive, archive.getinfo("content.xml")), b"<table:"):
        for kind, attributes in TAG.findall(piece):
            if kind == b"table-row":
                table.next_row(attributes)
            elif kind == b"table":
                table = tables[_name(attributes)] = Table()
            else:
                table.next_cell(attributes)
    return {name: table.found for name, table in tables.items()}


def _name(attributes):
    name = NAME.search(attributes)
    return html.unescape(name[1].decode("utf-8", "replace")) if name else ""


def _counts(attributes):
    return dict(COUNT.findall(attributes)) if b"table:number-" in attributes else {}


class Table:
    """Where in the table the tags have come; one tag may stand for a thousand rows or columns."""

    def __init__(self):
        self.found, self.extent = Findings(), Extent()
        self.row = self.height = self.column = self.lines = 0

    def next_row(self, attributes):
        self.row, self.column = self.row + self.height, 0
        self.height = int(_counts(attributes).get(b"rows-repeated", 1))
        self.lines += 1
        if self.lines > MAX_ROWS:
            raise Unreadable("empty_rows" if self.extent.rows * 2 < self.lines else "too_many_rows")

    def next_cell(self, attributes):
        counts = _counts(attributes)
        width = int(counts.get(b"columns-repeated", 1))
        if b"office:value-type=" in attributes:
            self.extent.add(self.row + self.height, self.column + width)
            self.found.cells += width * self.height
        elif b"table:formula=" in attributes:
            for column in range(self.column, self.column + min(width, 100)):
                self.found.notes[self.row, column] = FORMULA_WITHOUT_VALUE
        down, right = int(counts.get(b"rows-spanned", 1)), int(counts.get(b"columns-spanned", 1))
        if down > 1 or right > 1:
            merged = (self.row, self.column, self.row + down - 1, self.column + right - 1)
            self.found.merged.append(merged)
        self.column += width
