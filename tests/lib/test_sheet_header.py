"""Columns are known by their labels, never by guessing; rows that are none are left out, and no row with them."""

import re
import time

import pytest

from sammachip.lib import sheet_body, sheet_guard, sheet_header, sheet_ods, sheet_text, sheet_xlsx, writing
from sammachip.lib.sheets import Sheet, body, find_header, label_key

MODULES = (sheet_body, sheet_guard, sheet_header, sheet_ods, sheet_text, sheet_xlsx, writing)
PATTERNS = [value for module in MODULES for value in vars(module).values() if isinstance(value, re.Pattern)]

LABELS = {
    "number": ("ที่", "ลำดับที่"),
    "name": ("ชื่อ - สกุล",),
    "village": ("หมู่บ้าน", "ชื่อหมู่บ้าน"),
    "members": ("จำนวนสมาชิก",),
    "income_before": ("รายได้ก่อน (บาท/คน/ปี)", "รายได้เฉลี่ยก่อน (บาท/คน/ปี)"),
    "income_after": ("รายได้หลัง (บาท/คน/ปี)",),
}
HEAD = ["ที่", "ชื่อ - สกุล", "หมู่บ้าน", "จำนวนสมาชิก (คน)"]


def sheet(*rows, merged=()):
    width = max(map(len, rows))
    return Sheet("ก", 0, [[*row, *[None] * (width - len(row))] for row in rows], list(merged))


def kept(*rows, merged=()):
    """Indices of the rows, counted from the first under the head, that are taken for rows."""
    table = sheet(HEAD, *rows, merged=merged)
    return [index - 1 for index, _ in body(table, find_header(table, LABELS))]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ชื่อ\n-\nสกุล", "ชื่อ-สกุล"),
        ("เลขประจําตัว", "เลขประจำตัว"),
        ("นํ้า", "น้ำ"),
        ("เเขวง", "แขวง"),
        ("หมู่ที่ ๕", "หมู่ที่5"),
        ("\ufeffตำบล\u200b.", "ตำบล"),
        ("Ｎｏ．", "no"),
    ],
)
def test_labels_are_compared_without_what_hands_differ_in(written, meant):
    assert label_key(written) == label_key(meant)


def test_the_unit_in_parentheses_decides_where_a_label_names_it():
    header = find_header(sheet([*HEAD, "รายได้ก่อน (บาท/ครัวเรือน/ปี)", "รายได้ก่อน"]), LABELS)
    assert "income_before" not in header.columns
    assert header.unknown == ["รายได้ก่อน (บาท/ครัวเรือน/ปี)", "รายได้ก่อน"]
    assert header.columns["members"] == 3


def test_a_group_label_and_the_labels_under_it_are_read_together():
    top, below = [*HEAD, "รายได้", None], [None, None, None, None, "ก่อน (บาท/คน/ปี)", "หลัง (บาท/คน/ปี)"]
    for merged in ([(0, 4, 0, 5)], []):
        header = find_header(sheet(top, below, merged=merged), LABELS)
        assert (header.top, header.row) == (0, 1)
        assert (header.columns["income_before"], header.columns["income_after"]) == (4, 5)
        assert header.labels[4] == "รายได้ ก่อน (บาท/คน/ปี)"


def test_a_column_that_is_there_twice_is_named_and_not_chosen_silently():
    header = find_header(sheet([*HEAD, "ชื่อหมู่บ้าน", "เบอร์"]), LABELS)
    assert header.doubled == {"village": [2, 4]}
    assert header.unknown == ["เบอร์"]


def test_a_sheet_without_two_known_labels_has_no_header():
    assert find_header(sheet(["บันทึกการประชุม"], ["ที่", "เรื่อง"]), LABELS) is None
    assert find_header(Sheet("ว่าง", 0, []), LABELS) is None


def test_the_row_that_names_most_wins_over_title_and_legend():
    header = find_header(sheet(["หมู่บ้าน", "จำนวนสมาชิก"], [], HEAD, [1, "ก", "ข", 2]), LABELS)
    assert header.row == 2


