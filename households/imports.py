"""The register of target households: its labels, how a household is known again, and what a line makes."""

from collections import Counter, defaultdict

from django.db.models import Count

from accounts.models import ImportBatch
from sages.models import TeamMember
from sammachip.lib import thai
from sammachip.lib.fiscal import FiscalYear
from sammachip.lib.forms import RegisterForm
from villages.importing.checking import Study
from villages.importing.people import HOUSE_NO, PERSON, PHONE, People, full_name
from villages.importing.registers import VILLAGE, VILLAGE_NAMES, Column, Part, Register
from villages.importing.rows import NEW
from villages.importing.taking_part import TakingPart
from villages.importing.uniqueness import in_chunks

from .forms import EnrolmentForm, HouseholdForm
from .models import Enrolment, Household, Income
from .services import STATED

OTHER_PERSON = "บ้านเลขที่ {} {} มีผู้แทนครัวเรือนอื่นอยู่แล้ว: {} โปรดตรวจสอบว่าเป็นคนละครัวเรือน"
UNKNOWN_COACH = "ไม่พบ “{}” ในทีมวิทยากรของ{} ปี {} จึงยังไม่ระบุปราชญ์ผู้ดูแล"
TWO_COACHES = "ทีมวิทยากรของ{}มีผู้ชื่อ “{}” มากกว่าหนึ่งคน จึงยังไม่ระบุปราชญ์ผู้ดูแล"
WAITING = "อาชีพที่ยังไม่มีในตารางคำเรียกอาชีพ จะเว้นประเภทอาชีพไว้ให้เลือกภายหลัง: {}"
WITHDRAWN = "ครัวเรือนนี้ถอนตัวจากโครงการปีนี้แล้วเมื่อ {} การนำเข้าไม่เปลี่ยนการถอนตัว"


class StatedIncomeForm(RegisterForm):
    """The จปฐ. income per person and year as the register states it: a baseline, and never one of สัมมาชีพ."""

    class Meta(RegisterForm.Meta):
        model = Income
        fields = ["amount", "told_on"]
        labels = {"amount": "รายได้เฉลี่ยก่อน (บาท/คน/ปี)"}


def numbers(values):
    """What knows a household for certain, the strongest first."""
    if number := values.get("house_registration_no"):
        yield "house_registration_no", number
    if index := values.get("nid_idx"):
        yield "nid_idx", index


def is_same(one, other):
    """Same village and name: one household only where neither has an id, and the house is the same."""
    if one.get("nid_idx") or other.get("nid_idx"):
        return False
    registered = {one.get("house_registration_no"), other.get("house_registration_no")} - {None, ""}
    return len(registered) < 2 and one.get("house_no") == other.get("house_no")


