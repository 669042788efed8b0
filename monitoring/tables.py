from django.urls import reverse
from django.utils.html import format_html

from households.tables import IN_SHEET, as_told, under
from sammachip.lib import fiscal, thai
from sammachip.lib.tables import DateColumn, NumberColumn, RegisterTable, RowColumn, ThaiColumn, pill

from .stages import distance, tone_of

VILLAGE = {"accessor": "participation__village", "sort_by": "participation__village__name"}


class SubjectTable(RegisterTable):
    """A list of visits names each by whom it was paid to."""

    subject = ThaiColumn("ผู้รับการติดตาม", linkify=True)
    village = ThaiColumn("หมู่บ้าน", **VILLAGE)

    def render_problems(self, value):
        return ", ".join(map(str, value.all())) or self.default

    def render_subject(self, record):
        return record.subject_name

    def render_village(self, value):
        return under(value, f"ต.{value.subdistrict.name}")

    def value_village(self, value):
        return f"{value} ต.{value.subdistrict.name}"


class VisitTable(SubjectTable):
    visited_on = DateColumn("วันที่ติดตาม")
    phase = RowColumn("ระยะ", attrs=IN_SHEET)
    practice = RowColumn("การทำอาชีพ")
    income = NumberColumn("รายได้ (บาท)", accessor="income__amount")
    income_period = RowColumn("ช่วงเวลาของรายได้", accessor="income__period", orderable=False, attrs=IN_SHEET)
    problems = ThaiColumn("ปัญหา", orderable=False)
    next_on = DateColumn("นัดครั้งต่อไป")
    visitor = ThaiColumn("ผู้ติดตาม", sort_by=("visitor__first_name", "visitor__last_name"))
    state = RowColumn("สถานะ", attrs=IN_SHEET)

    value_visited_on = value_income = as_told

    class Meta(RegisterTable.Meta):
        order_by = ("-visited_on",)

    def render_visited_on(self, record, value):
        return under(thai.format_date(value, "medium"), record.get_phase_display())

    def render_income(self, record, value):
        return under(f"{value:,.0f}", record.income.get_period_display())

    def render_visitor(self, record, value):
        told = under(value, record.get_state_display())
        is_advised = getattr(record, "is_advised", False)
        return format_html("{} {}", told, pill("มีคำแนะนำใหม่", "gold")) if is_advised else told

    def value_visitor(self, value):
        return str(value)


class DueTable(SubjectTable):
    """Leads to whom the next visit is owed, where it is also written."""

    subject = ThaiColumn("ผู้รับการติดตาม", linkify=lambda record: record.subject_url)
    next_on = DateColumn("กำหนดนัด")
    promise = ThaiColumn("คำสัญญา/สิ่งที่จะทำ")
    problems = ThaiColumn("ปัญหาครั้งก่อน", orderable=False)
    visited_on = DateColumn("ติดตามล่าสุด")
    visitor = ThaiColumn("ผู้นัด", sort_by=("visitor__first_name", "visitor__last_name"))
    act = RowColumn("ทำต่อ", accessor="pk", orderable=False)

    value_next_on = as_told
    exclude_from_sheet = ("act",)

    class Meta(RegisterTable.Meta):
        order_by = ("next_on",)

    def render_next_on(self, value):
        today = fiscal.today()
        day = thai.format_date(value, "medium")
        return format_html("{} {}", day, pill(distance(value, today), tone_of(value, today)))

    def render_act(self, value):
        """Where one says why an appointment fell through."""
        if not self.request.user.has_perm("monitoring.add_excuse"):
            return "–"
        return format_html('<a href="{}?appointment={}">ยกเว้น</a>', reverse("monitoring:excuse"), value)
