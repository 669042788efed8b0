"""Registers as offices keep them: each holds PEOPLE under the labels of HEAD, whatever it is wrapped in."""

import openpyxl
import xlsxwriter
import xlwt

from tests.nasty.files import (
    HEAD,
    MAIN,
    PEOPLE,
    by_hand,
    csv_bytes,
    ods,
    ods_cell,
    register_xml,
    row_xml,
    written,
    xlsx,
)

GOOD = {}


def good(maker):
    GOOD[maker.__name__] = maker
    return maker


@good
def merged_header_under_titles(folder):
    """Titles over the whole width, a group's label over its columns, single labels merged down."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "ทะเบียนครัวเรือนเป้าหมาย ปี ๒๕๖๒"
    sheet.merge_cells("A1:H1")
    for column, label in zip("ABC", HEAD, strict=False):
        sheet[f"{column}4"] = label
        sheet.merge_cells(f"{column}4:{column}5")
    sheet["D4"] = "ที่อยู่"
    sheet.merge_cells("D4:G4")
    for column, label in zip("DEFG", HEAD[3:], strict=False):
        sheet[f"{column}5"] = label
    sheet["H4"] = HEAD[7]
    sheet.merge_cells("H4:H5")
    for row in PEOPLE:
        sheet.append(row)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


@good
def two_row_header_without_merging(folder):
    top = [*HEAD[:3], "ที่อยู่", "", "", "", HEAD[7]]
    return written(folder / "a.csv", csv_bytes([["ทะเบียน"], [], top, ["", "", "", *HEAD[3:7], ""], *PEOPLE]))


@good
def village_merged_downwards_past_sums(folder):
    """One village cell for its rows and for the sum below them; sums, numbered blank lines and signatures between."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (HEAD, *PEOPLE[:2], [None, "รวม", None, "2 ครัวเรือน"], PEOPLE[2]):
        sheet.append(row)
    for row in (
        [4],
        [5],
        ["รวมทั้งสิ้น 3 ครัวเรือน"],
        [],
        [None, "ลงชื่อ.............. พัฒนากร"],
        [None, "(นายสมชาย ใจดี)"],
    ):
        sheet.append(row)
    sheet.merge_cells("F2:F4")
    sheet.merge_cells("G2:G4")
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


@good
def hidden_and_filtered_rows(folder):
    """What is hidden on the screen is a row all the same; an empty hidden sheet is none."""
    with xlsxwriter.Workbook(folder / "a.xlsx") as book:
        sheet = book.add_worksheet("ทะเบียน")
        for at, row in enumerate([HEAD, *PEOPLE]):
            sheet.write_row(at, 0, row)
        sheet.autofilter(0, 0, 3, 7)
        sheet.filter_column(4, "x == 6")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        book.add_worksheet("ซ่อน").hide()
    return folder / "a.xlsx"


@good
def ugly_labels(folder):
    labels = [
        "ที่ ",
        "ชื่อ\n-  สกุล\u200b",
        "เลขประจําตัว ประชาชน.",
        "บ้าน\xa0เลขที่:",
        "หมู่ที่ (๑-๙)",
        "*หมู่บ้าน",
        "ต ำ บ ล",
    ]
    return xlsx(folder / "a.xlsx", [[*labels, "๘. วันที่สมัครใจเข้าร่วม"], *PEOPLE])


@good
def units_and_column_numbers_under_the_header(folder):
    units = ["", "", "(13 หลัก)", "", "", "", "", "(วัน/เดือน/ปี)"]
    return xlsx(folder / "a.xlsx", [HEAD, units, list(range(1, 9)), *PEOPLE])


@good
def header_repeated_on_each_page(folder):
    return xlsx(folder / "a.xlsx", [["หน้า 1"], HEAD, *PEOPLE[:2], [], ["หน้า 2"], HEAD, PEOPLE[2]])


@good
def reordered_columns_and_one_nobody_knows(folder):
    rows = [
        [*row[::-1][:3], extra, *row[::-1][3:]] for row, extra in zip([HEAD, *PEOPLE], "ศxyz", strict=True)
    ]
    return xlsx(folder / "a.xlsx", rows)


@good
def formulas_with_stored_values_and_links_outside(folder):
    rows = [row_xml(1, HEAD)]
    for at, person in enumerate(PEOPLE, start=2):
        number = f"<f>[1]อื่น!A{at}</f><v>{person[0]}</v>"
        rows.append(row_xml(at, [number, *person[1:4], f"<f>ROW()</f><v>{person[4]}</v>", *person[5:]]))
    link = f'<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'
    return by_hand(folder / "a.xlsx", rows, more=[("xl/externalLinks/externalLink1.xml", link)])


