"""How many visits a year still owes as it is closed: a part of the page that closes it."""

from collections import Counter

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from sammachip.lib import fiscal
from sammachip.lib.screens import Screen
from villages.models import Plan

from ..duties import Duties
from ..stages import State


class OwedInPlan(Screen, TemplateView):
    permission_required = "monitoring.view_visit"
    template_name = "monitoring/owed_in_plan.html"
    heading = "การติดตามที่ยังค้าง"

    def get_context_data(self, **kwargs):
        user = self.request.user
        plan = get_object_or_404(Plan.objects.visible_to(user).with_place(), pk=self.kwargs["pk"])
        duties = Duties(user, plan.year, fiscal.today(), area=plan.district_id)
        late = Counter(duty.due.rule.name for duty in duties.all if duty.due.state == State.OVERDUE)
        return super().get_context_data(
            frame="screens/fragment.html" if self.request.htmx else "base.html",
            crumbs=[(str(plan), plan.get_absolute_url())],
            plan=plan,
            late=late.most_common(),
            count=late.total(),
            **kwargs,
        )
