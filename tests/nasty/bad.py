"""Files that nobody should open, each with the code of its refusal."""

import struct
import zipfile
import zlib

import xlwt
from xlwt.CompoundDoc import XlsDoc

from tests.nasty.files import (
    HEAD,
    MAIN,
    OFFICE,
    PEOPLE,
    RELATION,
    SHEET,
    TYPES,
    by_hand,
    csv_bytes,
    ods,
    register_xml,
    row_xml,
    written,
    xlsx,
)

BAD, REFUSED = {}, {}


def bad(code):
    def keep(maker):
        BAD[maker.__name__], REFUSED[maker.__name__] = maker, code
        return maker

    return keep


@bad("empty")
def zero_bytes(folder):
    return written(folder / "a.xlsx", b"")


@bad("empty")
def no_cell_filled(folder):
    return xlsx(folder / "a.xlsx", [])


@bad("empty")
def only_separators(folder):
    return written(folder / "a.csv", b"\xef\xbb\xbf,,,\r\n,,\r\n")


@bad("missing")
def no_such_file(folder):
    return folder / "a.xlsx"


@bad("password")
def password(folder):
    streams = "".join(("Root Entry", "EncryptionInfo", "EncryptedPackage")).encode("utf-16-le")
    return written(
        folder / "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + streams + bytes(9000)
    )


@bad("password")
def password_in_an_old_workbook(folder):
    book = xlwt.Workbook()
    book.add_sheet("ก").write(0, 0, 1)
    biff = book.get_biff_data()
    first = 4 + struct.unpack_from("<H", biff, 2)[0]
    file_pass = struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)
    document = XlsDoc()
    document.save(str(folder / "a.xls"), biff[:first] + file_pass + biff[first:])
    return folder / "a.xls"


@bad("password")
def password_in_an_open_document(folder):
    manifest = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    return ods(folder / "a.ods", [], manifest=manifest)


@bad("damaged")
def cut_off(folder):
    whole = xlsx(folder / "b.xlsx", [HEAD, *PEOPLE * 50]).read_bytes()
    return written(folder / "a.xlsx", whole[: len(whole) * 2 // 3])


@bad("damaged")
def bits_turned_in_the_middle(folder):
    content = bytearray(xlsx(folder / "b.xlsx", [HEAD, *PEOPLE * 50]).read_bytes())
    at = content.find(b"xl/worksheets/sheet1.xml") + 60
    content[at : at + 40] = bytes(40)
    return written(folder / "a.xlsx", bytes(content))


@bad("empty_rows")
def a_million_empty_rows(folder):
    rows = (f'<row r="{n}" spans="1:8"/>' for n in range(5, 1_048_577))
    return by_hand(folder / "a.xlsx", [*register_xml(), *rows])


@bad("empty_rows")
def a_million_empty_lines(folder):
    return written(folder / "a.csv", csv_bytes([HEAD, *PEOPLE]) + b",,,,,,,\r\n" * 1_048_000)


@bad("too_many_rows")
def too_many_rows(folder):
    return by_hand(
        folder / "a.xlsx", (f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 300_002))
    )


@bad("bomb")
def bomb(folder):
    """Three hundred and fifty megabytes of zeros in a third of one."""
    return by_hand(folder / "a.xlsx", [bytes(10_000_000)] * 35)


@bad("bomb")
def small_bomb(folder):
    """Nothing over the limit but the ratio: 20 megabytes out of 20 kilobytes."""
    return by_hand(folder / "a.xlsx", [bytes(1_000_000)] * 20)


@bad("bomb")
def bomb_in_many_parts(folder):
    """No part is sizeable, and together they are."""
    parts = [(f"xl/media/{number}.bin", bytes(1_000_000)) for number in range(20)]
    return by_hand(folder / "a.xlsx", register_xml(), more=parts)


@bad("bomb")
def bomb_that_lies_about_its_size(folder):
    """The listing says 3,000 bytes, and has their sum right; the part goes on for 50 million."""
    path = by_hand(folder / "b.xlsx", [b" " * 1_000_000] * 50)
    content = bytearray(path.read_bytes())
    at = content.rfind(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<L", content, at + 16, zlib.crc32(SHEET[0].encode().ljust(3000)))
    struct.pack_into("<L", content, at + 24, 3000)
    return written(folder / "a.xlsx", bytes(content))


@bad("bomb")
def zip_in_a_workbook(folder):
    return by_hand(folder / "a.xlsx", register_xml(), more=[("xl/media/more.zip", b"PK\x03\x04")])


@bad("bomb")
def a_hundred_thousand_entries(folder):
    with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
        for number in range(100_000):
            archive.writestr(f"{number}", b"")
    return folder / "a.xlsx"


@bad("too_wide")
def two_cells_at_the_ends_of_the_sheet(folder):
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return by_hand(folder / "a.xlsx", [*register_xml(), last])


@bad("bomb")
def one_long_text_in_every_cell(folder):
    """Small on disk, small when unpacked; it swells where the reader copies the text into each cell."""
    strings = f'<sst xmlns="{MAIN}"><si><t>{"ก" * 1_000_000}</t></si></sst>'
    rows = [f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 5001)]
    relation = RELATION.format(OFFICE, "sharedStrings", "sharedStrings.xml").replace("rId1", "rId2")
    return by_hand(folder / "a.xlsx", rows, more=[("xl/sharedStrings.xml", strings)], relations=relation)


@bad("damaged")
def entity_from_outside(folder):
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet xmlns="{MAIN}"><sheetData>'
    return by_hand(folder / "a.xlsx", [row_xml(1, ["&e;"])], sheet=(head, SHEET[1]))


@bad("damaged")
def billion_laughs(folder):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ฮา">{laughs}]><worksheet xmlns="{MAIN}"><sheetData>'
    )
    return by_hand(folder / "a.xlsx", [row_xml(1, ["&l9;"])], sheet=(head, SHEET[1]))


