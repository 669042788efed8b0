"""The register of sages: its labels, how a sage is known again, and the sage's seat in the village's team."""

from collections import Counter

from django.db.models import Count

from accounts.models import ImportBatch
from sammachip.lib import thai
from villages.importing.checking import Study
from villages.importing.people import HOUSE_NO, PERSON, PHONE, People, full_name
from villages.importing.registers import VILLAGE, VILLAGE_NAMES, Column, Part, Register
from villages.importing.rows import NEW, WRONG
from villages.importing.taking_part import TakingPart
from villages.importing.uniqueness import in_chunks

from .forms import SageForm, TeamMemberForm
from .models import Sage, TeamMember

ONE_TEAM = next(
    str(one.violation_error_message)
    for one in TeamMember._meta.constraints
    if one.name == "teammember_one_team_a_year"
)


def numbers(values):
    if index := values.get("nid_idx"):
        yield "nid_idx", index


def is_same(one, other):
    """Same village and name: one sage, unless each has an id and they differ."""
    ids = {one.get("nid_idx"), other.get("nid_idx")} - {None}
    return len(ids) < 2


def split_course_dates(cell):
    """`5-8 พ.ย. 2561` is the first and the last day of the course."""
    first, last = thai.date_range(cell) if cell is not None else (None, None)
    return {"course_starts_on": first, "course_ends_on": last}


class SageStudy(Study):
    def load(self):
        self.taking_part = TakingPart(self.office)
        fields = [name for name in SAGE_FIELDS if name != "citizen_id"]
        self.people = People(self.office, Sage, fields, self.rows, numbers=numbers, is_same=is_same)
        self.owners = self.people.owners
        self.seats = self._seats()

    def _seats(self):
        """{sage: the standing seat of the year}."""
        columns = [column.name for column in TeamMember._meta.concrete_fields if column.name != "id"]
        rows = TeamMember.objects.standing().in_year(self.office.year).order_by().values("pk", *columns)
        known = {stored["pk"] for stored in self.people.all_stored()}
        return {seat["sage"]: seat for found in in_chunks(rows, "sage__in", known) for seat in found}

    def compose(self, row):
        participation = self.taking_part.of(row)
        if participation is None:
            return
        stored = self.people.known(row, self)
        if row.twin is not None or row.is_wrong:
            return
        values = row.values
        seat = self.seats.get(stored["pk"]) if stored else None
        if seat and seat["participation"] != participation.pk:
            row.add(WRONG, "seat.another_team", "village_name", ONE_TEAM)
            return
        sage = row.draft(
            "sage", stored, village=values["village"], derived={"nid_idx": values.get("nid_idx")}
        )
        row.draft(
            "seat",
            seat,
            constants={"fiscal_year": self.office.year},
            links={"sage": sage},
            participation=participation,
        )
        if not row.is_wrong:
            self.people.accept(row, stored)

    def conclude(self, good):
        self.notes += self.taking_part.quota_notes(
            standing=self._standing(),
            added=Counter(row.drafts[1].value("participation") for row in good if row.state == NEW),
            wanted=lambda participation: participation.sages_wanted,
            target=self.office.plan.sages,
            unit="ปราชญ์ชุมชน",
            word="คน",
        )

    def _standing(self):
        rows = TeamMember.objects.standing().in_area(self.office.code).in_year(self.office.year)
        return dict(rows.order_by().values_list("participation").annotate(Count("pk")))

    def shown(self, row):
        name = full_name(row.values) or row.words("name") or row.words("first_name")
        return [name, row.place, row.masked_citizen_id, row.words("expertise")]


SAGE_FIELDS = (
    "prefix",
    "first_name",
    "last_name",
    "citizen_id",
    "house_no",
    "phone",
    "birth_on",
    "main_occupation",
    "expertise",
    "years",
    "awards",
    "learning_place",
    "course_passed",
    "course_centre",
    "course_round",
    "course_starts_on",
    "course_ends_on",
)
REGISTER = Register(
    kind=ImportBatch.Register.SAGES,
    permission="sages.import_sage",
    url="sages:import",
    leads_to=(("ดูปราชญ์ชุมชน", "sages:list"),),
    study=SageStudy,
    main=1,
    parts=(Part("sage", SageForm, SAGE_FIELDS), Part("seat", TeamMemberForm, ("role", "joined_on", "note"))),
    essential=(("name", "first_name"), (*VILLAGE_NAMES[:4], "house_no")),
    shown=("ชื่อ-สกุล", "หมู่บ้าน", "เลขประจำตัวประชาชน", "ความเชี่ยวชาญ"),
    columns=(
        *PERSON,
        HOUSE_NO,
        *VILLAGE,
        PHONE,
        Column("birth_on", ("วันเกิด", "วันเดือนปีเกิด", "วัน/เดือน/ปีเกิด"), "15/4/2510"),
        Column("main_occupation", ("อาชีพหลัก", "อาชีพ"), "ทำสวน"),
        Column(
            "expertise",
            (
                "ความเชี่ยวชาญ",
                "ความรู้/ความเชี่ยวชาญ",
                "ความชำนาญ",
                "ความสามารถ",
                "เชี่ยวชาญด้าน",
                "สาขาความเชี่ยวชาญ",
                "องค์ความรู้",
            ),
            "ทำขนมพื้นบ้าน",
        ),
        Column("years", ("ประสบการณ์ (ปี)", "ประสบการณ์", "จำนวนปีประสบการณ์"), "12"),
        Column("awards", ("รางวัลที่ได้รับ", "รางวัล", "ผลงาน/รางวัล"), ""),
        Column("learning_place", ("แหล่งเรียนรู้", "ศูนย์เรียนรู้"), ""),
        Column(
            "role",
            ("บทบาทในทีม", "บทบาท", "ตำแหน่งในทีม", "หน้าที่ในทีม"),
            "สมาชิก",
            words={"หัวหน้า": "lead", "หัวหน้าทีมวิทยากร": "lead", "สมาชิกทีม": "member", "ลูกทีม": "member"},
        ),
        Column(
            "course_passed",
            (
                "ผ่านหลักสูตรวิทยากรผู้นำสัมมาชีพ",
                "ผ่านหลักสูตรวิทยากรผู้นำ",
                "ผ่านการอบรมวิทยากรผู้นำ",
                "ผ่านหลักสูตร",
                "หลักสูตรวิทยากรผู้นำสัมมาชีพ",
            ),
            "ผ่าน",
            words={
                "ผ่าน": True,
                "ผ่านแล้ว": True,
                "ผ่านการอบรม": True,
                "ใช่": True,
                "/": True,
                "✓": True,
                "true": True,
                "ไม่ผ่าน": False,
                "ยังไม่ผ่าน": False,
                "ไม่": False,
                "false": False,
            },
        ),
        Column(
            "course_dates",
            ("วันที่อบรม", "วันที่อบรมหลักสูตร", "ช่วงวันที่อบรม", "วันอบรม"),
            "5-8 พ.ย. 2561",
            split=split_course_dates,
        ),
        Column("course_centre", ("ศูนย์ที่อบรม", "ศูนย์ศึกษาและพัฒนาชุมชน", "สถานที่อบรม"), ""),
        Column("course_round", ("รุ่น", "รุ่นที่"), ""),
        Column("joined_on", ("วันที่เข้าทีม", "เข้าทีมเมื่อ"), ""),
        Column("note", ("หมายเหตุ",), ""),
    ),
)
