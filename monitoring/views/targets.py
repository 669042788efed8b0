from django.views.generic import TemplateView

from sammachip.lib import fiscal
from sammachip.lib.screens import Screen
from villages.forms import LEVELS
from villages.frame import year_of
from villages.models import Phase, Plan, VisitRule

from ..duties import Duties
from ..paces import Paces
from ..targets import SUBJECTS, Targets
from ..targets_apart import district_lines, provinces_of

TABLES = (
    ("รายระยะ", "ระยะ", "by_phase"),
    ("รายไตรมาส (ตามวันครบกำหนด)", "ไตรมาส", "by_quarter"),
    ("รายหมู่บ้าน", "หมู่บ้าน", "by_village"),
    ("รายเจ้าหน้าที่", "เจ้าหน้าที่", "by_officer"),
)


class TargetsPage(Screen, TemplateView):
    """Done against due: of one district in full; of several a line a district; of several provinces a choice of one."""

    permission_required = "monitoring.view_target"
    heading = "เป้าหมายการติดตาม"
    template_name = "monitoring/targets.html"

    def get_context_data(self, **kwargs):
        year, area, subject = year_of(self.request), area_of(self.request), subject_of(self.request)
        plans = Plan.objects.visible_to(self.request.user).in_area(area[:4]).with_place()
        plans = list(plans.filter(fiscal_year=year.year).order_by("district_id"))
        asked = {"year": year, "area": area, "subject": subject, "plans": plans, "today": fiscal.today()}
        shown = self.told(plans, asked)
        frame = "screens/fragment.html" if self.request.htmx else "base.html"
        names = {"subject_name": dict(SUBJECTS)[subject], "subjects": SUBJECTS, "frame": frame}
        return super().get_context_data(**asked | names | shown | kwargs)

    def told(self, plans, asked):
        if len(plans) < 2:
            return self.in_full(asked)
        provinces = provinces_of(plans)
        self.template_name = "monitoring/targets_apart.html"
        if len(provinces) > 1:
            return {"provinces": provinces, "lines": []}
        return {"provinces": [], "lines": district_lines(self.request.user, asked)}

    def in_full(self, asked):
        targets = Targets(
            Duties(self.request.user, asked["year"], asked["today"], asked["area"]), asked["subject"]
        )
        is_of_households = asked["subject"] == VisitRule.Subject.HOUSEHOLD
        return {
            "total": targets.total,
            "tables": [(title, what, getattr(targets, lines)()) for title, what, lines in TABLES],
            "outlooks": Paces(targets).outlooks() if is_of_households else [],
            "phases": Phase.choices,
        }


def area_of(request):
    """The part of the viewer's area that is asked for; a code that is none of theirs asks for nothing."""
    code = request.GET.get("area", "")
    model = LEVELS.get(len(code)) if code.isascii() and code.isdecimal() else None
    return code if model and model.objects.visible_to(request.user).filter(pk=code).exists() else ""


def subject_of(request):
    asked = request.GET.get("subject", "")
    return asked if asked in dict(SUBJECTS) else VisitRule.Subject.HOUSEHOLD.value
