"""The registers of villages and of those that take part in a year."""

import pytest

from tests import factories as make
from tests.importing.office import checked, csv_file, problems, told
from villages.importing.committing import commit
from villages.importing.reading import NotThisRegister
from villages.imports import PARTICIPATION_REGISTER, VILLAGE_REGISTER
from villages.models import District, Participation, Plan, Subdistrict, Village

HEAD = ("รหัสหมู่บ้าน", "หมู่ที่", "ชื่อหมู่บ้าน", "ตำบล", "จำนวนครัวเรือน", "ชื่ออื่น")
ENGLISH = (
    "village_code",
    "moo",
    "village_name",
    "village_alias",
    "village_name_en",
    "subdistrict_code",
    "subdistrict_name",
)
LINE = ("90010203", "3", "บ้านทุ่งใหญ่", "เขารูปช้าง", "๑๒๐", "")
PART = ("รหัสหมู่บ้าน", "หมู่ที่", "หมู่บ้าน", "ตำบล", "ประเภท")


def bring_in(lines, head=HEAD, register=VILLAGE_REGISTER):
    preview = checked(csv_file(lines, head), register)
    commit(preview, make.ImportBatchFactory.build(register=register.kind, uploaded_by=None), by=None)
    return preview


def test_codes_and_plan_are_made_with_the_first_village_and_it_is_said(db):
    preview = checked(csv_file([LINE], HEAD), VILLAGE_REGISTER)
    assert not District.objects.exists()
    assert [note for note in preview.notes if "อำเภอเมืองสงขลา (9001)" in note]
    bring_in([LINE])
    village = Village.objects.select_related("subdistrict__district__province").get()
    assert (village.code, village.moo, village.name, village.household_count) == (
        "90010203",
        3,
        "บ้านทุ่งใหญ่",
        120,
    )
    assert village.subdistrict.district.province.name == "สงขลา"
    assert Subdistrict.objects.count() == 6
    assert Plan.objects.get().fiscal_year == 2562


def test_the_head_may_be_english_and_the_code_may_be_missing(db):
    bring_in([("", "4", "บ้านห้วยขน", "บ้านห้วยขัน", "Ban Huai Chan", "900104", "พะวง")], ENGLISH)
    village = Village.objects.get()
    assert (village.code, village.aliases, village.name_en) == ("90010404", "บ้านห้วยขัน", "Ban Huai Chan")


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (("90010203", "4", "บ้านทุ่งใหญ่", "เขารูปช้าง", "", ""), "B", "village.disagree"),
        (("90010203", "3", "บ้านทุ่งใหญ่", "พะวง", "", ""), "D", "village.disagree"),
        (("90010203", "3", "บ้านทุ่งใหญ่", "ไม่มีตำบลนี้", "", ""), "D", "village.unknown"),
        (("90020101", "1", "บ้านอื่น", "", "", ""), "A", "village.outside"),
        (("9001020", "3", "บ้านทุ่งใหญ่", "เขารูปช้าง", "", ""), "A", "village.shape"),
        (("90010200", "", "บ้านทุ่งใหญ่", "เขารูปช้าง", "", ""), "A", "village.shape"),
        (("", "", "บ้านทุ่งใหญ่", "เขารูปช้าง", "", ""), "A", "village.missing"),
        (("", "120", "บ้านทุ่งใหญ่", "เขารูปช้าง", "", ""), "B", "village.invalid"),
        (("90010203", "3", "", "เขารูปช้าง", "", ""), "C", "name.required"),
        (("90010203", "3", "บ้านทุ่งใหญ่", "เขารูปช้าง", "มาก", ""), "E", "household_count.invalid"),
        (("90010203", "3", "บ้านทุ่งใหญ่", "เขารูปช้าง", "-5", ""), "E", "household_count.min_value"),
    ],
)
def test_columns_that_disagree_or_cannot_be_read_make_the_row_wrong(db, line, column, code):
    good = ("90010401", "1", "บ้านบางดาน", "พะวง", "", "")
    assert problems(csv_file([line, good], HEAD), VILLAGE_REGISTER) == [(2, column, code)]


def test_one_code_with_two_names_is_wrong_on_both_lines(db):
    other = ("90010203", "3", "บ้านอื่น", "เขารูปช้าง", "", "")
    assert [code for _, _, code in problems(csv_file([LINE, other], HEAD), VILLAGE_REGISTER)] == [
        "village.two_names"
    ] * 2
    assert told(csv_file([LINE, LINE], HEAD), VILLAGE_REGISTER)["duplicate"] == 1


