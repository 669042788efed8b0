"""A list as a sheet: texts stay texts, ids keep their zeros, dates are dates shown in พ.ศ."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from sammachip.lib.sheets import read
from sammachip.lib.writing import DATE_FORMAT, Column, sheet_name, write_sheet

COLUMNS = [
    Column("ชื่อ"),
    Column("โทรศัพท์", "id"),
    Column("สมาชิก", "int"),
    Column("รายได้ (บาท)", "money", 14),
    Column("วันที่", "date"),
]
ROWS = [
    ["นางสาวอารีย์", "0812341234", 4, Decimal("45000.50"), date(2018, 11, 22)],
    ["=HYPERLINK(1)", "-", None, 0, None],
    ["http://localhost", "+66", 1, 1e6, datetime(2018, 11, 22, 18, tzinfo=UTC)],
]


@pytest.fixture
def sheet():
    target = io.BytesIO()
    assert write_sheet(target, "ครัวเรือน", COLUMNS, iter(ROWS)) == 3
    return openpyxl.load_workbook(target).active


def test_values_are_what_they_are(sheet):
    assert [cell.value for cell in sheet[1]] == [column.label for column in COLUMNS]
    assert [cell.value for cell in sheet[2]][:4] == ["นางสาวอารีย์", "0812341234", 4, 45000.5]
    assert sheet["E2"].value.date() == date(2018, 11, 22)
    assert [cell.data_type for cell in sheet[3]] == ["s", "s", "n", "n", "n"]
    assert sheet["A4"].value == "http://localhost"
    assert sheet["A4"].hyperlink is None
    assert sheet["E4"].value.isoformat() == "2018-11-23T01:00:00"


def test_a_column_is_as_wide_as_what_stands_in_it(sheet):
    assert 17 <= sheet.column_dimensions["A"].width <= 20
    assert 13 <= sheet.column_dimensions["E"].width <= 16
    assert 14 <= sheet.column_dimensions["D"].width <= 15


def test_a_text_that_looks_like_a_formula_stays_one_when_it_is_edited(sheet):
    assert sheet["A3"].quotePrefix
    assert not sheet["A2"].quotePrefix


def test_the_head_stays_in_sight_and_filters(sheet):
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E4"
    assert sheet["E2"].number_format == DATE_FORMAT
    assert sheet["D2"].number_format == "#,##0.00"


def test_what_is_written_reads_back(tmp_path):
    write_sheet(tmp_path / "a.xlsx", "ก", COLUMNS, ROWS[:1])
    assert read(tmp_path / "a.xlsx").sheets[0].rows[1] == [
        "นางสาวอารีย์",
        "0812341234",
        4,
        45000.5,
        date(2018, 11, 22),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("ครัวเรือน 2561/2562 [บ้านใหม่]", "ครัวเรือน 2561 2562  บ้านใหม่"),
        ("'ก'", "ก"),
        ("ก" * 40, "ก" * 31),
        ("[]:*?/\\", "ข้อมูล"),
        ("History", "ข้อมูล"),
        ("", "ข้อมูล"),
    ],
)
def test_sheet_names_are_such_as_excel_takes(title, name, tmp_path):
    assert sheet_name(title) == name
    assert write_sheet(tmp_path / "a.xlsx", title, COLUMNS, []) == 0
