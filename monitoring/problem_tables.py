"""The columns of the list of problems."""

from django.utils.html import format_html

from households.tables import IN_SHEET, as_told, under
from sammachip.lib import fiscal, thai
from sammachip.lib.tables import DateColumn, RegisterTable, ThaiColumn, pill
from villages.tables import VillageColumn

from .stages import distance, tone_of

OWNER = ("owner__first_name", "owner__last_name")


def state_of(problem, today):
    """(words, tone) of how far a problem has come."""
    if not problem.is_open:
        return "ปิดเรื่องแล้ว", "green"
    if problem.due_on is None:
        return "ยังไม่มีกำหนด", "grey"
    return distance(problem.due_on, today), tone_of(problem.due_on, today)


class ProblemTable(RegisterTable):
    kind = ThaiColumn(
        "ปัญหา", sort_by=("kind__order", "kind__name"), linkify=lambda record: record.get_absolute_url()
    )
    text = ThaiColumn("รายละเอียด", attrs=IN_SHEET)
    whose = ThaiColumn(
        "เป็นปัญหาของ", accessor="pk", sort_by=("enrolment__household__first_name", "group__name")
    )
    village = VillageColumn("participation__village", linkify=False)
    owner = ThaiColumn("ผู้รับผิดชอบ", sort_by=OWNER, empty_values=())
    opened_on = DateColumn("พบเมื่อ")
    due_on = DateColumn("กำหนดแก้ไข", empty_values=())
    cause = ThaiColumn("สาเหตุ", attrs=IN_SHEET)
    way_out = ThaiColumn("แนวทางแก้ไข", attrs=IN_SHEET)
    closed_on = DateColumn("ปิดเรื่องเมื่อ", attrs=IN_SHEET)
    outcome = ThaiColumn("ผลการแก้ไข", attrs=IN_SHEET)

    value_due_on = as_told

    class Meta(RegisterTable.Meta):
        order_by = ("due_on",)

    def render_kind(self, record, value):
        return under(value, record.text)

    def value_kind(self, value):
        return str(value)

    def render_whose(self, record):
        return record.subject_name

    def render_owner(self, value):
        return str(value) if value else pill("ยังไม่มี", "gold")

    def value_owner(self, value):
        return str(value or "")

    def render_due_on(self, record):
        words = pill(*state_of(record, fiscal.today()))
        if not record.is_open:
            return under(words, thai.format_date(record.closed_on, "medium"))
        return (
            format_html("{} {}", thai.format_date(record.due_on, "medium"), words) if record.due_on else words
        )
