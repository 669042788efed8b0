"""How the files are written: by a library where one would write them so, else part by part."""

import csv
import io
import zipfile

import xlsxwriter

HEAD = ["ที่", "ชื่อ - สกุล", "เลขประจำตัวประชาชน", "บ้านเลขที่", "หมู่ที่", "หมู่บ้าน", "ตำบล", "วันที่สมัครใจเข้าร่วม"]
PEOPLE = [
    [1, "นางสาวอารีย์ บิลหมัด", "1-4714-81398-54-1", "14/2", 3, "บ้านทุ่งใหญ่", "เขารูปช้าง", "22/11/2561"],
    [2, "นายน้ำเพชร สุวรรณโณ", "2-2907-13122-85-9", "๑๔๐", 3, "บ้านทุ่งใหญ่", "เขารูปช้าง", "12 มี.ค. 2562"],
    [3, "นางอำไพ แซ่ลิ่ม", "5-8752-51566-94-1", "7", 6, "บ้านเกาะแต้ว", "เกาะแต้ว", "01-12-61"],
]
LABELS = {
    "number": ("ที่", "ลำดับ"),
    "name": ("ชื่อ-สกุล", "ชื่อและสกุล"),
    "citizen_id": ("เลขประจำตัวประชาชน", "เลขบัตรประชาชน"),
    "house_no": ("บ้านเลขที่",),
    "moo": ("หมู่ที่", "หมู่"),
    "village": ("หมู่บ้าน",),
    "subdistrict": ("ตำบล",),
    "joined_on": ("วันที่สมัครใจเข้าร่วม", "วันที่เข้าร่วม"),
}
FIELDS = list(LABELS)


def xlsx(path, *sheets, **options):
    """A workbook of plain rows; returns the path."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, **options}) as book:
        for number, rows in enumerate(sheets, start=1):
            sheet = book.add_worksheet(f"แผ่น {number}")
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def csv_bytes(rows, encoding="utf-8", separator=",", line_end="\r\n"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode(encoding)


def written(path, content):
    path.write_bytes(content)
    return path


TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
RELATION = '<Relationship Id="rId1" Type="{}/{}" Target="{}"/>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="ก" sheetId="1" r:id="rId1"/></sheets></workbook>'
SHEET = (
    f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>',
    "</sheetData></worksheet>",
)


def by_hand(path, rows, *, more=(), sheet=SHEET, relations=""):
    """An xlsx whose sheet's XML is given as pieces of text: for what no library would write."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "_rels/.rels", RELATIONS.format(RELATION.format(OFFICE, "officeDocument", "xl/workbook.xml"))
        )
        archive.writestr("xl/workbook.xml", BOOK)
        worksheet = RELATION.format(OFFICE, "worksheet", "worksheets/sheet1.xml")
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(worksheet + relations))
        for name, content in more:
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for piece in (sheet[0], *rows, sheet[1]):
                part.write(piece.encode() if isinstance(piece, str) else piece)
    return path


def row_xml(number, values):
    """A row of inline texts, numbers as they are; a value that begins with "<" is taken as the cell's inside."""
    cells = []
    for at, value in enumerate(values):
        reference = f"{chr(65 + at)}{number}"
        if isinstance(value, str) and value.startswith("<"):
            cells.append(f'<c r="{reference}">{value}</c>')
        elif isinstance(value, str):
            cells.append(f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>')
        elif value is not None:
            cells.append(f'<c r="{reference}"><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def register_xml(start=1):
    return [row_xml(start + at, row) for at, row in enumerate([HEAD, *PEOPLE])]


ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="ก &amp; ข">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def ods_cell(value, more=""):
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}" {more}><text:p/></table:table-cell>'
    return f'<table:table-cell office:value-type="string" {more}><text:p>{value}</text:p></table:table-cell>'


def ods(path, rows, **more):
    """Rows of ready-made cells; `more` are other parts of the archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", ODS.format("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
        )
        archive.writestr("META-INF/manifest.xml", more.get("manifest", "<manifest/>"))
    return path
