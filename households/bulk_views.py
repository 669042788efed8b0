"""Many target households changed alike: coach, trade, occupation, the day they volunteered."""

from django.urls import reverse_lazy

from sammachip.lib.bulk_screens import BulkDone, BulkEdit
from villages.frame import year_of

from . import progress
from .filters import EnrolmentFilter
from .forms import EnrolmentForm
from .models import Enrolment
from .views import LIST

BULK = ("แก้ไขหลายครัวเรือน", reverse_lazy("households:bulk"))


class OfEnrolments:
    model = Enrolment
    permission_required = "households.change_enrolment"
    unit, unit_word, list_url = "ครัวเรือน", "ครัวเรือนที่จะแก้ไข", "households:list"

    def get_queryset(self):
        rows = super().get_queryset().with_names().select_related("coach__participation__village")
        return rows.order_by("participation__village", "household__first_name")


class BulkEnrolments(OfEnrolments, BulkEdit):
    form_class, filterset_class = EnrolmentForm, EnrolmentFilter
    names = ("coach", "trade", "occupation", "trade_kind", "volunteered_on")
    done_name = "households:bulk_done"
    heading, crumbs = "แก้ไขหลายครัวเรือน", [LIST]

    def get_queryset(self):
        year = year_of(self.request)
        rows = super().get_queryset().in_year(year.year).select_related("meeting")
        if self.request.method == "POST" and self.ticked:
            return rows
        return progress.with_incomes(progress.with_last_visit(rows), year)

    def form_options(self):
        return {"year": year_of(self.request).year}

    def row_words(self, row):
        coach = f"ปราชญ์ {row.coach.sage}" if row.coach else "ยังไม่มีปราชญ์ผู้ดูแล"
        return f"{row.participation.village} · {row.trade or 'ยังไม่ระบุอาชีพ'} · {coach}"


class BulkEnrolmentsDone(OfEnrolments, BulkDone):
    crumbs = [LIST, BULK]
