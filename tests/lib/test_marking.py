"""The marked workbook is the office's own: same cells, same looks, and ready to be uploaded again."""

import openpyxl
import pytest

from sammachip.lib.marking import AUTHOR, NO_VALUE, WRONG, mark
from sammachip.lib.sheets import guard, read
from tests.nasty import good
from tests.nasty.files import HEAD, PEOPLE, by_hand, row_xml, written, xlsx

SENTENCE = "เลขประจำตัวประชาชนไม่ถูกต้อง โปรดตรวจสอบกับบัตรประชาชน"


def marked(path, *problems, out="marked.xlsx"):
    """The workbook as openpyxl sees it, the reader's rows of it, and its path."""
    out = path.with_name(out)
    mark(path, guard(path), list(problems), out)
    return openpyxl.load_workbook(out), read(out), out


def colour(cell):
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


def office_workbook(path):
    """With what an office puts into one: a look, a comment of its own, a hidden row, a formula, a merged village."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ทะเบียน"
    for row in (["ทะเบียนครัวเรือน"], HEAD, *PEOPLE):
        sheet.append(row)
    sheet.merge_cells("F3:F4")
    sheet["B3"].font = openpyxl.styles.Font(bold=True)
    sheet["C3"].comment = openpyxl.comments.Comment("ถามปลัดแล้ว", "พัฒนากร")
    sheet["E5"] = "=3+3"
    sheet.column_dimensions["B"].width = 33
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("สรุป")["B2"] = 5
    book.save(path)
    return path


def test_wrong_cells_are_coloured_and_say_why_and_nothing_else_changes(tmp_path):
    path = office_workbook(tmp_path / "a.xlsx")
    book, again, _ = marked(path, (0, 2, 2, SENTENCE), (0, 3, 1, "ไม่มีชื่อ"), (1, 1, 1, "ยอดไม่ตรง"))
    sheet = book["ทะเบียน"]
    assert colour(sheet["C3"]) == f"FF{WRONG}"
    assert SENTENCE in sheet["C3"].comment.text
    assert sheet["C3"].comment.text.startswith("ถามปลัดแล้ว")
    assert sheet["B4"].comment.text == "ไม่มีชื่อ"
    assert not sheet.row_dimensions[4].hidden
    assert sheet["B3"].font.bold
    assert sheet.column_dimensions["B"].width == 33
    assert "2 จุด" in sheet["A1"].comment.text
    assert book["สรุป"]["B2"].comment.text == "ยอดไม่ตรง"
    assert colour(sheet["D3"]) is None
    assert [s.rows for s in again.sheets] == [s.rows for s in read(path).sheets]
    assert again.sheets[0].merged == read(path).sheets[0].merged


def test_a_formula_gives_its_stored_value_or_stays_empty_with_a_note(tmp_path):
    rows = [row_xml(1, HEAD), row_xml(2, [1, "<f>A1</f><v>7</v>", "<f>SUM(A1:A9)</f><v></v>"])]
    book, again, _ = marked(by_hand(tmp_path / "a.xlsx", rows))
    sheet = book.active
    assert (sheet["B2"].value, sheet["C2"].value) == (7, None)
    assert sheet["C2"].comment.text == NO_VALUE
    assert again.sheets[0].notes == {}


def test_what_is_wrong_under_a_merged_cell_is_told_at_the_merged_cell_with_its_row(tmp_path):
    book, _, _ = marked(office_workbook(tmp_path / "a.xlsx"), (0, 3, 5, "ไม่พบหมู่บ้านนี้"))
    assert book["ทะเบียน"]["F3"].comment.text == "แถว 4: ไม่พบหมู่บ้านนี้"


def test_a_wrong_row_is_coloured_over_its_filled_cells(tmp_path):
    book, _, _ = marked(office_workbook(tmp_path / "a.xlsx"), (0, 3, None, "ซ้ำกับแถว 3"), (0, 3, 2, SENTENCE))
    sheet = book["ทะเบียน"]
    assert sheet["A4"].comment.text == "ซ้ำกับแถว 3"
    assert colour(sheet["B4"]) not in (None, colour(sheet["C4"]))
    assert colour(sheet["J4"]) is None
    assert colour(sheet["F3"]) is None


def test_a_corrected_copy_is_clean_again_and_keeps_the_office_comment(tmp_path):
    path = office_workbook(tmp_path / "a.xlsx")
    _, _, first = marked(path, (0, 2, 2, SENTENCE), (0, 4, None, "ซ้ำ"))
    book, again, _ = marked(first, (0, 4, 1, "ไม่มีชื่อ"), out="second.xlsx")
    sheet = book["ทะเบียน"]
    assert sheet["C3"].comment.text == "ถามปลัดแล้ว"
    assert colour(sheet["C3"]) is None
    assert colour(sheet["C5"]) is None
    assert sheet["B5"].comment.text == "ไม่มีชื่อ"
    assert sheet["A1"].comment.text.count("จุดที่ต้องแก้ไข") == 1
    assert again.sheets[0].rows == read(path).sheets[0].rows


@pytest.mark.parametrize(
    "name",
    [
        "xls_named_xlsx",
        "ods_named_xlsx_with_merged_village",
        "csv_cp874",
        "csv_ids_kept_as_text_by_a_trick",
        "csv_utf16",
    ],
)
def test_other_kinds_come_back_as_an_xlsx_with_the_same_cells(name, tmp_path):
    path = good.GOOD[name](tmp_path)
    book, again, out = marked(path, (0, 2, 2, SENTENCE), (0, 1, None, "ซ้ำ"))
    assert guard(out) == "xlsx"
    assert [s.rows for s in again.sheets] == [s.rows for s in read(path).sheets]
    assert book.active["C3"].comment.text == SENTENCE
    assert book.active["C3"].comment.author == AUTHOR
    assert colour(book.active["C3"]) == f"FF{WRONG}"


def test_texts_of_a_csv_never_become_formulas_links_or_numbers(tmp_path):
    texts = ["=1+1", "+6681", "http://localhost/", "0812341234", "ก" * 32_767]
    rows = ["ก;ข;ค;ง;จ", ";".join(texts)]
    path = written(tmp_path / "a.csv", "\n".join(rows).encode())
    book, again, _ = marked(path, (0, 1, 0, "ไม่ใช่ชื่อ"))
    assert again.sheets[0].rows[1] == texts
    assert [cell.data_type for cell in book.active[2]] == ["s"] * 5


def test_dates_and_long_numbers_survive_in_a_copy_too_long_for_the_office_look(tmp_path, monkeypatch):
    monkeypatch.setattr("sammachip.lib.marking.MOST_CELLS", 3)
    path = good.dates_of_every_kind(tmp_path)
    _, again, _ = marked(path, (0, 0, 0, "วันที่ยังไม่ถึง"))
    assert again.sheets[0].rows == read(path).sheets[0].rows
    path = xlsx(tmp_path / "b.xlsx", [[1471481398541, 0.5, True, None, "ก"]])
    _, again, _ = marked(path, (0, 0, None, "ซ้ำ"))
    assert again.sheets[0].rows == [[1471481398541, 0.5, True, None, "ก"]]


def test_a_problem_outside_the_sheet_is_let_be(tmp_path):
    _, again, _ = marked(office_workbook(tmp_path / "a.xlsx"), (0, 99, 0, "ไม่มีแถวนี้"), (7, 0, 0, "ไม่มีแผ่นนี้"))
    assert len(again.sheets) == 2
