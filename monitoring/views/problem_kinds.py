"""What the district suffers from most: problems by kind and by village, each figure opening its rows."""

from dataclasses import dataclass

from django.urls import reverse
from django.views.generic import TemplateView

from sammachip.lib import charts, fiscal
from sammachip.lib.screens import Screen
from villages.frame import year_of
from villages.models import Village

from ..forms.problem_filter import ProblemPlaceFilter
from ..models import Problem, ProblemKind
from ..suffering import Sum, Trouble, sums_by, total
from .problems import PROBLEMS


@dataclass(frozen=True)
class Line:
    """A kind or a village with its figures; `urls` lead to the rows of each."""

    name: str
    sub: str
    sum: Sum
    width: str
    urls: dict


class ProblemKinds(Screen, TemplateView):
    permission_required = "monitoring.view_problem"
    model = Problem
    template_name = "monitoring/problem_kinds.html"
    heading, crumbs = "ปัญหาตามประเภท", [PROBLEMS]
    COLUMNS = ("kind", "participation__village", "opened_on", "due_on", "closed_on")

    def get_queryset(self):
        return super().get_queryset().lived_in(year_of(self.request))

    def get_context_data(self, **kwargs):
        asked = ProblemPlaceFilter(self.request.GET, self.get_queryset(), request=self.request)
        troubles = [Trouble(*row) for row in asked.qs.order_by().values_list(*self.COLUMNS)]
        today = fiscal.today()
        told = {
            "filter": asked,
            "total": total(troubles, today),
            "urls": self.urls(),
            "kinds": list(self.kinds(sums_by("kind", troubles, today))),
            "villages": list(self.villages(sums_by("village", troubles, today))),
        }
        return super().get_context_data(**told | kwargs)

    def kinds(self, sums):
        names = dict(ProblemKind.objects.visible_to(self.request.user).values_list("pk", "name"))
        for key, counted in sums.items():
            yield self.line(names[key], "", counted, sums, kind=key)

    def villages(self, sums):
        rows = Village.objects.visible_to(self.request.user).with_place().in_bulk(list(sums))
        for key, counted in sums.items():
            yield self.line(str(rows[key]), f"ต.{rows[key].subdistrict.name}", counted, sums, village=key)

    def line(self, name, sub, counted, sums, **asked):
        most = max(each.all for each in sums.values())
        return Line(name, sub, counted, charts.percent(counted.all / most * 100), self.urls(**asked))

    def urls(self, **asked):
        """The list narrowed as this page is."""
        given = {name: value for name, value in self.request.GET.items() if value and name != "state"} | asked
        states = {"open": "", "overdue": "overdue", "closed": "closed", "all": "all"}
        return {
            name: reverse("monitoring:problems", query=given | ({"state": state} if state else {}))
            for name, state in states.items()
        }