class HouseholdStudy(Study):
    def load(self):
        self.taking_part = TakingPart(self.office)
        fields = [name for name in HOUSEHOLD_FIELDS if name not in ("citizen_id", "village")]
        self.people = People(self.office, Household, fields, self.rows, numbers=numbers, is_same=is_same)
        self.owners = self.people.owners
        self.enrolments = self._enrolments()
        self.incomes = self._incomes()
        self.coaches = self._coaches()
        self.houses = defaultdict(dict)
        for known in self.people.by_name.values():
            for stored in known:
                self.houses[stored["village"], stored["house_no"]].setdefault(stored["pk"], full_name(stored))

    def _enrolments(self):
        """{household: its enrolment of the year} of all households that the file may speak of."""
        known = {stored["pk"] for stored in self.people.all_stored()}
        columns = [column.name for column in Enrolment._meta.concrete_fields if column.name != "id"]
        rows = Enrolment.objects.in_year(self.office.year).order_by().values("pk", *columns)
        return {one["household"]: one for found in in_chunks(rows, "household__in", known) for one in found}

    def _incomes(self):
        known = {one["pk"] for one in self.enrolments.values()}
        rows = (
            Income.objects.filter(**STATED)
            .order_by()
            .values("pk", "version", "enrolment", "amount", "told_on")
        )
        return {one["enrolment"]: one for found in in_chunks(rows, "enrolment__in", known) for one in found}

    def _coaches(self):
        """{(participation, name): its team members of that name}."""
        coaches = defaultdict(list)
        team = TeamMember.objects.standing().in_area(self.office.code).in_year(self.office.year)
        for member in team.select_related("sage"):
            name = thai.name_key(member.sage.first_name, member.sage.last_name)
            coaches[member.participation_id, name].append(member)
        return coaches

    def compose(self, row):
        participation = self.taking_part.of(row)
        if participation is None:
            return
        stored = self.people.known(row, self)
        if row.twin is not None or row.is_wrong:
            return
        values = row.values
        household = row.draft(
            "household", stored, village=values["village"], derived={"nid_idx": values.get("nid_idx")}
        )
        enrolled = stored and self.enrolments.get(stored["pk"])
        given = {"participation": participation} | self._coach(row, participation)
        if enrolled and thai.key(values.get("trade", "")) not in ("", thai.key(enrolled["trade"])):
            given["occupation"] = ""
        enrolment = row.draft(
            "enrolment",
            enrolled,
            constants={"fiscal_year": self.office.year},
            links={"household": household},
            **given,
        )
        self._draft_income(row, household, enrolment)
        if row.is_wrong:
            return
        self.people.accept(row, stored)
        self._note_neighbours(row, household)
        if enrolled and enrolled["withdrawn_on"]:
            self.note(
                row, "enrolment.withdrawn", None, WITHDRAWN.format(thai.format_date(enrolled["withdrawn_on"]))
            )

    def _draft_income(self, row, household, enrolment):
        amount = row.values.get("income_before")
        if amount is None:
            return
        stated = self.incomes.get(enrolment.pk) if enrolment.pk else None
        told_on = stated["told_on"] if stated else enrolment.cleaned.get("volunteered_on")
        row.draft(
            "income",
            stated,
            constants=STATED,
            links={"household": household, "enrolment": enrolment},
            amount=amount,
            told_on=told_on or FiscalYear(self.office.year).starts_on,
        )

    def _coach(self, row, participation):
        name = row.values.get("coach_name")
        if not name:
            return {}
        found = self.coaches[participation.pk, thai.name_key(name)]
        if len(found) == 1:
            return {"coach": found[0]}
        village = row.values["village"]
        sentence = (
            TWO_COACHES.format(village, name)
            if found
            else UNKNOWN_COACH.format(name, village, self.office.year)
        )
        self.note(row, "coach.unknown", "coach_name", sentence)
        return {}

    def _note_neighbours(self, row, household):
        """The same house number with another person is worth a note, and never a refusal."""
        values = row.values
        if "house_no" not in values:
            return
        others = self.houses[values["village"].pk, values["house_no"]]
        others_name = next((name for who, name in others.items() if who != household.pk), None)
        if others_name and household.stored is None:
            sentence = OTHER_PERSON.format(values["house_no"], values["village"], others_name)
            self.note(row, "house_no.another_person", "house_no", sentence)
        others.setdefault(household.pk or row, full_name(values))

    def conclude(self, good):
        if trades := self._trades_without_kind(good):
            self.notes.append(WAITING.format(", ".join(f"{trade} ({count:,})" for trade, count in trades)))
        added = Counter(row.drafts[1].value("participation") for row in good if row.state == NEW)
        self.notes += self.taking_part.quota_notes(
            standing=self._standing(),
            added=added,
            wanted=lambda participation: participation.households_wanted,
            target=self.office.plan.households,
            unit="ครัวเรือนเป้าหมาย",
            word="ครัวเรือน",
        )

    def _standing(self):
        rows = Enrolment.objects.standing().in_area(self.office.code).in_year(self.office.year)
        return dict(rows.order_by().values_list("participation").annotate(Count("pk")))

    @staticmethod
    def _trades_without_kind(good):
        cleaned = [row.drafts[1].cleaned for row in good]
        return Counter(
            one["trade"] for one in cleaned if one.get("trade") and not one.get("occupation")
        ).most_common(20)

    def shown(self, row):
        """Words of a line for the preview, under the register's headings."""
        words = row.words
        name = full_name(row.values) or words("name")
        return [name, f"{words('house_no')} {row.place}".strip(), row.masked_citizen_id, words("trade")]


