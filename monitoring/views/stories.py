from django.http import Http404
from django.urls import reverse_lazy
from django.views.generic import TemplateView

from households.models import Enrolment
from sammachip.lib import fiscal
from sammachip.lib.screens import Screen
from villages.fragments import VillagePart
from villages.frame import year_of

from .. import timeline
from ..models import Visit

HOUSEHOLDS = ("ครัวเรือนเป้าหมาย", reverse_lazy("households:list"))


class StoryOfHousehold(Screen, TemplateView):
    """The way of one household through the year looked at, or through its last one: a part of the household's page."""

    permission_required = "monitoring.view_visit"
    template_name = "monitoring/story.html"

    def get_context_data(self, **kwargs):
        user, year = self.request.user, year_of(self.request).year
        rows = Enrolment.objects.visible_to(user).filter(household=self.kwargs["pk"])
        enrolments = list(
            rows.select_related("household", "participation", "meeting").order_by("-fiscal_year")
        )
        enrolment = next((row for row in enrolments if row.fiscal_year == year), None) or next(
            iter(enrolments), None
        )
        if enrolment is None:
            raise Http404
        household = enrolment.household
        facts, today = timeline.facts_of(enrolment), fiscal.today()
        return super().get_context_data(
            frame="screens/fragment.html" if self.request.htmx else "base.html",
            heading=f"เส้นทางของ{household}",
            crumbs=[HOUSEHOLDS, (household, household.get_absolute_url())],
            enrolment=enrolment,
            steps=timeline.steps_of(facts, today),
            items=timeline.items_of(facts, today),
            groups=[member.group for member in facts.memberships if member.left_on is None],
            **kwargs,
        )


class VisitsOfVillage(VillagePart):
    """What was followed up in one village in the year looked at: the last visits and the next appointments."""

    permission_required = "monitoring.view_visit"
    model = Visit
    template_name = "monitoring/of_village.html"
    part_path = "participation__village"
    heading = "การติดตามของหมู่บ้าน"
    SHOWN = 6

    def rows(self, village):
        return super().rows(village).in_year(self.year.year).with_names().with_problems()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today, due = fiscal.today(), context["rows"].appointments().order_by("next_on", "pk")
        return context | {
            "rows": context["rows"].recorded()[: self.SHOWN],
            "due": [timeline.due_item(visit, today) for visit in due[: self.SHOWN]],
        }
