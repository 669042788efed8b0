"""Registers read right whatever they are wrapped in; what is none is refused with a sentence, in time, in little memory."""

import re
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from sammachip.lib.sheets import (
    FORMULA_WITHOUT_VALUE,
    Unreadable,
    body,
    column_letter,
    find_header,
    guard,
    read,
    read_safely,
)
from tests.nasty import bad, good
from tests.nasty.files import (
    FIELDS,
    HEAD,
    LABELS,
    PEOPLE,
    by_hand,
    csv_bytes,
    ods,
    ods_cell,
    row_xml,
    written,
    xlsx,
)

ROOT = Path(__file__).resolve().parents[2]
REFUSED_UNOPENED = {
    "bomb",
    "a_hundred_thousand_entries",
    "zip_in_a_workbook",
    "billion_laughs",
    "password",
    "zero_bytes",
}


def people(workbook):
    """What a person reads in the table, in the order of LABELS; spaces and digits as written."""
    sheet = next(sheet for sheet in workbook.sheets if sheet.rows)
    header = find_header(sheet, LABELS)
    assert set(header.columns) == set(FIELDS)
    return [[row[header.columns[field]] for field in FIELDS] for _, row in body(sheet, header)]


def as_text(rows):
    return [[str(value) for value in row] for row in rows]


@pytest.mark.parametrize("name", good.GOOD)
def test_a_register_is_read_whatever_it_is_wrapped_in(name, tmp_path):
    assert as_text(people(read(good.GOOD[name](tmp_path)))) == as_text(PEOPLE)


@pytest.mark.parametrize("name", bad.BAD)
def test_a_file_that_is_no_register_is_refused_with_one_sentence(name, tmp_path):
    path = bad.BAD[name](tmp_path)
    began = time.perf_counter()
    with pytest.raises(Unreadable) as refusal:
        read_safely(path)
    assert time.perf_counter() - began < 5
    assert refusal.value.code == bad.REFUSED[name]
    assert re.fullmatch(r"[^\n]{20,200}", str(refusal.value))
    assert "โปรด" in str(refusal.value)


@pytest.mark.parametrize("name", sorted(REFUSED_UNOPENED))
def test_a_bomb_is_refused_within_fifty_milliseconds_before_anything_opens_it(name, tmp_path):
    path = bad.BAD[name](tmp_path)
    took = []
    for _ in range(3):
        began = time.perf_counter()
        with pytest.raises(Unreadable):
            guard(path)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.05


