"""From a workbook to the tables of a register: which sheets hold it, which column is which, and the lines under them."""

from dataclasses import dataclass, field

from sammachip.lib import sheets
from sammachip.lib.sheet_header import Accepted

from .registers import Register

MISSING = "ไฟล์นี้ไม่มีคอลัมน์ที่ทะเบียน{title}ต้องใช้ ({columns}) โปรดตรวจว่าเลือกไฟล์ถูกทะเบียน และหัวตารางอยู่ใน 50 แถวแรก"
OTHERS = "ไฟล์นี้มีคอลัมน์ “{column}” จึงเป็นทะเบียนบุคคล ไม่ใช่ทะเบียน{title} โปรดเลือกทะเบียนให้ตรงกับไฟล์ แล้วนำเข้าใหม่"
NO_ROWS = "ไฟล์นี้มีหัวตารางของทะเบียน{title}แต่ไม่มีแถวข้อมูล โปรดกรอกข้อมูลใต้หัวตาราง แล้วนำเข้าใหม่"
TOO_LONG = "ไฟล์นี้มี {count:,} แถว เกิน {most:,} แถวที่นำเข้าได้ต่อครั้ง โปรดแบ่งทะเบียนเป็นหลายไฟล์ แล้วนำเข้าทีละไฟล์"
MOST_ROWS = 30_000


class NotThisRegister(Exception):
    """A readable file that is not this register; `str()` is the sentence for the person."""


@dataclass
class Table:
    """One sheet's lines. `columns` leads from a column's name, and from each field a split column fills, to its place;
    `split` from such a field to its column, `readings` from a column to {cell: how it was understood};
    `reads` from a part of the register to the fields of its form that the sheet fills.
    """

    register: Register
    sheet: sheets.Sheet
    columns: dict[str, int]
    lines: list[tuple[int, list]]
    doubled: dict[str, list[int]]
    numbering: int | None
    presses: dict = field(default_factory=dict)
    reads: dict[str, list] = field(default_factory=dict)
    readings: dict[str, dict] = field(default_factory=dict)
    split: dict[str, str] = field(default_factory=dict)

    @property
    def name(self):
        return self.sheet.name

    def title_of(self, field):
        """The title of the column from which a field is read, also where one column fills several."""
        place = self.columns.get(field)
        return next(
            (column.labels[0] for column in self.register.columns if self.columns.get(column.name) == place),
            field,
        )


def tables_of(workbook, register):
    """(tables, notes about what was left unread); raises NotThisRegister where no sheet holds the register."""
    tables, notes, lacking = [], [], None
    for sheet in workbook.sheets:
        header = sheets.find_header(sheet, register.labels)
        if header is None:
            continue
        _refuse_others(register, header)
        missing = [group for group in register.essential if not any(name in header.columns for name in group)]
        if missing:
            lacking = min(lacking or missing, missing, key=len)
        elif sheet.hidden:
            notes.append(
                f"ไม่ได้อ่านแผ่นงาน “{sheet.name}” เพราะถูกซ่อนไว้ ถ้าต้องการนำเข้า โปรดยกเลิกการซ่อน แล้วเลือกไฟล์ใหม่"
            )
        else:
            tables.append(_table(register, sheet, header))
            notes += _remarks(register, sheet, header, len(workbook.sheets) > 1)
    if not tables:
        raise NotThisRegister(_what_is_missing(register, lacking or register.essential))
    return _within_limits(register, tables), notes


def _table(register, sheet, header):
    columns = dict(header.columns)
    if "first_name" in columns and "last_name" not in columns:
        # Beside ชื่อ, ชื่อสกุล is the surname; a lone ชื่อ holds the whole name.
        if "name" in columns:
            columns["last_name"] = columns.pop("name")
        else:
            columns["name"] = columns.pop("first_name")
    lines = [
        (index, _without_errors(sheet, index, cells) if sheet.notes else cells)
        for index, cells in sheets.body(sheet, header)
    ]
    return Table(register, sheet, columns, lines, dict(header.doubled), header.numbering)


def _without_errors(sheet, index, cells):
    """A formula's error (#REF!) is no value; the note about it stays with the sheet."""
    return [None if (index, column) in sheet.notes else value for column, value in enumerate(cells)]


def _remarks(register, sheet, header, is_one_of_many):
    where = f"แผ่นงาน “{sheet.name}” " if is_one_of_many and sheet.name else ""
    if header.unknown:
        yield f"{where}มีคอลัมน์ที่ระบบไม่รู้จักจึงไม่ได้อ่าน: {', '.join(header.unknown[:20])}"
    for name, places in header.doubled.items():
        letters = " และ ".join(sheets.column_letter(place) for place in places)
        yield f"{where}มีคอลัมน์ “{register.title_of(name)}” มากกว่าหนึ่งช่อง ({letters}) แถวที่ค่าในช่องเหล่านี้ไม่ตรงกันต้องแก้ไขก่อน"


def _what_is_missing(register, groups):
    columns = ["หรือ".join(register.title_of(name) for name in group[:3]) for group in groups]
    return MISSING.format(title=register.title.removeprefix("ทะเบียน"), columns=", ".join(columns))


def _refuse_others(register, header):
    """A register of people names villages too, and would be read as one of villages, each many times over."""
    others = Accepted({"others": register.others})
    if found := next((label for label in header.unknown if others.field(label)), None):
        raise NotThisRegister(OTHERS.format(column=found, title=register.title.removeprefix("ทะเบียน")))


def _within_limits(register, tables):
    count = sum(len(table.lines) for table in tables)
    if count == 0:
        raise NotThisRegister(NO_ROWS.format(title=register.title.removeprefix("ทะเบียน")))
    if count > MOST_ROWS:
        raise NotThisRegister(TOO_LONG.format(count=count, most=MOST_ROWS))
    return [table for table in tables if table.lines]
