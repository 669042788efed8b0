"""Workbooks that go back to the office: the same file with its wrong cells marked, and an empty one to fill in."""

import io

import xlsxwriter

from sammachip.lib import sheets
from sammachip.lib.marking import mark
from sammachip.lib.writing import HEAD, OPTIONS, sheet_name

from .staging import marks
from .storing import opened

GUIDE = (
    "กรอกข้อมูลใต้หัวตารางในแผ่นแรก หนึ่งแถวต่อหนึ่งรายการ",
    "เรียงคอลัมน์ใหม่ ตัดคอลัมน์ที่ไม่ใช้ หรือใช้หัวตารางที่สำนักงานเคยใช้ก็ได้ ระบบเข้าใจคำเหล่านี้",
)


def marked_workbook(content, data):
    """The uploaded workbook as xlsx, with everything that keeps a row from being imported marked in its cell."""
    with opened(content) as source, opened() as target:
        mark(source, sheets.guard(source), marks(data), target)
        return target.read_bytes()


def template_workbook(register):
    """A workbook with the register's columns, and a second sheet that tells which other labels are understood."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        head = book.add_format(HEAD)
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(sheet_name(register.title))
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(_usual(register)):
            sheet.set_column(at, at, max(12, len(column.labels[0]) + 2), text)
            sheet.write_string(0, at, column.labels[0], head)
        guide = book.add_worksheet("คำอธิบาย")
        guide.set_column(0, 1, 36)
        guide.set_column(2, 2, 90)
        for at, line in enumerate(GUIDE):
            guide.write_string(at, 0, line)
        _write_guide(guide, register, len(GUIDE) + 1, head)
    return out.getvalue()


SPARE = {"subdistrict_code", "district_name", "province_name"}
NAME_PARTS = {"prefix", "first_name", "last_name"}


def _usual(register):
    """Columns of a form to fill in: a whole name needs no parts beside it, and the district is known."""
    is_whole = any(column.name == "name" and column.split for column in register.columns)
    spare = SPARE | NAME_PARTS if is_whole else SPARE
    return [column for column in register.columns if column.name not in spare]


def _write_guide(guide, register, row, head):
    for at, title in enumerate(("คอลัมน์", "ตัวอย่าง", "หัวตารางอื่นที่ระบบเข้าใจ")):
        guide.write_string(row, at, title, head)
    for at, column in enumerate(register.columns, start=row + 1):
        guide.write_string(at, 0, column.labels[0])
        guide.write_string(at, 1, column.sample)
        guide.write_string(at, 2, ", ".join(column.labels[1:]))