def test_a_register_of_people_is_never_read_as_one_of_villages(villages):
    head = ("ชื่อ - สกุล", "เลขประจำตัวประชาชน 13 หลัก", "หมู่ที่", "หมู่บ้าน", "ตำบล", "โทรศัพท์")
    with pytest.raises(NotThisRegister, match="ทะเบียนบุคคล ไม่ใช่ทะเบียนหมู่บ้าน"):
        checked(
            csv_file([("นายดี ใจงาม", "", "3", "บ้านทุ่งใหญ่", "เขารูปช้าง", "0812345678")], head), VILLAGE_REGISTER
        )


def test_a_file_without_villages_is_refused_by_the_registers_own_name(db):
    with pytest.raises(NotThisRegister, match="ที่ทะเบียนหมู่บ้านต้องใช้"):
        checked(csv_file([("1", "2")], ("ก", "ข")), VILLAGE_REGISTER)


def test_a_second_upload_changes_nothing_and_a_new_name_is_a_change(villages):
    line = ("90010203", "3", "บ้านทุ่งใหญ่", "เขารูปช้าง", "", "")
    assert told(csv_file([line], HEAD), VILLAGE_REGISTER)["same"] == 1
    renamed = ("90010203", "3", "บ้านทุ่งกว้าง", "เขารูปช้าง", "", "บ้านทุ่งใหญ่, บ้านทุ่งกว้าง")
    assert told(csv_file([renamed], HEAD), VILLAGE_REGISTER)["changed"] == 1
    bring_in([renamed])
    village = Village.objects.get(code="90010203")
    assert (village.name, village.aliases, village.version) == ("บ้านทุ่งกว้าง", "บ้านทุ่งใหญ่", 2)


def test_villages_take_part_by_kind_and_a_second_time_nothing_changes(villages):
    lines = [("90010604", 4, "บ้านแหลมพ้อ", "เกาะยอ", "สร้างใหม่"), ("", 9, "บ้านสวนใหม่", "เกาะยอ", "ขยายผล")]
    bring_in(lines, PART, PARTICIPATION_REGISTER)
    made = Participation.objects.filter(village_id__gte="900106").order_by("village_id")
    assert list(made.values_list("village_id", "kind")) == [("90010604", "new"), ("90010609", "expansion")]
    assert told(csv_file(lines, PART), PARTICIPATION_REGISTER)["same"] == 2


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (("", 4, "บ้านแหลมพ้อ", "เกาะยอ", "อะไรสักอย่าง"), "E", "kind.choice"),
        (("", 4, "บ้านแหลมพ้อ", "เกาะยอ", ""), "E", "kind.required"),
        (("90010203", 4, "บ้านแหลมพ้อ", "เกาะยอ", "สร้างใหม่"), "A", "village.disagree"),
        (("", "", "บ้านบางดาน", "", "สร้างใหม่"), "C", "village.ambiguous"),
    ],
)
def test_a_part_without_a_village_or_a_kind_is_wrong(villages, line, column, code):
    good = ("90010604", 4, "บ้านแหลมพ้อ", "เกาะยอ", "ขยายผล")
    assert problems(csv_file([line, good], PART), PARTICIPATION_REGISTER) == [(2, column, code)]


def test_one_village_of_two_kinds_is_wrong_on_both_lines(villages):
    lines = [("90010604", "", "", "", "สร้างใหม่"), ("", 4, "บ้านสวนทุเรียน", "เกาะยอ", "ขยายผล")]
    found = told(csv_file(lines, PART), PARTICIPATION_REGISTER)
    assert (found["wrong"], {p["code"] for p in found["problems"]}) == (2, {"participation.two_kinds"})


def test_the_plan_of_the_year_is_made_where_it_is_missing(villages):
    line = ("90010604", 4, "บ้านแหลมพ้อ", "เกาะยอ", "สร้างใหม่")
    preview = checked(csv_file([line], PART), PARTICIPATION_REGISTER, year=2570)
    assert any("แผนประจำปี 2570" in note for note in preview.notes)
    commit(preview, make.ImportBatchFactory.build(register="participations", uploaded_by=None), by=None)
    assert Participation.objects.get(plan__fiscal_year=2570).plan.households == 160
