"""Numbers as cells and people give them: Thai digits, commas, บาท, brackets for a minus."""

import math
import re
from decimal import Decimal

from .text import arabic, tidy

_GROUPED = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_UNITS = re.compile(r"(?:บาท(?:ถ้วน)?|บ\.|คน|ปี|ครัวเรือน|ราย)$")
_LIMIT = Decimal(10) ** 15
_LONGEST = 40

NOT_A_NUMBER = "“{}” ไม่ใช่ตัวเลข โปรดกรอกเป็นตัวเลข ถ้าไม่มีข้อมูลให้เว้นว่างไว้"
TOO_LARGE = "ตัวเลขมากเกินไป โปรดตรวจสอบจำนวนหลัก"
NOT_WHOLE = "“{}” ไม่ใช่จำนวนเต็ม โปรดกรอกตัวเลขที่ไม่มีทศนิยม"


def number(raw):
    """A `Decimal`; what only looks like a number (NaN, infinity, yes/no, 1E+12 as text) is refused."""
    if isinstance(raw, str):
        value = _from_text(raw)
    elif isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        value = _from_cell(raw)
    else:
        raise ValueError(NOT_A_NUMBER.format(shown(raw)))
    if abs(value) >= _LIMIT:
        raise ValueError(TOO_LARGE)
    return value


def whole(raw):
    value = number(raw)
    if value != value.to_integral_value():
        raise ValueError(NOT_WHOLE.format(shown(raw)))
    return int(value)


def shown(raw, longest=30):
    """A piece of what was given, short enough to stand inside a sentence."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, int) and raw.bit_length() > 256:
        return "…"
    text = tidy(str(raw))
    return text if len(text) <= longest else f"{text[:longest]}…"


def _from_cell(raw):
    if isinstance(raw, int):
        return Decimal(raw) if raw.bit_length() < 64 else _LIMIT
    if not (raw.is_finite() if isinstance(raw, Decimal) else math.isfinite(raw)):
        raise ValueError(NOT_A_NUMBER.format(raw))
    # Fifteen digits are what a spreadsheet itself keeps; beyond them stands only binary noise.
    return Decimal(f"{raw:.15g}") if isinstance(raw, float) else raw


def _from_text(raw):
    text = arabic(tidy(raw)).replace(" ", "").replace("−", "-").replace("฿", "")
    text = _UNITS.sub("", text).removesuffix(".-")
    negative = text.startswith("-") or (text.startswith("(") and text.endswith(")"))
    digits = text[1:-1] if negative and text[0] == "(" else text.removeprefix("-")
    if len(digits) > _LONGEST or not digits.isascii() or not _GROUPED.fullmatch(digits):
        raise ValueError(NOT_A_NUMBER.format(shown(raw)))
    value = Decimal(digits.replace(",", ""))
    return -value if negative else value
