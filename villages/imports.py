"""The registers of villages and of the villages that take part in a year."""

import re

from accounts.models import ImportBatch
from sammachip.lib import thai

from .forms import ParticipationForm, VillageForm
from .importing.checking import Study
from .importing.finder import moo_of, place_key
from .importing.people import PERSON
from .importing.registers import VILLAGE, VILLAGE_NAMES, Column, Part, Register
from .importing.rows import WRONG
from .importing.taking_part import TakingPart
from .models import Village

OUTSIDE = "รหัสหมู่บ้าน {} ไม่ได้อยู่ในอำเภอ{} ({}) ที่กำลังนำเข้า"
NOT_YOURS = "{} อยู่นอกพื้นที่ที่ท่านรับผิดชอบ จึงนำเข้าไม่ได้"
NO_CODE = "ไม่ได้ระบุหมู่บ้าน โปรดกรอกรหัสหมู่บ้าน 8 หลัก หรือหมู่ที่และตำบล"
CODE_SHAPE = "รหัสหมู่บ้านต้องเป็นตัวเลข 8 หลัก (รหัสตำบล 6 หลัก ตามด้วยหมู่ที่ 2 หลัก)"
OTHER_MOO = "รหัสหมู่บ้าน {} เป็นหมู่ที่ {} แต่ช่องหมู่ที่เขียนว่า {} โปรดแก้ให้ตรงกัน"
OTHER_TAMBON = "รหัสหมู่บ้าน {} อยู่ในตำบล{} แต่ช่องตำบลเขียนว่า “{}” โปรดแก้ให้ตรงกัน"
NO_TAMBON = "ไม่พบตำบล “{}” ในอำเภอ{} โปรดตรวจสอบชื่อตำบล"


