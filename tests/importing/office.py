"""An office to import into: the 47 villages of อำเภอเมืองสงขลา, four of which take part; and small files as it sends them."""

import csv
import io
from pathlib import Path

import geothai
import xlsxwriter
from django.apps import apps

from reports import demo
from sammachip.lib.sheets import read
from tests import factories as make
from villages.importing import storing
from villages.importing.checking import check
from villages.importing.office import Office
from villages.importing.staging import report, staged
from villages.models import District, Province, Subdistrict, Village

FLOORS = {"villages", "sages", "households", "training", "groups", "monitoring"}
TAKING_PART = {"90010203": "new", "90010306": "new", "90010402": "new", "90010503": "expansion"}
HOUSEHOLD_HEAD = (
    "ที่",
    "ชื่อ - สกุล",
    "เลขประจำตัวประชาชน",
    "บ้านเลขที่",
    "หมู่ที่",
    "หมู่บ้าน",
    "ตำบล",
    "โทรศัพท์",
    "จำนวนสมาชิก (คน)",
    "รายได้เฉลี่ยก่อน (บาท/คน/ปี)",
    "อาชีพที่ต้องการ",
    "วันที่สมัครใจเข้าร่วม",
    "ปราชญ์ผู้ดูแล",
    "หมายเหตุ",
)


def the_villages():
    """(district, its villages as {code: village}), not stored: facts of อำเภอเมืองสงขลา."""
    district = District(code="9001", name="เมืองสงขลา", province=Province(code="90", name="สงขลา"))
    tambons = {
        each.code: Subdistrict(code=each.code, name=each.name_th, district=district)
        for each in geothai.subdistricts("9001")
    }
    with (Path(demo.__file__).parent / "villages_9001.csv").open(encoding="utf-8", newline="") as file:
        villages = [
            Village(
                code=line["code"],
                moo=int(line["code"][6:]),
                name=line["name"],
                aliases=line["aliases"],
                subdistrict=tambons[line["code"][:6]],
            )
            for line in csv.DictReader(file)
        ]
    return district, {village.code: village for village in villages}


def office_with_villages():
    """The same stored, with a plan of 2562 in which four villages take part."""
    district, villages = the_villages()
    district.province.save()
    district.save()
    Subdistrict.objects.bulk_create({village.subdistrict for village in villages.values()})
    Village.objects.bulk_create(villages.values())
    plan = make.PlanFactory(district=district)
    for code, kind in TAKING_PART.items():
        make.ParticipationFactory(village=villages[code], plan=plan, kind=kind)
    return villages


def citizen_id(number):
    """A well-formed id of nobody: `number` in its middle, and a right check digit."""
    digits = f"3{number:011d}"
    return digits + str((11 - sum(int(d) * (13 - at) for at, d in enumerate(digits)) % 11) % 10)


def household(number=1, **differs):
    """One good line of the register of households; `differs` by the column's label."""
    line = {
        "ที่": number,
        "ชื่อ - สกุล": f"นายสมชาย{number} ตัวอย่าง",
        "เลขประจำตัวประชาชน": citizen_id(number),
        "บ้านเลขที่": f"{number}/1",
        "หมู่ที่": 3,
        "หมู่บ้าน": "บ้านทุ่งใหญ่",
        "ตำบล": "เขารูปช้าง",
        "โทรศัพท์": "0812341234",
        "จำนวนสมาชิก (คน)": 4,
        "รายได้เฉลี่ยก่อน (บาท/คน/ปี)": 38000,
        "อาชีพที่ต้องการ": "จักสานกระจูด",
        "วันที่สมัครใจเข้าร่วม": "22/11/2561",
        "ปราชญ์ผู้ดูแล": None,
        "หมายเหตุ": None,
    } | differs
    return list(line.values())


def xlsx(rows, head=HOUSEHOLD_HEAD, *, title="ทะเบียน", above=("ทะเบียนครัวเรือนเป้าหมาย", None), merged=()):
    """A workbook as bytes: title rows, the head, the rows; `merged`: ranges as xlsxwriter takes them, with their value."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet(title)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, text in enumerate(above):
            sheet.write(row, 0, text)
        for row, values in enumerate([head, *rows], start=len(above)):
            for column, value in enumerate(values):
                if hasattr(value, "isoformat"):
                    sheet.write_datetime(row, column, value, day)
                elif value is not None:
                    sheet.write(row, column, value)
        for *cells, value in merged:
            sheet.merge_range(*cells, value)
    return out.getvalue()


def csv_file(rows, head):
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


def checked(content, register, user=None, year=2562):
    """The preview of a file."""
    with storing.opened(content) as path:
        return check(read(path), register, Office("9001", year, user))


def told(content, register, user=None):
    """The report of a file, as the command line writes it."""
    return report(staged(checked(content, register, user)))


def problems(content, register, user=None, level=None):
    """[(row, column letter, code)] of a file."""
    found = told(content, register, user)["problems"]
    return [(p["row"], p["column"], p["code"]) for p in found if level in (None, p["level"])]


def everything():
    """All rows of all registers, without what only counts writings."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in FLOORS and not model.__name__.startswith("Historical"):
            names = [f.name for f in model._meta.concrete_fields if f.name != "version"]
            rows = model._default_manager.order_by("pk").values_list(*names)
            found[model.__name__] = [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows
            ]
    return found
