"""Agencies that join the district's work, and what each joined and gave in the year looked at.

That lies on floors above: it is reached by the names of the relations, and each row only as the viewer may see it.
"""

from django.urls import reverse_lazy

from sammachip.lib.counting import count_of, related_rows
from sammachip.lib.screens import CreateScreen, DetailScreen, EditScreen, ListScreen
from sammachip.lib.telling import facts_of

from .agency_forms import AgencyFilter, AgencyForm
from .agency_giving import given
from .agency_tables import AgencyTable
from .frame import year_of
from .models import Agency
from .pledges import pledged

AGENCIES = ("ภาคีเครือข่าย", reverse_lazy("villages:agencies"))


class AgencyList(ListScreen):
    model = Agency
    permission_required = "villages.view_agency"
    table_class, filterset_class = AgencyTable, AgencyFilter
    template_name = "villages/agencies.html"
    heading, unit = "ภาคีเครือข่าย", "หน่วยงาน"
    create_url, create_label, create_permission = (
        "villages:agency_create",
        "เพิ่มหน่วยงาน",
        "villages.add_agency",
    )
    empty_title = "ยังไม่มีภาคีเครือข่ายของอำเภอ"
    empty_text = "เพิ่มหน่วยงานที่ร่วมงานสัมมาชีพชุมชนในแต่ละมิติ หรือเพิ่มพร้อมกับระบุภาคีของกิจกรรมในแผนปฏิบัติการ"

    def get_queryset(self):
        joined = related_rows(Agency, "activities").visible_to(self.request.user)
        rows = super().get_queryset().with_names()
        return rows.annotate(joined_count=count_of(joined.in_year(year_of(self.request).year), "agency"))


class AgencyDetail(DetailScreen):
    model = Agency
    permission_required = "villages.view_agency"
    template_name = "villages/agency.html"
    crumbs = [AGENCIES]

    def get_queryset(self):
        return super().get_queryset().with_names()

    def get_context_data(self, **kwargs):
        agency = self.object
        facts = facts_of(agency, ("dimension", "contact", "phone"))
        if agency.phone:
            facts[-1] |= {"url": f"tel:{agency.phone}", "link": "โทร"}
        told = {
            "heading": str(agency),
            "facts": facts,
            "activities": given(self.of("activities"), "value"),
            "inputs": given(self.of("inputs"), "value"),
            "costs": given(self.of("costs"), "amount"),
            "pledges": pledged(self.of("pledges")),
            "people": self.people(),
        }
        return super().get_context_data(**told | kwargs)

    def people(self):
        """Those of the agency who stand in the support team; they belong to no year."""
        return (
            related_rows(Agency, "people").visible_to(self.request.user).filter(agency=self.object).present()
        )

    def of(self, relation):
        rows = related_rows(Agency, relation).visible_to(self.request.user).filter(agency=self.object)
        return rows.in_year(year_of(self.request).year)


class AgencyCreate(CreateScreen):
    model, form_class = Agency, AgencyForm
    permission_required = "villages.add_agency"
    heading, done_text = "เพิ่มหน่วยงานภาคี", "เพิ่มหน่วยงานภาคีแล้ว"
    cancel_url, crumbs = "villages:agencies", [AGENCIES]


class AgencyEdit(EditScreen):
    model, form_class = Agency, AgencyForm
    permission_required = "villages.change_agency"
    heading = "แก้ไขหน่วยงานภาคี"

    @property
    def crumbs(self):
        return [AGENCIES, (str(self.object), self.object.get_absolute_url())]
