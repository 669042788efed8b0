"""Rows of a csv: which encoding, which separator, and the text in its fields."""

import csv
import re
from collections import Counter
from pathlib import Path

from sammachip.lib.sheet_guard import utf16_without_bom
from sammachip.lib.sheet_refusals import Unreadable
from sammachip.lib.sheet_stream import MAX_CELLS, MAX_ROWS

CHUNK = 1 << 20
SEPARATORS = ",;\t|"
# UTF-8 read as cp874 shows each Thai letter as เธ? or เน?: four in a row are no Thai word.
TORN = re.compile("(?:เ[ธน][^\x00-\x7f]){4}")
QUOTED_FORMULA = re.compile(r'="([^"]*)"')


def read_csv(path) -> tuple[list[list], str]:
    """All rows, as long as the longest, empty fields as None; and the encoding's name."""
    encoding = _encoding(path)
    separator, skip = _separator(path, encoding)
    rows, width = [], 0
    try:
        with Path(path).open(encoding=encoding, newline="") as file:
            for number, fields in enumerate(csv.reader(file, delimiter=separator)):
                if number < skip:
                    continue
                row = [_value(text) if text else None for text in fields]
                while row and row[-1] is None:
                    row.pop()
                width = max(width, len(row))
                rows.append(row)
                if len(rows) > MAX_ROWS:
                    _refuse_length(rows)
                if len(rows) * width > MAX_CELLS:
                    raise Unreadable("too_wide")
    except csv.Error:
        raise Unreadable("damaged") from None
    for row in rows:
        row.extend([None] * (width - len(row)))
    return rows, encoding


def _refuse_length(rows):
    filled = sum(map(bool, rows))
    raise Unreadable("too_many_rows" if filled * 2 > len(rows) else "empty_rows")


def _value(text):
    """The field as meant: not ="0812", nor the apostrophe that keeps a text from being a formula."""
    if text[0] == "=" and (quoted := QUOTED_FORMULA.fullmatch(text)):
        return quoted[1] or None
    if text[0] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r"):
        return text[1:]
    return text


def _encoding(path):
    with Path(path).open("rb") as file:
        head = file.read(4096)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    elif head.startswith(b"\xef\xbb\xbf"):
        candidates = ["utf-8-sig"]
    elif encoding := utf16_without_bom(head):
        candidates = [encoding]
    else:
        candidates = ["utf-8", "cp874"]
    for encoding in candidates:
        if _decodes(path, encoding):
            return encoding
    raise Unreadable("mixed_encoding" if _has_utf8_thai(path) else "encoding")


def _decodes(path, encoding):
    try:
        with Path(path).open(encoding=encoding, newline="") as file:
            while text := file.read(CHUNK):
                if encoding == "cp874" and TORN.search(text):
                    raise Unreadable("mixed_encoding")
    except UnicodeError:
        return False
    return True


def _has_utf8_thai(path):
    with Path(path).open("rb") as file:
        return re.search(rb"(?:\xe0[\xb8\xb9][\x80-\xbf]){3}", file.read(CHUNK)) is not None


def _separator(path, encoding):
    """The separator that cuts most lines alike, and how many lead-in lines (Excel's "sep=;") are no row."""
    with Path(path).open(encoding=encoding, newline="") as file:
        sample = file.read(1 << 16)
    first = sample[:10].lower()
    if first.startswith("sep=") and first[4:5] in SEPARATORS:
        return first[4], 1
    return max(SEPARATORS, key=lambda separator: _alike(sample, separator)), 0


def _alike(sample, separator):
    try:
        widths = Counter(len(fields) for fields in csv.reader(sample.splitlines(True), delimiter=separator))
    except csv.Error:
        return (0, 0)
    return max(((lines, width) for width, lines in widths.items() if width > 1), default=(0, 0))
