"""Open problems as a part of the page of a village or of a household."""

from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.views.generic import TemplateView

from households.models import Household
from sammachip.lib import fiscal
from sammachip.lib.screens import Screen
from villages.fragments import VillagePart
from villages.frame import year_of
from villages.models import Participation

from ..models import Problem
from ..problem_tables import state_of

SHOWN = 6


def told(problems):
    """Open problems for a list, the first due first, and how many more there are."""
    today, rows = fiscal.today(), list(problems.with_names())
    rows.sort(key=lambda row: (row.due_on is None, row.due_on or row.opened_on, row.opened_on))
    return {"shown": [(row, *state_of(row, today)) for row in rows[:SHOWN]], "count": len(rows)}


class ProblemsOfVillage(VillagePart):
    permission_required = "monitoring.view_problem"
    model = Problem
    template_name = "monitoring/problem_part.html"
    part_path = "participation__village"
    heading = "ปัญหาที่ยังไม่ปิดเรื่อง"

    def rows(self, village):
        return told(super().rows(village).lived_in(self.year).open())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        village = context["village"]
        parts = Participation.objects.visible_to(self.request.user).in_year(self.year.year)
        part = parts.filter(village=village).first()
        all_url = reverse("monitoring:problems", query={"village": village.pk, "state": "all"})
        create_url = reverse("monitoring:problem_create", query={"participation": part.pk}) if part else ""
        return context | {"all_url": all_url, "create_url": create_url, "names_subject": True}


class ProblemsOfHousehold(Screen, TemplateView):
    """Of whichever year: what is not solved is not forgotten."""

    permission_required = "monitoring.view_problem"
    model = Problem
    template_name = "monitoring/problem_part.html"
    heading = "ปัญหาที่ยังไม่ปิดเรื่อง"

    def get_context_data(self, **kwargs):
        user = self.request.user
        household = get_object_or_404(Household.objects.visible_to(user), pk=self.kwargs["pk"])
        problems = self.get_queryset().filter(enrolment__household=household)
        enrolment = household.enrolments.visible_to(user).in_year(year_of(self.request).year).first()
        create_url = (
            reverse("monitoring:problem_create", query={"enrolment": enrolment.pk}) if enrolment else ""
        )
        return super().get_context_data(
            frame="screens/fragment.html" if self.request.htmx else "base.html",
            crumbs=[
                ("ครัวเรือนเป้าหมาย", reverse_lazy("households:list")),
                (household, household.get_absolute_url()),
            ],
            rows=told(problems.open()),
            closed=problems.exclude(closed_on=None).with_names(),
            create_url=create_url,
            **kwargs,
        )
