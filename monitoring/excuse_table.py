from django.urls import reverse
from django.utils.html import format_html

from households.filters import PlaceFilter
from households.tables import under
from sammachip.lib.tables import RegisterTable, RowColumn, ThaiColumn


class ExcuseFilter(PlaceFilter):
    searched = (
        "enrolment__household__first_name",
        "enrolment__household__last_name",
        "group__name",
        "session__title",
        "reason",
        "participation__village__name",
    )


class ExcuseTable(RegisterTable):
    subject = RowColumn("ผู้รับการติดตาม", accessor="subject_name", orderable=False, linkify=True)
    village = ThaiColumn("หมู่บ้าน", accessor="participation__village", sort_by="participation__village__name")
    what = RowColumn("ครั้งที่ยกเว้น", orderable=False)
    reason = ThaiColumn("เหตุผล")
    act = RowColumn("ทำต่อ", accessor="pk", orderable=False)

    exclude_from_sheet = ("act",)

    def render_village(self, value):
        return under(value, f"ต.{value.subdistrict.name}")

    def value_village(self, value):
        return value.choice_label

    def render_act(self, value):
        if not self.request.user.has_perm("monitoring.change_excuse"):
            return "–"
        return format_html('<a href="{}">เอากลับมา</a>', reverse("monitoring:take_back_excuse", args=[value]))