class VillageStudy(Study):
    """A village is known by its code: that of its ตำบล and its หมู่ที่, which the other columns must agree with."""

    def load(self):
        rows = Village.objects.in_area(self.office.code).order_by()
        columns = [column.name for column in Village._meta.concrete_fields]
        self.stored = {stored["code"]: stored | {"pk": stored["code"]} for stored in rows.values(*columns)}
        self.tambons = {place_key(each.name): each for each in self.office.subdistricts.values()}
        self.lines = {}

    def compose(self, row):
        code = self._code(row)
        if code is None or row.is_wrong:
            return
        if earlier := self.lines.get(code):
            self._repeated(row, earlier)
            return
        subdistrict = self.office.subdistricts[code[:6]]
        draft = row.draft(
            "village",
            self.stored.get(code),
            constants={"code": code, "moo": int(code[6:]), "subdistrict": subdistrict},
        )
        if row.is_wrong:
            return
        self.lines[code] = row
        if draft.stored is None:
            self.office.need(subdistrict)

    def _repeated(self, row, earlier):
        names = [thai.village_key(each.values.get("name", "")) for each in (row, earlier)]
        if names[0] == names[1]:
            self.repeats(row, earlier, "village_code")
            return
        for one, other in ((row, earlier), (earlier, row)):
            message = f"แถว {other.number} เป็นหมู่บ้านเดียวกันตามรหัสหรือหมู่ที่ แต่ชื่อต่างกัน โปรดตรวจสอบกับทะเบียนหมู่บ้าน"
            one.add(WRONG, "village.two_names", "name", message)

    def _code(self, row):
        """The eight digits that all filled columns agree on, or None with what is wrong."""
        written = re.sub(r"\D", "", place_key(self._text(row, "village_code")))
        moo, tambon = self._moo(row), self._tambon(row)
        if row.is_wrong:
            return None
        if not written:
            if tambon is None or moo is None:
                return self._wrong(row, "village_code", "missing", NO_CODE)
            written = f"{tambon.code}{moo:02}"
        if len(written) != 8 or int(written[6:]) == 0:
            return self._wrong(row, "village_code", "shape", CODE_SHAPE)
        return self._agreed(row, written, moo, tambon)

    def _agreed(self, row, code, moo, tambon):
        office = self.office
        if code[:6] not in office.subdistricts:
            return self._wrong(
                row, "village_code", "outside", OUTSIDE.format(code, office.district.name, office.code)
            )
        if moo is not None and int(code[6:]) != moo:
            return self._wrong(
                row, "moo", "disagree", OTHER_MOO.format(code, int(code[6:]), moo), str(int(code[6:]))
            )
        own = office.subdistricts[code[:6]]
        if tambon is not None and tambon.code != own.code:
            column = "subdistrict_name" if "subdistrict_name" in row.table.columns else "subdistrict_code"
            return self._wrong(
                row, column, "disagree", OTHER_TAMBON.format(code, own.name, tambon.name), own.name
            )
        if not office.may_see(code):
            return self._wrong(row, "village_code", "outside", NOT_YOURS.format(f"หมู่บ้านรหัส {code}"))
        return code

    def _moo(self, row):
        text = place_key(self._text(row, "moo"))
        if not text:
            return None
        moo = moo_of(text)
        if not moo.isdecimal() or not 1 <= int(moo) <= 99:
            return self._wrong(row, "moo", "invalid", f"หมู่ที่ “{text}” ไม่ถูกต้อง หมู่ที่ต้องเป็น 1 ถึง 99")
        return int(moo)

    def _tambon(self, row):
        """The ตำบล that its name and its code agree on."""
        name, code = self._text(row, "subdistrict_name"), self._text(row, "subdistrict_code")
        by_name = self.tambons.get(re.sub(r"^(?:ตำบล|ต\.)", "", place_key(name))) if name else None
        by_code = self.office.subdistricts.get(place_key(code)) if code else None
        if name and by_name is None:
            return self._wrong(
                row, "subdistrict_name", "unknown", NO_TAMBON.format(name, self.office.district.name)
            )
        if code and by_code is None:
            return self._wrong(
                row, "subdistrict_code", "unknown", NO_TAMBON.format(code, self.office.district.name)
            )
        if by_name and by_code and by_name is not by_code:
            message = f"รหัสตำบล {code} คือตำบล{by_code.name} ไม่ใช่ตำบล{by_name.name} โปรดแก้ให้ตรงกัน"
            return self._wrong(row, "subdistrict_name", "disagree", message, by_code.name)
        return by_name or by_code

    @staticmethod
    def _text(row, name):
        cell = row.raw(name)
        return "" if thai.is_blank(cell) else thai.tidy(str(cell))

    @staticmethod
    def _wrong(row, column, code, message, fix=""):
        row.add(WRONG, f"village.{code}", column, message, fix)

    def shown(self, row):
        return [row.words("name"), row.words("moo"), row.words("subdistrict_name"), row.words("village_code")]


def village_columns():
    """The columns by which any register finds a village; here the name is the village's own."""
    for column in VILLAGE:
        if column.name == "village_name":
            yield Column("name", column.labels, column.sample)
        else:
            yield column


