"""The rows of a table that are rows: no sums between them, no headings, page breaks or signatures."""

import re
from collections.abc import Iterator

from sammachip.lib.sheet_header import Header, label_key

PARENTHESISED = re.compile(r"\s{0,9}\([^()]{0,200}\)\s{0,9}")
MAYBE_TOTAL = re.compile(r"\W{0,5}(ร\W{0,2}ว\W{0,2}ม|ย\W{0,2}อ\W{0,2}ด|ผ\W{0,2}ล|to|gr|su)", re.IGNORECASE)
TOTAL = re.compile(
    r"(รวม|รวมทั้งสิ้น|รวมทั้งหมด|ยอดรวม|ยอดรวมทั้งสิ้น|ผลรวม|รวมยอด|รวมเป็นเงิน|total|grandtotal|subtotal|sum)"
    r"((จำนวน|หมู่|ม\d|บ้าน|ตำบล|อำเภอ|หน้า|ทั้ง|\d|\().{0,80})?"
)
AMOUNT = re.compile(r"[\d.,฿()-]{0,8}(คน|ราย|บาท|ครัวเรือน|ครัว|หมู่บ้าน|หลัง|แห่ง|กลุ่ม|ปี|%)?")
SIGNATURE = re.compile(r"[\W_]{0,9}(ลงชื่อ|ลงนาม|ผู้รายงาน|ผู้จัดทำ|ผู้ตรวจสอบ|ผู้รับรอง)")
REMARK = re.compile(r"[\W_]{0,9}(หมายเหตุ|ข้อมูล\s{0,3}ณ|ที่มา|ตำแหน่ง)")
SMALLEST_ID = 10**11


def body(sheet, header: Header) -> Iterator[tuple[int, list]]:
    """(row index, cells) of each row that an officer meant as one."""
    covered, wide = _covered(sheet), _headings(sheet)
    labels = _raw_labels(sheet, header)
    signed = False
    for index in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[index]
        under = covered.get(index, ())
        filled = [c for c, value in enumerate(row) if value is not None and c not in under]
        if not filled or filled == [header.numbering] or (len(filled) == 1 and index in wide):
            continue
        if len(labels.intersection(row)) * 2 > len(filled):
            continue
        if index <= header.row + 2 and _is_second_head(row, filled):
            continue
        if len(filled) <= 3 and all(type(row[c]) is str for c in filled):
            signed = signed or SIGNATURE.match(row[filled[0]]) is not None
            if signed or _is_aside(row, filled):
                continue
        if _is_total(row, filled, header.numbering):
            continue
        yield index, _joined(row, header.joined) if header.joined else row


def _covered(sheet):
    """Row -> columns whose value only reaches down from a merged cell above, and fills no row."""
    covered = {}
    for top, left, bottom, _ in sheet.merged:
        for row in range(top + 1, min(bottom, len(sheet.rows) - 1) + 1):
            covered.setdefault(row, set()).add(left)
    return covered


def _headings(sheet):
    return {top for top, left, bottom, right in sheet.merged if top == bottom and right - left >= 2}


def _raw_labels(sheet, header):
    rows = sheet.rows[header.top : header.row + 1]
    return frozenset(value for row in rows for value in row if isinstance(value, str))


def _is_second_head(row, filled):
    """Directly under the head: its units, "(คน)", or the numbers of its columns, 1 2 3."""
    values = [row[c] for c in filled]
    if all(type(value) is str for value in values):
        return all(PARENTHESISED.fullmatch(value) for value in values)
    numbers = all(type(value) is int for value in values) and len(values) > 2
    return numbers and values == list(range(values[0], values[0] + len(values)))


def _is_aside(row, filled):
    first = row[filled[0]]
    if REMARK.match(first) or not any(map(str.isalnum, first)):
        return True
    return len(filled) == 1 and PARENTHESISED.fullmatch(first) is not None


def _is_total(row, filled, numbering):
    at = next((c for c in filled if type(row[c]) is str), None)
    if at is None or not MAYBE_TOTAL.match(row[at]) or not TOTAL.fullmatch(label_key(row[at])):
        return False
    return at == numbering or all(_is_amount(row[c]) for c in filled if c != at)


def _is_amount(value):
    if type(value) is str:
        return AMOUNT.fullmatch(label_key(value)) is not None
    return isinstance(value, int | float) and value < SMALLEST_ID


def _joined(row, spans):
    """The row with a value that stands in several cells under one merged label put together in the first."""
    row = list(row)
    for first, last in spans:
        texts = [value for value in row[first : last + 1] if value is not None]
        if len(texts) > 1 and all(isinstance(value, str) for value in texts):
            row[first] = " ".join(texts)
    return row