def test_a_name_in_three_cells_under_one_label_is_put_together():
    table = sheet(
        ["ที่", "ชื่อ - สกุล", None, None, "หมู่บ้าน"], [1, "นาย", "สมชาย", "ใจดี", "บ้านใหม่"], merged=[(0, 1, 0, 3)]
    )
    assert [row[1] for _, row in body(table, find_header(table, LABELS))] == ["นาย สมชาย ใจดี"]


@pytest.mark.parametrize(
    "row",
    [
        [None, "รวม", None, 20],
        ["รวม", None, None, "๒๐ คน"],
        ["รวมทั้งสิ้น 160 ครัวเรือน"],
        [None, "ร ว ม", None, 5.5],
        ["รวม", "หมู่ที่ 3", "บ้านใหม่", 20],
        [None, "รวมบ้านทุ่งใหญ่", None, 20],
        ["Grand Total", None, None, 160],
        ["ที่", "ชื่อ - สกุล", "หมู่บ้าน", "จำนวนสมาชิก (คน)"],
        [7],
        [None, None, None, None],
        ["หมายเหตุ: ข้อมูล ณ วันที่ 30 ก.ย. 2562"],
        [None, "หมายเหตุ : กรอกเฉพาะผู้สมัครใจ"],
        [None, "........................"],
    ],
)
def test_sums_headings_and_remarks_are_no_rows(row):
    assert kept([1, "นายก ข", "บ้านใหม่", 2], row, [2, "นายค ง", "บ้านใหม่", 3]) == [0, 2]


@pytest.mark.parametrize(
    "row",
    [
        [1, "รวม ทรัพย์ทวี", "บ้านใหม่", 2],
        [None, "รวม", "บ้านใหม่", None],
        [None, "รวม", None, 1471481398541],
        [None, "รวมพร ใจดี", None, None],
        [80, None, "บ้านใหม่", 7],
        [None, "นายสมชาย ใจดี", None, None],
        [1, 2, 4, 3],
    ],
)
def test_what_could_be_a_household_is_never_left_out(row):
    assert kept([1, "นายก ข", "บ้านใหม่", 2], row) == [0, 1]


def test_after_a_signature_short_lines_are_signatures_too_and_households_are_not():
    rows = [
        [1, "นายก ข", "บ้านใหม่", 2],
        [None, "ลงชื่อ........................"],
        [None, "(นางสาวอารีย์ บิลหมัด)"],
        [None, "พัฒนากร"],
        [2, "นายค ง", "บ้านใหม่", 3],
    ]
    assert kept(*rows) == [0, 4]


def test_a_heading_across_the_table_is_no_row():
    rows = [["หมู่ที่ 3 บ้านทุ่งใหญ่"], [1, "นายก ข", "บ้านใหม่", 2]]
    assert kept(*rows, merged=[(1, 0, 1, 3)]) == [1]


def test_a_merged_village_that_reaches_below_the_table_makes_no_rows():
    rows = [[1, "นายก ข", "บ้านใหม่", 2], [None, None, "บ้านใหม่"], [None, None, "บ้านใหม่"]]
    assert kept(*rows, merged=[(1, 2, 3, 2)]) == [0]


ATTACKS = [
    "(" * 50_000,
    "()" * 25_000,
    "<c " * 16_000,
    '<c r="A1"><f>' * 4_000,
    '<table:table-cell "' * 2_600,
    "รวม" * 16_000,
]
ATTACKS += [
    " " * 50_000,
    ") " * 25_000,
    '"' * 50_000,
    "เธก" * 16_000,
    "9" * 50_000,
    ".-" * 25_000,
    '<c r="A1" ' * 5_000,
]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: str(pattern.pattern)[:40])
def test_no_pattern_can_be_made_to_take_long(pattern):
    """Also on fifty thousand characters made to send it back and forth."""
    for attack in ATTACKS:
        for text in (attack, attack + "x"):
            subject = text.encode() if isinstance(pattern.pattern, bytes) else text
            began = time.process_time()
            pattern.search(subject)
            pattern.fullmatch(subject)
            assert time.process_time() - began < 0.1, text[:20]