HOUSEHOLD_FIELDS = (
    "prefix",
    "first_name",
    "last_name",
    "citizen_id",
    "house_no",
    "house_registration_no",
    "phone",
    "members",
    "rai",
    "ngan",
    "square_wa",
    "latitude",
    "longitude",
)
REGISTER = Register(
    kind=ImportBatch.Register.HOUSEHOLDS,
    permission="households.import_household",
    url="households:import",
    leads_to=(("ดูครัวเรือนเป้าหมาย", "households:list"), ("เลือกประเภทอาชีพที่ค้างอยู่", "households:trades")),
    study=HouseholdStudy,
    main=1,
    parts=(
        Part("household", HouseholdForm, HOUSEHOLD_FIELDS),
        Part("enrolment", EnrolmentForm, ("volunteered_on", "trade", "trade_kind", "income_before", "note")),
        Part("income", StatedIncomeForm, ()),
    ),
    essential=(("name", "first_name"), (*VILLAGE_NAMES[:4], "house_no")),
    shown=("ชื่อ-สกุล", "ที่อยู่", "เลขประจำตัวประชาชน", "อาชีพ"),
    columns=(
        *PERSON,
        HOUSE_NO,
        *VILLAGE,
        Column(
            "house_registration_no",
            ("รหัสประจำบ้าน", "เลขรหัสประจำบ้าน", "รหัสประจำบ้าน 11 หลัก", "เลขรหัสประจำบ้าน 11 หลัก"),
            "",
        ),
        PHONE,
        Column(
            "members",
            ("จำนวนสมาชิก (คน)", "จำนวนสมาชิก", "สมาชิก", "สมาชิกในครัวเรือน", "จำนวนสมาชิกในครัวเรือน"),
            "4",
        ),
        Column(
            "income_before",
            (
                "รายได้เฉลี่ยก่อน (บาท/คน/ปี)",
                "รายได้เฉลี่ย (บาท/คน/ปี)",
                "รายได้ จปฐ. (บาท/คน/ปี)",
                "รายได้เฉลี่ยต่อคนต่อปี",
                "รายได้ต่อคนต่อปี",
                "รายได้ก่อนเข้าร่วมโครงการ (บาท/คน/ปี)",
            ),
            "38000",
        ),
        Column(
            "trade",
            (
                "อาชีพที่ต้องการ",
                "อาชีพ",
                "อาชีพที่ต้องการฝึก",
                "อาชีพที่สนใจ",
                "อาชีพที่เลือก",
                "อาชีพที่ต้องการส่งเสริม",
                "อาชีพที่ฝึก",
                "สัมมาชีพที่ต้องการ",
            ),
            "ทำขนมพื้นบ้าน",
        ),
        Column(
            "trade_kind",
            ("อาชีพเดิม/ใหม่", "อาชีพเดิมหรือใหม่", "ลักษณะอาชีพ"),
            "อาชีพใหม่",
            words={"เดิม": "existing", "ใหม่": "new"},
        ),
        Column(
            "volunteered_on",
            (
                "วันที่สมัครใจเข้าร่วม",
                "วันที่สมัครใจ",
                "วันที่สมัคร",
                "วันที่สมัครเข้าร่วม",
                "วันเดือนปีที่สมัครใจเข้าร่วม",
                "วันที่เข้าร่วม",
                "วันที่เข้าร่วมโครงการ",
            ),
            "22/11/2561",
        ),
        Column("coach_name", ("ปราชญ์ผู้ดูแล", "ปราชญ์ชุมชนผู้ดูแล", "ปราชญ์", "ชื่อปราชญ์ผู้ดูแล", "วิทยากรผู้ดูแล"), ""),
        Column("rai", ("ที่ดินทำกิน (ไร่)", "ไร่", "ที่ดิน (ไร่)"), ""),
        Column("ngan", ("งาน", "ที่ดิน (งาน)"), ""),
        Column("square_wa", ("ตารางวา", "ที่ดิน (ตารางวา)", "ตร.ว."), ""),
        Column("latitude", ("ละติจูด", "latitude", "lat"), ""),
        Column("longitude", ("ลองจิจูด", "longitude", "lng", "long"), ""),
        Column("note", ("หมายเหตุ",), ""),
    ),
)
