from django.db.models import Prefetch
from django.urls import reverse_lazy

from sammachip.lib.screens import CreateScreen, DetailScreen, EditScreen, ListScreen
from sammachip.lib.telling import facts_of
from villages.fragments import VillagePart
from villages.frame import year_of
from villages.models import Participation

from . import forms, person
from .ladder import ladder
from .models import Sage, TeamMember
from .tables import SageTable

SAGES = ("ปราชญ์ชุมชน", reverse_lazy("sages:list"))
WORK = ("main_occupation", "expertise", "years", "awards", "learning_place")
COURSE = ("course_passed", "course_centre", "course_round", "course_starts_on", "course_ends_on")


class SageList(ListScreen):
    model = Sage
    permission_required = "sages.view_sage"
    table_class, filterset_class = SageTable, forms.SageFilter
    heading, unit = "ปราชญ์ชุมชน", "คน"
    create_url, create_label, create_permission = "sages:create", "เพิ่มปราชญ์ชุมชน", "sages.add_sage"
    empty_title = "ยังไม่มีปราชญ์ชุมชนในพื้นที่ของท่าน"
    empty_text = "เพิ่มทีละคนหลังการประชุมผู้นำหมู่บ้าน หรือนำเข้าจากทะเบียนปราชญ์ของอำเภอทางเมนูนำเข้าข้อมูล"

    def get_queryset(self):
        seats = (
            TeamMember.objects.visible_to(self.request.user).standing().in_year(year_of(self.request).year)
        )
        seats = seats.select_related("participation__village")
        rows = super().get_queryset().with_place()
        return rows.prefetch_related(Prefetch("seats", seats, to_attr="seats_now"))


class SageDetail(DetailScreen):
    model = Sage
    permission_required = "sages.view_sage"
    template_name = "sages/sage.html"
    crumbs = [SAGES]

    def get_queryset(self):
        return super().get_queryset().select_related("village__subdistrict__district")

    def get_context_data(self, **kwargs):
        seats = TeamMember.objects.visible_to(self.request.user).filter(sage=self.object)
        seats = list(seats.with_names().with_work().select_related("meeting").order_by("-fiscal_year", "-pk"))
        told = {"heading": str(self.object), "seats": seats, "steps": ladder(self.object, seats)}
        told["person"] = person.facts(self.object)
        told |= {"work": facts_of(self.object, WORK), "course": facts_of(self.object, COURSE)}
        return super().get_context_data(**told | kwargs)


class SageCreate(CreateScreen):
    model, form_class = Sage, forms.SageForm
    permission_required = "sages.add_sage"
    heading, done_text, takes = "เพิ่มปราชญ์ชุมชน", "เพิ่มปราชญ์ชุมชนแล้ว", ("village",)
    cancel_url, crumbs = "sages:list", [SAGES]


class SageEdit(EditScreen):
    model, form_class = Sage, forms.SageForm
    permission_required = "sages.change_sage"
    heading = "แก้ไขข้อมูลปราชญ์ชุมชน"

    @property
    def crumbs(self):
        return [SAGES, (str(self.object), self.object.get_absolute_url())]


class SeatCreate(CreateScreen):
    """A sage joins a team: come from a village's page one goes back to it, else to the sage's."""

    model, form_class = TeamMember, forms.TeamMemberForm
    permission_required = "sages.add_teammember"
    heading, done_text = "เพิ่มปราชญ์เข้าทีมวิทยากร", "เพิ่มเข้าทีมวิทยากรแล้ว"
    cancel_url, crumbs, takes = "sages:list", [SAGES], ("sage", "participation", "role")

    def get_success_url(self):
        from_village = "participation" in self.request.GET
        return (
            self.object.participation.get_absolute_url() if from_village else self.object.get_absolute_url()
        )


class SeatEdit(EditScreen):
    model, form_class = TeamMember, forms.TeamMemberForm
    permission_required = "sages.change_teammember"
    heading = "แก้ไขบทบาทในทีมวิทยากร"

    def get_queryset(self):
        return super().get_queryset().with_names()

    @property
    def crumbs(self):
        return [SAGES, (str(self.object.sage), self.object.get_absolute_url())]


class TeamOfVillage(VillagePart):
    model = TeamMember
    permission_required = "sages.view_teammember"
    part_path = "participation__village"
    heading = "ทีมวิทยากรสัมมาชีพชุมชน"
    template_name = "sages/of_village.html"

    def rows(self, village):
        return super().rows(village).in_year(self.year.year).standing().with_names().with_work()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user, village = self.request.user, context["village"]
        parts = Participation.objects.visible_to(user).in_year(self.year.year).select_related("plan")
        seated = [seat.sage_id for seat in context["rows"]]
        others = Sage.objects.visible_to(user).filter(village=village).exclude(pk__in=seated)
        return context | {"part": parts.filter(village=village).first(), "others": others}
