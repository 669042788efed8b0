"""The plan of one village in the year looked at: in short on its page, and in the ten columns of its form."""

from django.urls import reverse

from sammachip.lib import fiscal
from villages.fragments import VillagePart
from villages.models import Participation

from .. import budget, planning
from ..models import Activity, ActivityPartner
from ..progress import with_progress
from .activities import money_of


class PlanPart(VillagePart):
    """A village's plan in the year looked at, each line with what was done of it."""

    model = Activity
    permission_required = "training.view_activity"
    part_path = "participation__village"

    def rows(self, village):
        rows = super().rows(village).in_year(self.year.year).order_by("order", "pk")
        return list(with_progress(rows.select_related("participation__plan")))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user, village, rows = self.request.user, context["village"], context["rows"]
        parts = Participation.objects.visible_to(user).in_year(self.year.year).filter(village=village)
        partners = ActivityPartner.objects.visible_to(user).filter(activity__in=[row.pk for row in rows])
        joined = {}
        for partner in partners.select_related("agency"):
            joined.setdefault(partner.activity_id, []).append(partner)
        money, today = money_of(user, rows), fiscal.today()
        lines = [
            planning.Told.of(row, money.get(row.pk, budget.Budget()), today, joined.get(row.pk, ()))
            for row in rows
        ]
        planned, unplanned = planning.known_sum([row.budget for row in rows])
        used, _ = planning.known_sum([line.used for line in lines])
        sums = {"planned": planned, "unplanned": unplanned, "used": used}
        part = parts.first()
        may_add = part and user.has_perm("training.add_activity")
        create_url = reverse("training:activity_create", query={"participation": part.pk}) if may_add else ""
        return context | {"lines": lines, "part": part, "create_url": create_url} | sums


class PlanOfVillage(PlanPart):
    template_name = "training/activities_plan.html"
    extra_context = {"signers": ("ผู้เสนอแผน", "ผู้เห็นชอบแผน")}

    @property
    def heading(self):
        return f"แผนปฏิบัติการ ปี {self.year}"


class ActivitiesOfVillage(PlanPart):
    heading = "แผนปฏิบัติการของหมู่บ้าน"
    template_name = "training/activities_of_village.html"
