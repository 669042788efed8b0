"""Visits that an agency, or someone of the support team, went along on: a part of the agency's page, or a page."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from sammachip.lib.screens import Screen
from villages.agency_views import AGENCIES
from villages.frame import year_of
from villages.models import Agency, SupportPerson

from ..models import Companion, Visit

SHOWN = 20


class JointVisits(Screen, TemplateView):
    """Of an agency: on which it went along itself, or someone of its people did. Each visit counts once."""

    permission_required = "monitoring.view_visit"
    template_name = "monitoring/joint_visits.html"
    heading = "การติดตามร่วมกัน"
    of, columns = Agency, ("agency", "support_person__agency")

    def get_context_data(self, **kwargs):
        whose = get_object_or_404(self.of.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        visits = self.visits(whose)
        return super().get_context_data(
            frame="screens/fragment.html" if self.request.htmx else "base.html",
            crumbs=[AGENCIES, (whose, whose.get_absolute_url())],
            whose=whose,
            rows=list(visits.with_names().order_by("-visited_on", "-pk")[:SHOWN]),
            count=visits.count(),
            villages=visits.order_by().values("participation__village").distinct().count(),
            **kwargs,
        )

    def visits(self, whose):
        went = Companion.objects.visible_to(self.request.user)
        any_way = reduce(or_, (Q(**{column: whose}) for column in self.columns))
        visits = Visit.objects.visible_to(self.request.user).recorded()
        found = went.filter(any_way).order_by().values("visit")
        return visits.in_year(year_of(self.request).year).filter(pk__in=found)


class JointVisitsOfPerson(JointVisits):
    of, columns = SupportPerson, ("support_person",)
