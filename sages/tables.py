from sammachip.lib.tables import PhoneColumn, RegisterTable, RowColumn, ThaiColumn, pill
from villages.tables import VillageColumn

from .models import TeamMember


class SageTable(RegisterTable):
    name = ThaiColumn(
        "ชื่อ-สกุล",
        accessor="pk",
        sort_by=("first_name", "last_name"),
        linkify=lambda record: record.get_absolute_url(),
    )
    village = VillageColumn(linkify=False)
    expertise = ThaiColumn()
    seats = RowColumn("ทีมปีนี้", orderable=False, accessor="seats_now")
    course_passed = RowColumn("หลักสูตรผู้นำ")
    phone = PhoneColumn(orderable=False)

    def value_name(self, record):
        return str(record)

    def value_seats(self, value):
        return "".join(f"{seat.get_role_display()} {seat.participation.village}" for seat in value)

    def render_seats(self, value):
        tones = {TeamMember.Role.LEAD: "green"}
        return pill(value[0].get_role_display(), tones.get(value[0].role, "grey")) if value else ""

    def value_course_passed(self, value):
        return "ผ่านแล้ว" if value else ""

    def render_course_passed(self, value):
        return pill("ผ่านแล้ว", "green") if value else ""

    render_name = value_name
