"""What a workbook's XML tells and its reader does not: true size, formulas without a value, errors, spans.

The XML is streamed by tag, never built into a tree: a burst or a million empty rows costs little memory.
"""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

from sammachip.lib.sheet_refusals import Unreadable

MAX_ROWS = 300_000
MAX_CELLS = 8_000_000
CHUNK = 1 << 20
FORMULA_WITHOUT_VALUE = "FORMULA_WITHOUT_VALUE"

DIMENSION = re.compile(rb'<dimension ref="([A-Z]{1,3}\d{1,7})(?::([A-Z]{1,3}\d{1,7}))?"')
FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*[^/<>]>')
UNVALUED = re.compile(rb"<c ([^<>]{0,300})>\s*<f[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
ERROR = re.compile(
    rb'<c ([^<>]{0,300}t="e"[^<>]{0,300})>\s*(?:<f[^<>]*(?:/>|>[^<]*</f>))?\s*<v>([^<]{1,40})</v>'
)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def inflate(archive, info):
    """The member's bytes, piece by piece, and not one byte more than the listing declared."""
    file = archive.fp
    file.seek(info.header_offset)
    header = file.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04" or info.compress_type not in (0, 8):
        raise Unreadable("damaged")
    file.seek(sum(struct.unpack_from("<HH", header, 26)), 1)
    packed, given = info.compress_size, 0
    decoder = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    while packed > 0 and not (decoder and decoder.eof):
        piece = file.read(min(1 << 16, packed))
        if not piece:
            raise Unreadable("damaged")
        packed -= len(piece)
        while piece:
            out = decoder.decompress(piece, CHUNK) if decoder else piece
            piece = decoder.unconsumed_tail if decoder else b""
            given += len(out)
            if given > info.file_size:
                raise Unreadable("bomb")
            yield out
    rest = decoder.flush() if decoder else b""
    if given + len(rest) != info.file_size:
        raise Unreadable("bomb" if given + len(rest) > info.file_size else "damaged")
    yield rest


@dataclass(slots=True)
class Findings:
    """Of one sheet: remarks on cells by (row, column) from 0, and merged ranges where the reader has none."""

    notes: dict = field(default_factory=dict)
    merged: list = field(default_factory=list)
    cells: int = 0


def scan(path, kind) -> dict[str, Findings]:
    """Findings by sheet name; raises Unreadable for what would take the reader's memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _scan_ods(archive) if kind == "ods" else _scan_xlsx(archive)
    except (zipfile.BadZipFile, zlib.error, struct.error, KeyError, ElementTree.ParseError):
        raise Unreadable("damaged") from None


def _scan_xlsx(archive):
    names = _sheet_members(archive)
    for info in archive.infolist():
        if info.filename.endswith((".xml", ".rels", ".vml")) and info.filename not in names.values():
            for _ in inflate(archive, info):
                pass
    return {name: _scan_sheet(inflate(archive, archive.getinfo(member))) for name, member in names.items()}


def _sheet_members(archive):
    """Sheet name -> its part of the archive, in the workbook's order."""
    workbook = _tree(archive, "xl/workbook.xml")
    targets = {r.get("Id"): r.get("Target", "") for r in _tree(archive, "xl/_rels/workbook.xml.rels")}
    members = {}
    for sheet in workbook.iter():
        if sheet.tag.endswith("}sheet") and sheet.get("name"):
            identity = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
            target = targets.get(identity, "")
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if member in archive.NameToInfo:
                members[sheet.get("name")] = member
    return members


def _tree(archive, member):
    info = archive.getinfo(member)
    if info.file_size > 4 * CHUNK:
        raise Unreadable("bomb")
    return ElementTree.fromstring(b"".join(inflate(archive, info)))  # noqa: S314 -- the guard refuses every DTD


def pieces(chunks, mark):
    """The stream again, cut only in front of `mark` (else of a tag), so that no element is torn."""
    rest = b""
    for chunk in chunks:
        buffer = rest + chunk
        cut = max(buffer.rfind(mark), 0) or buffer.rfind(b"<")
        if cut <= 0:
            cut = len(buffer) if len(buffer) > 4 * CHUNK else 0
        rest = buffer[cut:]
        if cut:
            yield buffer[:cut]
    yield rest


def _scan_sheet(chunks):
    found, extent, rows, measuring = Findings(), Extent(), 0, None
    for piece in pieces(chunks, b"<c "):
        rows += piece.count(b"<row")
        found.cells += piece.count(b"<c ")
        if rows > MAX_ROWS:
            raise Unreadable("too_many_rows" if piece.count(b"<v") >= piece.count(b"<row") else "empty_rows")
        if measuring is None:
            measuring = _dimension_cells(piece) > MAX_CELLS
        if measuring:
            for column, row in FILLED.findall(piece):
                extent.add(int(row), column_number(column))
        if b"<f" in piece:
            _note(found, UNVALUED, piece)
        if b't="e"' in piece:
            _note(found, ERROR, piece)
    return found


def _dimension_cells(piece):
    """Cells in the range the sheet declares; without a declaration, more than any sheet may have."""
    declared = DIMENSION.search(piece)
    if not declared:
        return MAX_CELLS + 1
    last = re.fullmatch(rb"([A-Z]+)(\d+)", declared[2] or declared[1])
    return column_number(last[1]) * int(last[2])


def _note(found, pattern, piece):
    for cell in pattern.finditer(piece):
        at = REFERENCE.search(b" " + cell[1])
        if not at:
            continue
        if pattern is ERROR:
            text = cell[2].decode("utf-8", "replace")
        elif b't="str"' in cell[1]:
            continue
        else:
            text = FORMULA_WITHOUT_VALUE
        found.notes[int(at[2]) - 1, column_number(at[1]) - 1] = text


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class Extent:
    """The rectangle that the filled cells span; a reader keeps all of it in memory."""

    def __init__(self):
        self.rows = self.columns = 0

    def add(self, row, column):
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > MAX_CELLS:
            raise Unreadable("too_wide")


ODS_TAG = re.compile(
    rb'<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])((?:[^<>"]|"[^"<]*")*)'
)
ODS_NAME = re.compile(rb'table:name="([^"<]*)"')
ODS_COUNT = re.compile(rb'table:number-(rows|columns)-(repeated|spanned)="(\d{1,7})"')


def _scan_ods(archive):
    sheets, found, extent = {}, Findings(), Extent()
    row = height = column = tags = 0
    for piece in pieces(inflate(archive, archive.getinfo("content.xml")), b"<table:"):
        for tag in ODS_TAG.finditer(piece):
            kind, attributes = tag[1], tag[2]
            counts = (
                {(a, b): int(n) for a, b, n in ODS_COUNT.findall(attributes)}
                if b"number-" in attributes
                else {}
            )
            if kind == b"table":
                name = ODS_NAME.search(attributes)
                found, extent, row, height, tags = Findings(), Extent(), 0, 0, 0
                sheets[unescape(name[1].decode()) if name else ""] = found
            elif kind == b"table-row":
                row, height, column, tags = row + height, counts.get((b"rows", b"repeated"), 1), 0, tags + 1
            else:
                width = counts.get((b"columns", b"repeated"), 1)
                if b"office:value-type" in attributes:
                    extent.add(row + height, column + width)
                    found.cells += width * height
                _note_ods(found, row, column, width, attributes, counts)
                column += width
            if tags > MAX_ROWS:
                raise Unreadable("empty_rows" if extent.rows < tags // 2 else "too_many_rows")
    return sheets


def _note_ods(found, row, column, width, attributes, counts):
    down, right = counts.get((b"rows", b"spanned"), 1), counts.get((b"columns", b"spanned"), 1)
    if down > 1 or right > 1:
        found.merged.append((row, column, row + down - 1, column + right - 1))
    if b"table:formula=" in attributes and b"office:value-type=" not in attributes:
        for at in range(column, column + min(width, 100)):
            found.notes[row, at] = FORMULA_WITHOUT_VALUE
