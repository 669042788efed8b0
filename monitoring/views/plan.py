from types import SimpleNamespace

from django.views.generic import TemplateView
from django_tables2 import RequestConfig

from households.filters import villages
from sammachip.lib import fiscal
from sammachip.lib.screens import Screen
from sammachip.lib.tables import FirstPages, sheet_response
from villages.frame import year_of

from ..duties import Duties
from ..forms.plan import PlanFilterForm
from ..looking import area_of
from ..narrowing import narrowed
from ..officers import Officers
from ..owed import owed_of
from ..owed_table import OwedTable

ROWS_A_PAGE = 50


class PlanOfVisits(Screen, TemplateView):
    """Every owed visit of the year: what each figure of the targets opens to."""

    permission_required = "monitoring.view_visit"
    template_name = "monitoring/plan.html"
    heading = "แผนการติดตาม"
    unit = "ครั้ง"
    empty_title = "ปีนี้ยังไม่มีกำหนดติดตาม"
    empty_text = "กำหนดติดตามมาจากกติกาในแผนประจำปี วันที่ครัวเรือนสมัครใจ และวันอบรม"

    def get_context_data(self, **kwargs):
        user, year = self.request.user, year_of(self.request)
        area, officers = area_of(self.request), Officers(user, fiscal.today())
        rows = owed_of(Duties(user, year, fiscal.today(), area.code), officers)
        form = self.form(rows, officers, area)
        asked = form.asked
        return super().get_context_data(
            filter=SimpleNamespace(form=form),
            table=self.table(narrowed(rows, asked, year)),
            area=area,
            asked=asked,
            is_wrong=bool(form.errors),
            **kwargs,
        )

    def form(self, rows, officers, area):
        here = [row for row in villages(self.request) if row.pk.startswith(area.code)]
        places = {row.subdistrict_id: f"ต.{row.subdistrict.name}" for row in here}
        known = officers.by_area.values()
        return PlanFilterForm(
            self.request.GET,
            places=sorted(places.items()),
            villages=[(row.pk, row.choice_label) for row in here],
            officers=[(str(user.pk), str(user)) for user in dict.fromkeys(known)],
            rules=dict.fromkeys(row.rule for row in rows),
        )

    def table(self, rows):
        user = self.request.user
        may = {
            "may_visit": user.has_perm("monitoring.add_visit"),
            "may_excuse": user.has_perm("monitoring.add_excuse"),
        }
        table = OwedTable(rows, **may)
        paging = {"per_page": ROWS_A_PAGE, "paginator_class": FirstPages, "silent": True}
        return RequestConfig(self.request, paginate=paging).configure(table)

    def render_to_response(self, context, **kwargs):
        if self.request.GET.get("sheet") == "xlsx":
            return sheet_response(context["table"], self.heading)
        return super().render_to_response(context, **kwargs)
