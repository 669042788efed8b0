import django_filters as filters

from accounts.models import User
from households.filters import PickFilter, PlaceFilter, RowFilter
from sammachip.lib import fiscal
from sammachip.lib.fields import ThaiDateField
from villages.frame import year_of
from villages.models import Participation

from .models import Visit
from .stages import DUE, due_dates

ADVICE = [("new", "มีคำแนะนำใหม่"), ("yes", "มีคำแนะนำ")]


class DayFilter(filters.Filter):
    field_class = ThaiDateField


def visitors(request):
    """Officers who have written a visit that the viewer may see, in the year looked at."""
    visits = Visit.objects.visible_to(request.user).in_year(year_of(request).year)
    return User.objects.filter(pk__in=visits.order_by().values("visitor"))


class VisitFilter(PlaceFilter):
    searched = (
        "enrolment__household__prefix",
        "enrolment__household__first_name",
        "enrolment__household__last_name",
        "group__name",
        "participation__village__name",
    )
    starts = ("enrolment__household__house_no",)

    kind = PickFilter(
        label="ประเภทหมู่บ้าน", field_name="participation__kind", choices=Participation.Kind.choices
    )
    phase = PickFilter(label="ระยะ", choices=Visit.Phase.choices)
    practice = PickFilter(label="การทำอาชีพ", choices=Visit.Practice.choices)
    officer = RowFilter(label="ผู้ติดตาม", field_name="visitor", queryset=visitors)
    due = PickFilter(label="นัดครั้งต่อไป", choices=DUE, method="of_due")
    problem = PickFilter(label="ปัญหา", choices=[("yes", "พบปัญหา"), ("no", "ไม่พบปัญหา")], method="of_problem")
    state = PickFilter(label="สถานะ", choices=Visit.State.choices)
    advice = PickFilter(label="คำแนะนำ", choices=ADVICE, method="of_advice")
    since = DayFilter(label="ตั้งแต่วันที่", field_name="visited_on", lookup_expr="gte")
    until = DayFilter(label="ถึงวันที่", field_name="visited_on", lookup_expr="lte")

    def of_due(self, visits, name, when):
        return visits.due_between(*due_dates(when, fiscal.today()))

    def of_problem(self, visits, name, asked):
        return visits.filter(problems__isnull=asked == "no").distinct()

    def of_advice(self, visits, name, asked):
        if asked == "new":
            return visits.with_new_advice().filter(is_advised=True)
        return visits.filter(advices__isnull=False).distinct()


class DueFilter(PlaceFilter):
    """Of the standing appointments: overdue ones and those of the coming week, unless another time is asked for."""

    searched, starts = VisitFilter.searched, VisitFilter.starts

    when = PickFilter(label="กำหนดนัด", empty_label="เกินกำหนดถึง 7 วันข้างหน้า", choices=DUE, method="of_due")
    officer = RowFilter(label="ผู้นัด", field_name="visitor", queryset=visitors)
    since = DayFilter(label="นัดตั้งแต่วันที่", field_name="next_on", lookup_expr="gte")
    until = DayFilter(label="นัดถึงวันที่", field_name="next_on", lookup_expr="lte")

    of_due = VisitFilter.of_due

    def filter_queryset(self, visits):
        visits, asked = super().filter_queryset(visits), self.form.cleaned_data
        is_dated = any(asked.get(name) for name in ("when", "since", "until"))
        return visits if is_dated else self.of_due(visits, "when", "soon")
