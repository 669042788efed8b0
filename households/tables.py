from django.urls import reverse
from django.utils.html import format_html

from sammachip.lib import charts, thai
from sammachip.lib.tables import DateColumn, NumberColumn, RegisterTable, RowColumn, ThaiColumn

from .progress import PHASES

NAME = ("first_name", "last_name")
# A column of the sheet that the page shows inside another one.
IN_SHEET = {"th": {"class": "d-none"}, "td": {"class": "d-none"}}


def as_told(table, value):
    """What a sheet holds of a cell that the page words differently: the bare date or number."""
    return value


def under(line, sub):
    """Two lines of one cell, the second in small."""
    return format_html('{} <span class="sub-line">{}</span>', line, sub) if sub else line


class EnrolmentTable(RegisterTable):
    name = ThaiColumn(
        "ครัวเรือน",
        accessor="household",
        sort_by=[f"household__{name}" for name in NAME],
        linkify=lambda record: record.get_absolute_url(),
    )
    house_no = RowColumn("บ้านเลขที่", accessor="household__house_no", attrs=IN_SHEET)
    village = ThaiColumn("หมู่บ้าน", accessor="participation__village", sort_by="participation__village__name")
    trade = ThaiColumn("อาชีพที่ต้องการ", empty_values=(None,))
    occupation = RowColumn("ประเภทอาชีพ", attrs=IN_SHEET)
    coach = ThaiColumn("ปราชญ์ผู้ดูแล", accessor="coach__sage", sort_by=[f"coach__sage__{name}" for name in NAME])
    last_visit_on = DateColumn("ติดตามล่าสุด")
    last_phase = RowColumn("ระยะ", attrs=IN_SHEET)
    income_before = NumberColumn("รายได้ก่อน (บาท)")
    income_after = NumberColumn("รายได้หลัง (บาท)")

    income_period = RowColumn("ช่วงเวลาของรายได้", orderable=False, attrs=IN_SHEET)

    value_trade = value_last_visit_on = value_income_before = value_income_after = as_told

    class Meta(RegisterTable.Meta):
        order_by = ("village", "name")

    def render_name(self, record, value):
        left = record.withdrawn_on
        gone = f" · ถอนตัว {thai.format_date(left, 'medium')}" if left else ""
        return under(value, f"บ้านเลขที่ {record.household.house_no}{gone}")

    def value_name(self, value):
        return str(value)

    def render_village(self, value):
        return under(value, f"ต.{value.subdistrict.name}")

    def value_village(self, value):
        return f"{value} ต.{value.subdistrict.name}"

    def render_trade(self, record, value):
        return under(value or "ยังไม่ระบุอาชีพ", record.get_occupation_display() or "ยังไม่ระบุประเภทอาชีพ")

    def render_last_visit_on(self, record, value):
        return under(PHASES[record.last_phase], thai.format_date(value, "medium"))

    def render_last_phase(self, value):
        return PHASES[value]

    def render_income_before(self, record, value):
        return under(f"{value:,.0f}", "ต่อปี" if record.income_period == "year" else "ต่อเดือน")

    def render_income_period(self, value):
        return "ต่อปี" if value == "year" else "ต่อเดือน"

    def render_income_after(self, record, value):
        rise = charts.rise(record.income_before, value)
        return under(f"{value:,.0f}", "" if rise is None else f"{rise:+d}%")


class HouseholdTable(RegisterTable):
    name = ThaiColumn(
        "ครัวเรือน",
        accessor="pk",
        sort_by=NAME,
        linkify=lambda record: reverse("households:detail", args=[record.pk]),
    )
    house_no = RowColumn("บ้านเลขที่")
    house_registration_no = RowColumn("รหัสประจำบ้าน")
    village = ThaiColumn("หมู่บ้าน", sort_by="village__name")
    members = NumberColumn("สมาชิก (คน)")
    years = RowColumn("เป็นครัวเรือนเป้าหมายปี", accessor="pk", orderable=False)

    class Meta(RegisterTable.Meta):
        order_by = ("village", "name")

    def render_name(self, record):
        return str(record)

    def render_village(self, value):
        return under(value, f"ต.{value.subdistrict.name}")

    def value_village(self, value):
        return f"{value} ต.{value.subdistrict.name}"

    def render_years(self, record):
        years = sorted(enrolment.fiscal_year for enrolment in record.enrolments.all())
        return ", ".join(map(str, years)) or "—"


def synonym_edit(record, table):
    """A link for those who may follow it."""
    may_change = table.request.user.has_perm("households.change_tradesynonym")
    return reverse("households:synonym_edit", args=[record.pk]) if may_change else None


class TradeSynonymTable(RegisterTable):
    trade = ThaiColumn("คำเรียกอาชีพ", linkify=synonym_edit)
    occupation = RowColumn("ประเภทอาชีพ")
    district = ThaiColumn("อำเภอ", sort_by="district__name")

    class Meta(RegisterTable.Meta):
        order_by = ("trade",)