VILLAGE_REGISTER = Register(
    kind=ImportBatch.Register.VILLAGES,
    permission="villages.import_village",
    url="villages:import",
    leads_to=(("ดูหมู่บ้าน", "villages:list"),),
    study=VillageStudy,
    finds_village=False,
    others=next(column.labels for column in PERSON if column.name == "citizen_id"),
    parts=(
        Part(
            "village",
            VillageForm,
            (
                "name",
                "aliases",
                "name_en",
                "postcode",
                "household_count",
                "population",
                "leader_name",
                "leader_phone",
                "latitude",
                "longitude",
            ),
        ),
    ),
    essential=(("name",), ("village_code", "moo")),
    shown=("หมู่บ้าน", "หมู่ที่", "ตำบล", "รหัสหมู่บ้าน"),
    columns=(
        *village_columns(),
        Column("aliases", ("ชื่ออื่น", "ชื่อเรียกอื่น", "village_alias", "ชื่อพ้อง"), ""),
        Column("name_en", ("ชื่ออังกฤษ", "ชื่อหมู่บ้าน (อังกฤษ)", "village_name_en"), "Ban Thung Yai"),
        Column("postcode", ("รหัสไปรษณีย์", "postcode"), "90000"),
        Column(
            "household_count", ("จำนวนครัวเรือน", "ครัวเรือน", "ครัวเรือนทั้งหมด", "households", "หลังคาเรือน"), "120"
        ),
        Column("population", ("ประชากร", "จำนวนประชากร", "population"), "450"),
        Column("leader_name", ("ผู้ใหญ่บ้าน/กำนัน", "ผู้ใหญ่บ้าน", "ชื่อผู้ใหญ่บ้าน", "กำนัน/ผู้ใหญ่บ้าน", "ผู้นำหมู่บ้าน"), ""),
        Column("leader_phone", ("โทรศัพท์ผู้นำ", "โทรศัพท์", "เบอร์โทรศัพท์", "โทรศัพท์ผู้ใหญ่บ้าน"), ""),
        Column("latitude", ("ละติจูด", "latitude", "lat"), ""),
        Column("longitude", ("ลองจิจูด", "longitude", "lng", "long"), ""),
    ),
)


class ParticipationStudy(Study):
    def load(self):
        self.stored = {
            code: {
                "pk": found.pk,
                "version": found.version,
                "village": found.village_id,
                "plan": found.plan_id,
                "kind": found.kind,
                "sage_quota": found.sage_quota,
                "household_quota": found.household_quota,
            }
            for code, found in TakingPart(self.office).by_village.items()
        }
        self.lines = {}

    def compose(self, row):
        village = row.values["village"]
        if earlier := self.lines.get(village.pk):
            self._repeated(row, earlier)
            return
        row.draft("participation", self.stored.get(village.pk), village=village, plan=self.office.plan)
        if not row.is_wrong:
            self.lines[village.pk] = row

    def _repeated(self, row, earlier):
        if row.values.get("kind") == earlier.values.get("kind"):
            self.repeats(row, earlier, "village_name")
            return
        for one, other in ((row, earlier), (earlier, row)):
            message = f"แถว {other.number} เป็นหมู่บ้านเดียวกัน แต่ระบุประเภทต่างกัน หมู่บ้านหนึ่งมีได้ประเภทเดียวในหนึ่งปี"
            one.add(WRONG, "participation.two_kinds", "kind", message)

    def shown(self, row):
        village = row.values.get("village")
        place = [village.name, str(village.moo), village.subdistrict.name] if village else []
        kind = (
            self.presses["participation"].shown("kind", row.values["kind"])
            if "kind" in row.values
            else row.words("kind")
        )
        return [
            *(place or [row.words("village_name"), row.words("moo"), row.words("subdistrict_name")]),
            kind,
        ]


PARTICIPATION_REGISTER = Register(
    kind=ImportBatch.Register.PARTICIPATIONS,
    permission="villages.import_participation",
    url="villages:import_participations",
    leads_to=(("ดูแผนประจำปี", "villages:plans"),),
    study=ParticipationStudy,
    parts=(Part("participation", ParticipationForm, ("kind", "sage_quota", "household_quota")),),
    essential=(VILLAGE_NAMES[:4], ("kind",)),
    shown=("หมู่บ้าน", "หมู่ที่", "ตำบล", "ประเภท"),
    columns=(
        *VILLAGE,
        Column(
            "kind",
            ("ประเภท", "ประเภทหมู่บ้าน", "ลักษณะการเข้าร่วม", "kind"),
            "สร้างใหม่",
            words={"ใหม่": "new", "หมู่บ้านสร้างใหม่": "new", "ขยาย": "expansion", "หมู่บ้านขยายผล": "expansion"},
        ),
        Column("sage_quota", ("โควตาปราชญ์", "จำนวนปราชญ์", "เป้าหมายปราชญ์"), ""),
        Column("household_quota", ("โควตาครัวเรือน", "จำนวนครัวเรือนเป้าหมาย", "เป้าหมายครัวเรือน"), ""),
    ),
)
