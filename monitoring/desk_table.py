"""The columns of the desk: a tick for each visit, and what tells whether to read it first."""

from django.utils.html import format_html

from households.tables import as_told, under
from sammachip.lib import thai
from sammachip.lib.tables import DateColumn, NumberColumn, RegisterTable, ThaiColumn, pill
from villages.tables import VillageColumn

from .desk import narrowing, url_of
from .models import Visit

SHORT, NOTHING = 90, "–"


def pick(visit):
    """The tick of a visit that waits, as it was read; the word of one that was acknowledged."""
    if visit.state != Visit.State.RECORDED:
        return pill("รับทราบแล้ว", "green")
    return format_html(
        '<input class="form-check-input" type="checkbox" name="visit" value="{}:{}" aria-label="เลือก {} {}">',
        visit.pk,
        visit.version,
        visit.subject_name,
        thai.format_date(visit.visited_on, "medium"),
    )


class DeskTable(RegisterTable):
    subject = ThaiColumn("ผู้รับการติดตาม")
    visited_on = DateColumn("วันที่ติดตาม")
    village = VillageColumn("participation__village", linkify=False)
    visitor = ThaiColumn("ผู้ติดตาม", sort_by=("visitor__first_name", "visitor__last_name"))
    findings = ThaiColumn("สิ่งที่พบ", orderable=False)
    problems = ThaiColumn("ปัญหา", orderable=False)
    photo_count = NumberColumn("รูป")

    class Meta(RegisterTable.Meta):
        order_by = ("visited_on",)

    def render_subject(self, record):
        url = url_of(record.pk, narrowing(self.request))
        return format_html('{} <a href="{}">{}</a>', pick(record), url, record.subject_name)

    def value_subject(self, record):
        return record.subject_name

    def render_visited_on(self, record, value):
        return under(thai.format_date(value, "medium"), record.get_phase_display())

    def value_visited_on(self, value):
        return value

    def render_findings(self, value):
        return value if len(value) <= SHORT else f"{value[:SHORT].rstrip()}…"

    def value_findings(self, value):
        return value

    def render_problems(self, value):
        return ", ".join(str(problem.kind) for problem in value.all()) or NOTHING

    def value_problems(self, value):
        return ", ".join(map(str, value.all()))

    def render_photo_count(self, value):
        return value or NOTHING

    value_photo_count = as_told