@bad("damaged")
def entity_behind_a_long_comment(folder):
    head = f'<?xml version="1.0"?><!--{"-x" * 4000}--><!DOCTYPE x [<!ENTITY e "x">]><worksheet xmlns="{MAIN}"><sheetData>'
    return by_hand(folder / "a.xlsx", [row_xml(1, ["&e;"])], sheet=(head, SHEET[1]))


@bad("mixed_encoding")
def two_encodings_in_one_file(folder):
    return written(folder / "a.csv", csv_bytes([HEAD, *PEOPLE]) + csv_bytes(PEOPLE, "cp874"))


@bad("mixed_encoding")
def two_encodings_whose_letters_all_exist_in_both(folder):
    return written(folder / "a.csv", csv_bytes([HEAD, *PEOPLE], "cp874") + "4,สมหมาย มาลา".encode())


@bad("html")
def web_page_named_xls(folder):
    return written(folder / "a.xls", "\n<html><table><tr><td>ที่</td></tr></table></html>".encode())


@bad("xml")
def xml_spreadsheet(folder):
    return written(folder / "a.xls", b'<?xml version="1.0"?><Workbook/>')


@bad("archive")
def register_inside_a_zip(folder):
    with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
        archive.write(xlsx(folder / "b.xlsx", [HEAD, *PEOPLE]), "b.xlsx")
    return folder / "a.xlsx"


@bad("not_a_register")
def pdf(folder):
    return written(folder / "a.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(100))


@bad("not_a_register")
def photo(folder):
    return written(folder / "a.csv", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 20)


@bad("not_a_register")
def program(folder):
    return written(folder / "a.xls", b"MZ\x90\0\x03" + bytes(300))


@bad("not_a_register")
def word_document(folder):
    with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", "<document/>")
    return folder / "a.xlsx"


@bad("not_a_register")
def noise(folder):
    return written(folder / "a.csv", bytes((n * 7919) % 256 for n in range(5000)))
