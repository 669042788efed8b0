from django.http import Http404
from django.views.generic import TemplateView

from households.models import Enrolment, Household
from sammachip.lib import fiscal
from sammachip.lib.screens import Screen
from villages.frame import year_of

from ..duties import Duties
from ..models import Excuse
from ..officers import Officers
from ..owed import owed_of
from .stories import HOUSEHOLDS


class DuesOfHousehold(Screen, TemplateView):
    """The owed visits of one household in the year looked at, and what was excused: a part of the household's page."""

    permission_required = "monitoring.view_visit"
    model = Household
    template_name = "monitoring/dues_of_household.html"

    def get_context_data(self, **kwargs):
        user, year, today = self.request.user, year_of(self.request), fiscal.today()
        household = self.get_queryset().filter(pk=self.kwargs["pk"]).first()
        if household is None:
            raise Http404
        enrolments = (
            Enrolment.objects.visible_to(user).filter(household=household).values_list("pk", flat=True)
        )
        duties = Duties(user, year, today, household.village_id)
        excuses = Excuse.objects.visible_to(user).filter(appointment__enrolment__in=enrolments).with_names()
        return super().get_context_data(
            frame="screens/fragment.html" if self.request.htmx else "base.html",
            heading=f"แผนการติดตามของ{household}",
            crumbs=[HOUSEHOLDS, (household, household.get_absolute_url())],
            rows=[
                row for row in owed_of(duties, Officers(user, today)) if row.to.facts.key in set(enrolments)
            ],
            excuses=excuses,
            **kwargs,
        )
