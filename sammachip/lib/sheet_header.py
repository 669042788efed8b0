"""Where a table begins and which column is which, whatever its labels look like."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

SEARCHED_ROWS = 50
DEEPEST = 3

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
TONE_AFTER_NIKHAHIT = re.compile("\u0e4d([\u0e48-\u0e4b])")
PUNCTUATION = re.compile(r"[\s.:;,*_/\\|\-‐-―'\"“”‘’]+")
PARENTHESES = re.compile(r"\([^()]*(?:\)|$)|\[[^\[\]]*(?:\]|$)")
NUMBERING = {"ที่", "ลำดับ", "ลำดับที่", "เลขที่ลำดับ", "no", "#"}


@dataclass(slots=True)
class Header:
    """The table's head: `row` is its last row, `top` its first; columns are counted from 0.

    `columns` leads from field to column (the first, where one is there twice: then all are in `doubled`),
    `labels` from column to the label as written, `joined` are (first, last) columns under one merged label.
    """

    sheet_index: int
    top: int
    row: int
    columns: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    doubled: dict[str, list[int]] = field(default_factory=dict)
    joined: list[tuple[int, int]] = field(default_factory=list)
    numbering: int | None = None


def label_key(text) -> str:
    """A label without what hands differ in: spaces, dots, dashes, invisible marks, digits, both ways of ำ."""
    text = unicodedata.normalize("NFKC", str(text)).translate(THAI_DIGITS).lower()
    text = TONE_AFTER_NIKHAHIT.sub("\\1\u0e4d", INVISIBLE.sub("", text)).replace("เเ", "แ")
    return PUNCTUATION.sub("", text)


NUMBERING_KEYS = {label_key(label) for label in NUMBERING}


class Accepted:
    """Which field a label means. A unit in parentheses counts only where an accepted label has it."""

    def __init__(self, labels: Mapping[str, tuple[str, ...]]):
        self.exact = {label_key(text): name for name, texts in labels.items() for text in texts}
        self.bare = {key: name for key, name in self.exact.items() if "(" not in key and "[" not in key}
        self.least = min(2, len(labels))

    def field(self, text):
        key = label_key(text)
        if key in self.exact:
            return self.exact[key]
        key = PARENTHESES.sub("", key)
        return self.bare.get(key) or self.bare.get(key.lstrip("0123456789"))


def find_header(sheet, labels: Mapping[str, tuple[str, ...]]) -> Header | None:
    """The rows among the first fifty that name most fields; None where no row names two."""
    accepted = Accepted(labels)
    across = _merged_across(sheet)
    best, best_score = None, accepted.least - 1
    for row in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for depth in range(1, min(DEEPEST, row + 1) + 1):
            header = _header(sheet, accepted, across, row - depth + 1, row)
            if len(header.columns) > best_score:
                best, best_score = header, len(header.columns)
    return best


def _merged_across(sheet):
    """(row, column) -> the column where the merged range over it begins."""
    return {
        (row, column): left
        for top, left, bottom, right in sheet.merged
        if top < SEARCHED_ROWS and left < right
        for row in range(top, min(bottom, SEARCHED_ROWS) + 1)
        for column in range(left, min(right, left + 500) + 1)
    }


def _header(sheet, accepted, across, top, last):
    header = Header(sheet.index, top, last)
    for column in range(len(sheet.rows[last])):
        own, parts = _parts(sheet.rows, across, top, last, column)
        if not own:
            continue
        header.labels[column] = " ".join(" ".join(parts if len(own) < len(parts) else own).split())
        name = _meaning(accepted, own, parts)
        if name is None:
            if label_key(own[-1]) in NUMBERING_KEYS and header.numbering is None:
                header.numbering = column
            else:
                header.unknown.append(header.labels[column])
            continue
        if name in header.columns:
            header.doubled.setdefault(name, [header.columns[name]]).append(column)
            continue
        header.columns[name] = column
        if label_key(own[-1]) in NUMBERING_KEYS:
            header.numbering = column
    _join_spans(header, sheet, across)
    return header


def _parts(rows, across, top, last, column):
    """The label texts standing in this column, and the same with the group's label that reaches over it."""
    own, parts = [], []
    for row in range(top, last + 1):
        text = _text(rows[row], column)
        if text:
            own.append(text)
        elif row < last:
            text = _group(rows[row], across.get((row, column)), column)
        if text and parts[-1:] != [text]:
            parts.append(text)
    return list(dict.fromkeys(own)), parts


def _text(row, column):
    value = row[column] if column < len(row) else None
    return value if isinstance(value, str) else ""


def _group(row, left, column):
    """The label over several columns: merged from `left`, or, as in a csv, once with blanks after it."""
    if left is not None:
        return _text(row, left)
    return next((row[c] for c in range(column, -1, -1) if isinstance(row[c], str) and row[c]), "")


def _meaning(accepted, own, parts):
    for start in range(len(parts)):
        if name := accepted.field(" ".join(parts[start:])):
            return name
    return accepted.field(" ".join(own))


def _join_spans(header, sheet, across):
    for column in header.columns.values():
        last = column
        while last + 1 not in header.labels and across.get((header.row, last + 1)) == column:
            last += 1
        if last > column:
            header.joined.append((column, last))
