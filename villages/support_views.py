"""The district's support team: who is in it, from where, and on how many visits each went along this year."""

from django.urls import reverse_lazy

from sammachip.lib.counting import count_of, related_rows
from sammachip.lib.screens import CreateScreen, EditScreen, ListScreen

from .agency_views import AGENCIES
from .frame import year_of
from .models import SupportPerson
from .support_forms import SupportFilter, SupportPersonForm
from .support_tables import SupportTable

TEAM = ("ทีมสนับสนุนระดับอำเภอ", reverse_lazy("villages:support_team"))
UNCOUNTED = ("draft", "corrected")


class SupportTeam(ListScreen):
    model = SupportPerson
    permission_required = "villages.view_supportperson"
    table_class, filterset_class = SupportTable, SupportFilter
    heading, unit, crumbs = "ทีมสนับสนุนระดับอำเภอ", "คน", [AGENCIES]
    create_url, create_label = "villages:support_create", "เพิ่มผู้สนับสนุน"
    create_permission = "villages.add_supportperson"
    empty_title = "ยังไม่มีทีมสนับสนุนระดับอำเภอ"
    empty_text = "เพิ่มเจ้าหน้าที่และผู้แทนหน่วยงานภาคีที่ร่วมติดตามและให้คำแนะนำ แล้วเลือกชื่อได้ในแบบบันทึกการติดตาม"

    def get_queryset(self):
        went = related_rows(SupportPerson, "went_along").visible_to(self.request.user)
        went = went.filter(visit__participation__plan__fiscal_year=year_of(self.request).year)
        went = went.exclude(visit__state__in=UNCOUNTED)
        return super().get_queryset().with_names().annotate(went_count=count_of(went, "support_person"))


class OfTeam:
    model, form_class = SupportPerson, SupportPersonForm
    cancel_url, crumbs = "villages:support_team", [AGENCIES, TEAM]


class SupportCreate(OfTeam, CreateScreen):
    permission_required = "villages.add_supportperson"
    heading, done_text, takes = "เพิ่มผู้สนับสนุน", "เพิ่มผู้สนับสนุนแล้ว", ("agency",)


class SupportEdit(OfTeam, EditScreen):
    permission_required = "villages.change_supportperson"
    heading = "แก้ไขผู้สนับสนุน"