@good
def macros(folder):
    return by_hand(
        folder / "a.xlsm", register_xml(), more=[("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(4000))]
    )


@good
def xls_named_xlsx(folder):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("ทะเบียน")
    for at, row in enumerate([HEAD, *PEOPLE]):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    book.save(str(folder / "a.xlsx"))
    return folder / "a.xlsx"


@good
def xlsx_named_csv(folder):
    return xlsx(folder / "b.xlsx", [HEAD, *PEOPLE]).rename(folder / "a.csv")


@good
def xlsx_named_xls(folder):
    return xlsx(folder / "b.xlsx", [HEAD, *PEOPLE]).rename(folder / "a.xls")


@good
def ods_named_xlsx_with_merged_village(folder):
    rows = ["".join(map(ods_cell, HEAD))]
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    for at, person in enumerate(PEOPLE):
        span = 'table:number-rows-spanned="2"' if at == 0 else ""
        place = covered if at == 1 else "".join(ods_cell(value, span) for value in person[5:7])
        rows.append("".join(map(ods_cell, person[:5])) + place + ods_cell(person[7]))
    rows.append('<table:table-cell table:number-columns-repeated="16384"/>')
    return ods(folder / "a.xlsx", rows)


@good
def csv_utf8(folder):
    return written(folder / "a.csv", csv_bytes([HEAD, *PEOPLE]))


@good
def csv_with_bom_as_google_and_excel_save_it(folder):
    return written(folder / "a.csv", csv_bytes([HEAD, *PEOPLE], "utf-8-sig"))


@good
def csv_cp874(folder):
    return written(folder / "a.txt", csv_bytes([HEAD, *PEOPLE], "cp874"))


@good
def csv_tis620_with_smart_quotes(folder):
    return written(folder / "a.csv", csv_bytes([["ทะเบียน “เป้าหมาย” … "], HEAD, *PEOPLE], "cp874"))


@good
def csv_utf16(folder):
    return written(folder / "a.csv", csv_bytes([HEAD, *PEOPLE], "utf-16", "\t"))


@good
def csv_utf16_without_bom(folder):
    return written(folder / "a.csv", csv_bytes([HEAD, *PEOPLE], "utf-16-le", "\t"))


@good
def csv_semicolons(folder):
    return written(folder / "a.csv", csv_bytes([["ทะเบียน, ปี 2562"], HEAD, *PEOPLE], separator=";"))


@good
def csv_that_names_its_separator(folder):
    return written(folder / "a.csv", b"sep=;\r\n" + csv_bytes([HEAD, *PEOPLE], separator=";"))


@good
def csv_tabs_and_mac_line_ends(folder):
    return written(folder / "a.csv", csv_bytes([HEAD, *PEOPLE], separator="\t", line_end="\r"))


@good
def csv_with_a_line_break_in_a_label_and_uneven_rows(folder):
    rows = [
        ["ทะเบียน"],
        [*HEAD[:-1], "วันที่\nสมัครใจเข้าร่วม", "", ""],
        PEOPLE[0],
        [*PEOPLE[1], "", "x"],
        PEOPLE[2],
    ]
    return written(folder / "a.csv", csv_bytes(rows))


@good
def csv_ids_kept_as_text_by_a_trick(folder):
    rows = [[*row[:2], f'="{row[2]}"', *row[3:]] for row in PEOPLE]
    return written(folder / "a.csv", csv_bytes([HEAD, *rows]))


@good
def control_characters(folder):
    rows = [[*row[:1], row[1].replace(" ", "\x00 \x0b\x7f"), *row[2:]] for row in PEOPLE]
    return written(folder / "a.csv", csv_bytes([HEAD, *rows]))


@good
def stray_value_far_to_the_right(folder):
    rows = [
        row.replace("</row>", '<c r="XFD1"><v>1</v></c></row>') if at == 0 else row
        for at, row in enumerate(register_xml())
    ]
    return by_hand(folder / "a.xlsx", rows)


def dates_of_every_kind(folder):
    """Real dates, a พ.ศ. year typed into a date cell, day 60 of 1900, a moment, and one that is none."""
    with xlsxwriter.Workbook(folder / "a.xlsx") as book:
        sheet, style = book.add_worksheet(), book.add_format({"num_format": "[$-107041E]d mmm yyyy"})
        for row, serial in enumerate((43426, 244055, 61, 43426.5)):
            sheet.write_number(row, 0, serial, style)
        sheet.write_number(4, 0, 43426, book.add_format({"num_format": "dd/mm/yy"}))
    return folder / "a.xlsx"
