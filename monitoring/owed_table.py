import django_tables2 as tables
from django.utils.html import format_html

from households.tables import IN_SHEET, under
from sammachip.lib import thai
from sammachip.lib.tables import RegisterTable, pill


class Sorted(tables.Column):
    """A column of rows that are no database rows: sorted where they stand."""

    kind = "text"


class Day(Sorted):
    kind = "date"
    attrs = {"td": {"class": "text-nowrap"}}

    def render(self, value):
        return thai.format_date(value, "medium")

    def value(self, value):
        return value


class OwedTable(RegisterTable):
    """The plan of visits; a row leads to whom it is owed, its state to the visit that paid for it."""

    name = Sorted("ผู้รับการติดตาม", order_by="name_turn", linkify=lambda record: record.to.url)
    village = Sorted("หมู่บ้าน", order_by="place")
    rule = Sorted("ครั้งที่ติดตาม")
    phase = Sorted("ระยะ", attrs=IN_SHEET)
    due_words = Sorted("กำหนดติดตาม", order_by="turn", attrs={"td": {"class": "text-nowrap"}})
    state = Sorted("สถานะ")
    paid_on = Day("วันที่ติดตาม", attrs=IN_SHEET)
    late = Sorted("ทันกำหนด", accessor="due__is_late", attrs=IN_SHEET)
    reason = Sorted("เหตุผลที่ยกเว้น", attrs=IN_SHEET)
    officer = Sorted("ผู้ติดตาม")
    act = Sorted("ทำต่อ", accessor="to", orderable=False)

    exclude_from_sheet = ("act",)

    def __init__(self, *args, may_excuse=False, may_visit=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_excuse, self.may_visit = may_excuse, may_visit

    def render_village(self, value):
        return under(value, f"ต.{value.subdistrict.name}")

    def value_village(self, value):
        return value.choice_label

    def render_rule(self, record, value):
        return under(value, record.phase)

    def value_rule(self, value):
        return value

    def render_due_words(self, record, value):
        if record.duty.lacks_joining and record.to.enrolment and self.may_visit:
            return format_html('<a href="{}">{}</a>', record.joining_url, value)
        return value

    def value_due_words(self, record, value):
        return value

    def render_state(self, record):
        shown = format_html('<span class="text-nowrap">{}</span>', pill(record.state_words, record.tone))
        if record.paid_url:
            day = thai.format_date(record.paid_on, "medium")
            return under(shown, format_html('<a href="{}">{}</a>', record.paid_url, day))
        return under(shown, record.reason)

    def value_state(self, value):
        return value

    def value_late(self, record):
        return ("ล่าช้า" if record.due.is_late else "ทันกำหนด") if record.due.paid else ""

    def value_officer(self, value):
        return str(value)

    def render_act(self, record):
        if record.due.state in ("done", "excused"):
            return "–"
        is_possible = record.due.state != "missed"
        links = [(record.to.visit_url, "บันทึก")] if self.may_visit and is_possible else []
        links += [(record.excuse_url, "ยกเว้น")] if self.may_excuse else []
        parts = [format_html('<a class="me-3" href="{}">{}</a>', url, words) for url, words in links]
        return format_html("{}" * len(parts), *parts) if parts else "–"