def test_refusing_needs_little_memory(tmp_path):
    """The peak of a process that refuses a million empty rows and a lying bomb stays near that of an idle one."""
    paths = [
        bad.a_million_empty_rows(tmp_path).rename(tmp_path / "1.xlsx"),
        bad.bomb_that_lies_about_its_size(tmp_path),
    ]
    program = (
        "import sys, resource\n"
        "from sammachip.lib.sheets import Unreadable, read\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "idle = peak()\n"
        "for path in sys.argv[1:]:\n"
        "    try: read(path)\n"
        "    except Unreadable: pass\n"
        "print(peak() - idle)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, paths)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < 50_000


@pytest.mark.parametrize(
    "name", ["merged_header_under_titles", "ods_named_xlsx_with_merged_village", "csv_cp874"]
)
def test_a_child_process_reads_the_same(name, tmp_path):
    path = good.GOOD[name](tmp_path)
    assert read_safely(path) == read(path)


def test_the_child_knows_nothing_of_the_application():
    program = (
        "import sys, sammachip.lib.sheet_child; print('django' in sys.modules, 'openpyxl' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("reader", [read, read_safely])
def test_dates_stay_dates_also_with_a_buddhist_year(reader, tmp_path):
    rows = reader(good.dates_of_every_kind(tmp_path)).sheets[0].rows
    assert [row[0] for row in rows] == [
        date(2018, 11, 22),
        date(2568, 3, 12),
        date(1900, 3, 1),
        datetime(2018, 11, 22, 12, 0),  # noqa: DTZ001 -- a cell has no time zone
        date(2018, 11, 22),
    ]


def test_dates_count_from_1904_where_the_workbook_says_so(tmp_path):
    with good.xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, date(2018, 11, 22), book.add_format({"num_format": "dd/mm/yyyy"}))
    assert read(tmp_path / "a.xlsx").sheets[0].rows == [[date(2018, 11, 22)]]


def test_a_formula_without_a_stored_value_is_told_from_an_empty_cell(tmp_path):
    rows = [
        row_xml(
            1,
            [
                "ชื่อ",
                "<f>1+1</f><v>2</v>",
                "<f>SUM(A1:A9)</f><v></v>",
                None,
                "<f>B1</f>",
                "<f t='shared' si='0'/><v/>",
            ],
        ),
        '<row r="2"><c r="A2" t="str"><f>IF(1,"","")</f><v></v></c><c r="B2" t="e"><f>X!A1</f><v>#REF!</v></c></row>',
    ]
    sheet = read(by_hand(tmp_path / "a.xlsx", rows)).sheets[0]
    assert sheet.rows == [["ชื่อ", 2]]
    missing = dict.fromkeys([(0, 2), (0, 4), (0, 5)], FORMULA_WITHOUT_VALUE)
    assert sheet.notes == missing | {(1, 1): "#REF!"}
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    assert read(ods(tmp_path / "a.ods", [ods_cell("ก") + formula])).sheets[0].notes == {
        (0, 1): FORMULA_WITHOUT_VALUE
    }


def test_cells_far_across_piece_borders_keep_their_notes(tmp_path):
    rows = (row_xml(n, [f"ข้อความยาว {'ก' * 300}", "<f>1</f>", n]) for n in range(1, 4001))
    notes = read(by_hand(tmp_path / "a.xlsx", rows)).sheets[0].notes
    assert notes == {(n, 1): FORMULA_WITHOUT_VALUE for n in range(4000)}


def test_row_numbers_are_those_the_person_sees(tmp_path):
    rows = [row_xml(3, [None, "ก"]), row_xml(7, [None, None, 5])]
    assert read(by_hand(tmp_path / "a.xlsx", rows)).sheets[0].rows == [
        *[[None] * 3] * 2,
        [None, "ก", None],
        *[[None] * 3] * 3,
        [None, None, 5],
    ]
    assert read(good.csv_that_names_its_separator(tmp_path)).sheets[0].rows[0] == HEAD


def test_texts_that_look_like_formulas_and_long_ones_stay_texts(tmp_path):
    texts = ["=1+1", "+66812341234", "-", "@ก", "ก" * 32_767]
    assert read(xlsx(tmp_path / "a.xlsx", [texts])).sheets[0].rows == [texts]
    guarded = [f"'{text}" if text[0] in "=+@-" else text for text in texts]
    assert read(written(tmp_path / "a.csv", csv_bytes([texts, guarded]))).sheets[0].rows == [texts, texts]


def test_every_column_of_the_widest_sheet_is_read(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [HEAD + [None] * 16_375 + ["ท้าย"], *PEOPLE])
    assert read_safely(path).sheets[0].rows[0][16_383] == "ท้าย"
    assert as_text(people(read(path))) == as_text(PEOPLE)


def test_two_hundred_thousand_good_rows_are_read(tmp_path):
    path = written(tmp_path / "a.csv", csv_bytes([HEAD, *PEOPLE * 66_667]))
    assert len(read_safely(path).sheets[0].rows) == 200_002


def test_hidden_sheets_say_so_and_keep_their_place(tmp_path):
    path = good.hidden_and_filtered_rows(tmp_path)
    assert [(sheet.name, sheet.index, sheet.hidden) for sheet in read_safely(path).sheets] == [
        ("ทะเบียน", 0, False),
        ("ซ่อน", 1, True),
    ]


def test_columns_are_named_as_the_spreadsheet_does():
    assert [column_letter(n) for n in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
