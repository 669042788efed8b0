"""What an xlsx's XML tells and its reader does not: how far it reaches, formulas without a value, errors."""

import re
from xml.etree import ElementTree

from sammachip.lib.sheet_refusals import Unreadable
from sammachip.lib.sheet_stream import (
    CHUNK,
    FORMULA_WITHOUT_VALUE,
    MAX_CELLS,
    MAX_ROWS,
    Extent,
    Findings,
    inflate,
    pieces,
)

DIMENSION = re.compile(rb'<dimension ref="([A-Z]{1,3}\d{1,7})(?::([A-Z]{1,3}\d{1,7}))?"')
FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!/)>')
UNVALUED = re.compile(rb"<c ([^<>]{0,300})>\s*<f[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
ERROR = re.compile(
    rb'<c ([^<>]{0,300}t="e"[^<>]{0,300})>\s*(?:<f[^<>]*(?:/>|>[^<]*</f>))?\s*<v>([^<]{1,40})</v>'
)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def scan_xlsx(archive):
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
