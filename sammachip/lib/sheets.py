"""Registers as offices keep them in spreadsheets: what kind a file is, its rows, its head, its body."""

from sammachip.lib.sheet_body import body
from sammachip.lib.sheet_child import read_safely
from sammachip.lib.sheet_guard import guard
from sammachip.lib.sheet_header import Header, find_header, label_key
from sammachip.lib.sheet_reading import Sheet, Workbook, read
from sammachip.lib.sheet_refusals import Unreadable
from sammachip.lib.sheet_stream import FORMULA_WITHOUT_VALUE

__all__ = [
    "FORMULA_WITHOUT_VALUE",
    "Header",
    "Sheet",
    "Unreadable",
    "Workbook",
    "body",
    "column_letter",
    "find_header",
    "guard",
    "label_key",
    "read",
    "read_safely",
]


def column_letter(index: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
