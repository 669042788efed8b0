"""What the list of problems can be narrowed by, and the overview by kind with it."""

from django.db.models import Q

from accounts.models import User
from households.filters import PickFilter, PlaceFilter, RowFilter
from sammachip.lib import fiscal
from villages.frame import year_of

from ..filters import DayFilter
from ..models import Problem, ProblemKind

STATES = [("overdue", "เกินกำหนดแก้ไข"), ("undated", "ยังไม่มีกำหนด"), ("closed", "ปิดเรื่องแล้ว"), ("all", "ทั้งหมด")]
WHOSE = [("household", "ครัวเรือน"), ("group", "กลุ่มอาชีพ"), ("village", "หมู่บ้านโดยรวม")]


def kinds(request):
    return ProblemKind.objects.visible_to(request.user)


def owners(request):
    """Who answers for a problem that the viewer may see."""
    problems = Problem.objects.visible_to(request.user).lived_in(year_of(request))
    return User.objects.filter(pk__in=problems.order_by().values("owner"))


class ProblemPlaceFilter(PlaceFilter):
    """Where, whose, and found since when."""

    searched = (
        "text",
        "cause",
        "way_out",
        "enrolment__household__first_name",
        "enrolment__household__last_name",
        "group__name",
        "participation__village__name",
    )

    whose = PickFilter(label="เป็นปัญหาของ", choices=WHOSE, method="of_whose")
    since = DayFilter(label="พบตั้งแต่วันที่", field_name="opened_on", lookup_expr="gte")
    until = DayFilter(label="พบถึงวันที่", field_name="opened_on", lookup_expr="lte")

    def of_whose(self, problems, name, asked):
        ways = {"household": Q(enrolment__isnull=False), "group": Q(group__isnull=False)}
        return problems.filter(ways.get(asked, Q(enrolment=None, group=None)))


class ProblemFilter(ProblemPlaceFilter):
    """Open problems, unless another state is asked for."""

    kind = RowFilter(label="ประเภทปัญหา", queryset=kinds)
    owner = RowFilter(label="ผู้รับผิดชอบ", queryset=owners, null_label="ยังไม่มีผู้รับผิดชอบ", null_value="none")
    state = PickFilter(label="สถานะ", empty_label="ยังไม่ปิดเรื่อง", choices=STATES, method="of_state")

    def filter_queryset(self, problems):
        problems = super().filter_queryset(problems)
        return problems if self.form.cleaned_data.get("state") else problems.open()

    def of_state(self, problems, name, asked):
        ways = {
            "overdue": lambda: problems.overdue(fiscal.today()),
            "undated": lambda: problems.open().filter(due_on=None),
            "closed": lambda: problems.exclude(closed_on=None),
        }
        return ways.get(asked, lambda: problems)()
