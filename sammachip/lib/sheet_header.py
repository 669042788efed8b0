"""Where a table begins and which column is which, whatever its labels look like."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

SEARCHED_ROWS = 50
SEARCHED_COLUMNS = 500
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
        self.keys = {label_key(text): name for name, texts in labels.items() for text in texts}
        self.least = min(2, len(labels))
        self.known = {}

    def field(self, text):
        if text not in self.known:
            self.known[text] = self._field(label_key(text))
        return self.known[text]

    def _field(self, key):
        bare = PARENTHESES.sub("", key)
        return self.keys.get(key) or self.keys.get(bare) or self.keys.get(bare.lstrip("0123456789"))


class Top:
    """The texts among which a head is looked for, and over each column the group's label that reaches it."""

    def __init__(self, sheet):
        rows = [row[:SEARCHED_COLUMNS] for row in sheet.rows[:SEARCHED_ROWS]]
        self.texts = [[value if isinstance(value, str) else "" for value in row] for row in rows]
        self.merged_from = _merged_across(sheet)
        self.groups = [self._groups(number, row) for number, row in enumerate(self.texts)]

    def _groups(self, number, row):
        """Merged from the left, or, as in a csv, written once with blanks after it."""
        carried, groups = "", []
        for column, text in enumerate(row):
            carried = text or carried
            left = self.merged_from.get((number, column))
            groups.append(carried if left is None else row[left])
        return groups

    def own(self, top, last, column):
        return list(dict.fromkeys(row[column] for row in self.texts[top : last + 1] if row[column]))

    def parts(self, top, last, column):
        above = [self.texts[row][column] or self.groups[row][column] for row in range(top, last)]
        return list(dict.fromkeys(text for text in (*above, self.texts[last][column]) if text))


def _merged_across(sheet):
    """(row, column) -> the column where the merged range over it begins."""
    return {
        (row, column): left
        for top, left, bottom, right in sheet.merged
        if top < SEARCHED_ROWS and left < right
        for row in range(top, min(bottom, SEARCHED_ROWS) + 1)
        for column in range(left, min(right, SEARCHED_COLUMNS) + 1)
    }


def find_header(sheet, labels: Mapping[str, tuple[str, ...]]) -> Header | None:
    """The rows among the first fifty that name most fields; None where no row names two."""
    accepted, head = Accepted(labels), Top(sheet)
    best, best_score = None, accepted.least - 1
    for row in range(len(head.texts)):
        for depth in range(1, min(DEEPEST, row + 1) + 1):
            header = _header(sheet.index, accepted, head, row - depth + 1, row)
            if len(header.columns) > best_score:
                best, best_score = header, len(header.columns)
    return best


def _header(sheet_index, accepted, head, top, last):
    header = Header(sheet_index, top, last)
    for column in range(len(head.texts[last])):
        own = head.own(top, last, column)
        if not own:
            continue
        parts = head.parts(top, last, column)
        name = _meaning(accepted, own, parts)
        header.labels[column] = " ".join(" ".join(parts).split())
        if own[-1] and label_key(own[-1]) in NUMBERING_KEYS and header.numbering is None:
            header.numbering = column
        if name is None and header.numbering != column:
            header.unknown.append(header.labels[column])
        elif name in header.columns:
            header.doubled.setdefault(name, [header.columns[name]]).append(column)
        elif name is not None:
            header.columns[name] = column
    _join_spans(header, head)
    return header


def _meaning(accepted, own, parts):
    for start in range(len(parts)):
        if name := accepted.field(" ".join(parts[start:])):
            return name
    return accepted.field(" ".join(own))


def _join_spans(header, head):
    for column in header.columns.values():
        last = column
        while last + 1 not in header.labels and head.merged_from.get((header.row, last + 1)) == column:
            last += 1
        if last > column:
            header.joined.append((column, last))
