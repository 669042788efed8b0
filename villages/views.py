from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, ProtectedError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import DeleteView

from sammachip.lib.screens import CreateScreen, DetailScreen, EditScreen, ListScreen, Screen
from sammachip.lib.telling import facts_of

from . import forms, meeting_page, plan_page, services, tables, village_page
from .frame import year_of
from .meeting_form import MeetingForm
from .models import Criterion, Meeting, Participation, Plan, Village
from .next_year import make_plan

VILLAGES = ("หมู่บ้าน", reverse_lazy("villages:list"))
MEETINGS = ("การประชุม", reverse_lazy("villages:meetings"))
PLANS = ("แผนประจำปี", reverse_lazy("villages:plans"))


ANSWERED = "ลบเกณฑ์ “{}” ไม่ได้ เพราะใช้คัดเลือกไปแล้ว หากถ้อยคำไม่ถูกต้อง ให้แก้ไขแทน"


class VillageList(ListScreen):
    model = Village
    permission_required = "villages.view_village"
    table_class, filterset_class = tables.VillageTable, forms.VillageFilter
    heading = unit = "หมู่บ้าน"
    create_url, create_label = "villages:import", "นำเข้าทะเบียนหมู่บ้าน"
    create_permission = "villages.import_village"
    empty_title = "ยังไม่มีหมู่บ้านในพื้นที่ของท่าน"
    empty_text = "ทะเบียนหมู่บ้านเข้ามาทางเมนูนำเข้าข้อมูล โดยเจ้าหน้าที่อำเภอ หากพื้นที่รับผิดชอบของท่านไม่ถูกต้อง โปรดแจ้งผู้ดูแลระบบ"

    def get_queryset(self):
        year = year_of(self.request).year
        parts = Participation.objects.visible_to(self.request.user).in_year(year).select_related("plan")
        rows = super().get_queryset().select_related("subdistrict").with_part_in(year)
        return rows.prefetch_related(Prefetch("participations", parts, to_attr="parts"))


class VillageDetail(DetailScreen):
    model = Village
    permission_required = "villages.view_village"
    pk_url_kwarg = "code"
    template_name = "villages/village.html"
    crumbs = [VILLAGES]

    def get_queryset(self):
        return super().get_queryset().with_place().with_part_in(year_of(self.request).year)

    def get_context_data(self, **kwargs):
        page = village_page.tell(self.object, self.request.user, year_of(self.request).year)
        return super().get_context_data(**page | {"heading": str(self.object)} | kwargs)


class VillageEdit(EditScreen):
    model, form_class = Village, forms.VillageForm
    permission_required = "villages.change_village"
    pk_url_kwarg = "code"
    heading = "แก้ไขหมู่บ้าน"

    def get_queryset(self):
        return super().get_queryset().select_related("subdistrict")

    @property
    def crumbs(self):
        return [VILLAGES, (self.object.choice_label, self.object.get_absolute_url())]


class PlanList(ListScreen):
    model = Plan
    permission_required = "villages.view_plan"
    table_class, filterset_class = tables.PlanTable, forms.PlanFilter
    heading, unit = "แผนประจำปี", "แผน"
    create_url, create_label, create_permission = "villages:plan_create", "เพิ่มแผนประจำปี", "villages.add_plan"
    empty_title = "ยังไม่มีแผนประจำปี"
    empty_text = "เริ่มจากเพิ่มแผนของปีงบประมาณ: เป้าหมาย โควตา และเกณฑ์ แล้วเลือกหมู่บ้านที่เข้าร่วม"

    def get_queryset(self):
        return super().get_queryset().with_place().with_counts()


class PlanDetail(DetailScreen):
    model = Plan
    permission_required = "villages.view_plan"
    template_name = "villages/plan.html"
    crumbs = [PLANS]

    def get_queryset(self):
        return super().get_queryset().with_place().with_counts()

    def get_context_data(self, **kwargs):
        rows = (
            Participation.objects.visible_to(self.request.user)
            .filter(plan=self.object)
            .order_by("-kind", "village_id")
        )
        table = tables.ParticipationTable(rows.with_place().with_counts(), orderable=False)
        criteria = Criterion.objects.visible_to(self.request.user).filter(plan=self.object)
        grouped = [(kind, [row for row in criteria if row.subject == kind]) for kind in Criterion.Subject]
        told = {"heading": str(self.object), "table": table, "criteria": grouped}
        told["facts"] = [(title, facts_of(self.object, names)) for title, names in forms.PlanForm.layout[1:]]
        told["rules"] = plan_page.rules_of(self.object, self.request.user)
        told["questions"] = plan_page.questions_of(self.object, self.request.user)
        return super().get_context_data(**told | kwargs)


class PlanCreate(CreateScreen):
    model, form_class = Plan, forms.PlanForm
    permission_required = "villages.add_plan"
    heading, done_text = "เพิ่มแผนประจำปี", "เพิ่มแผนประจำปีแล้ว ต่อไปเลือกหมู่บ้านที่เข้าร่วม"
    cancel_url, crumbs = "villages:plans", [PLANS]

    def get_initial(self):
        return {"fiscal_year": year_of(self.request).year} | super().get_initial()

    def save(self, form):
        return make_plan(form.instance, by=self.request.user)


class PlanEdit(EditScreen):
    model, form_class = Plan, forms.PlanForm
    permission_required = "villages.change_plan"
    heading = "แก้ไขแผนประจำปี"

    @property
    def crumbs(self):
        return [PLANS, (str(self.object), self.object.get_absolute_url())]


class OfPlan:
    """A page below a plan's: it leads back to the plan."""

    @cached_property
    def plan(self):
        plans = Plan.objects.visible_to(self.request.user).with_place()
        return self.object.plan if self.object else get_object_or_404(plans, pk=self.kwargs["plan"])

    @property
    def crumbs(self):
        return [PLANS, (str(self.plan), self.plan.get_absolute_url())]


class CriterionCreate(OfPlan, CreateScreen):
    model, form_class = Criterion, forms.CriterionForm
    permission_required = "villages.change_plan"
    heading, takes = "เพิ่มเกณฑ์คัดเลือก", ("subject",)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Criterion(plan=self.plan)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"cancel_url": self.plan.get_absolute_url()} | kwargs)


class CriterionEdit(OfPlan, EditScreen):
    model, form_class = Criterion, forms.CriterionForm
    permission_required = "villages.change_plan"
    heading = "แก้ไขเกณฑ์คัดเลือก"


class CriterionRemove(OfPlan, Screen, DeleteView):
    model = Criterion
    permission_required = "villages.change_plan"
    template_name = "screens/confirm.html"
    heading = "ลบเกณฑ์คัดเลือกข้อนี้?"

    def get_success_url(self):
        return self.plan.get_absolute_url()

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        return self.refuse() if services.is_rested_on(self.object) else super().get(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            with transaction.atomic():
                answer = super().form_valid(form)
        except ProtectedError:
            return self.refuse()
        messages.success(self.request, "ลบเกณฑ์แล้ว")
        return answer

    def refuse(self):
        """Answers are kept: by which criteria someone was chosen stays known."""
        messages.error(self.request, ANSWERED.format(self.object.text))
        return redirect(self.plan)

    def get_context_data(self, **kwargs):
        told = {
            "text": self.object.text,
            "button": "ลบเกณฑ์",
            "danger": True,
            "cancel_url": self.get_success_url(),
        }
        return super().get_context_data(**told | kwargs)


class ParticipationList(ListScreen):
    model = Participation
    permission_required = "villages.view_participation"
    table_class, filterset_class = tables.ParticipationTable, forms.ParticipationFilter
    heading, unit, crumbs = "หมู่บ้านเข้าร่วมโครงการ", "หมู่บ้าน", [PLANS]
    create_url, create_label = "villages:participation_create", "เพิ่มหมู่บ้านเข้าร่วม"
    create_permission = "villages.add_participation"
    empty_title = "ปีนี้ยังไม่มีหมู่บ้านเข้าร่วม"
    empty_text = "เพิ่มทีละหมู่บ้าน หรือนำเข้าจากไฟล์ของอำเภอทางเมนูนำเข้าข้อมูล"

    def get_queryset(self):
        rows = super().get_queryset().in_year(year_of(self.request).year).order_by("-kind", "village_id")
        return rows.with_place().with_counts()


class ParticipationCreate(CreateScreen):
    model, form_class = Participation, forms.ParticipationForm
    permission_required = "villages.add_participation"
    heading, done_text = "เพิ่มหมู่บ้านเข้าร่วมโครงการ", "เพิ่มหมู่บ้านเข้าร่วมโครงการแล้ว"
    cancel_url, crumbs, takes = "villages:participations", [PLANS], ("village", "plan", "kind")


class ParticipationEdit(EditScreen):
    model, form_class = Participation, forms.ParticipationForm
    permission_required = "villages.change_participation"
    heading = "แก้ไขการเข้าร่วมโครงการ"

    def get_queryset(self):
        return super().get_queryset().with_place()

    @property
    def crumbs(self):
        return [VILLAGES, (self.object.village.choice_label, self.object.get_absolute_url())]


class MeetingList(ListScreen):
    model = Meeting
    permission_required = "villages.view_meeting"
    table_class, filterset_class = tables.MeetingTable, forms.MeetingFilter
    heading, unit, crumbs = "การประชุม", "ครั้ง", [VILLAGES]
    create_url, create_label, create_permission = (
        "villages:meeting_create",
        "บันทึกการประชุม",
        "villages.add_meeting",
    )
    empty_title = "ปีนี้ยังไม่มีการประชุม"
    empty_text = "ขั้นแรกของโครงการคือประชุมผู้นำหมู่บ้านเพื่อคัดเลือกปราชญ์ชุมชน บันทึกวันที่ ผู้เข้าประชุม และมติไว้ที่นี่"

    def get_queryset(self):
        return super().get_queryset().in_year(year_of(self.request).year).with_names()


class OfMeeting:
    def get_queryset(self):
        return super().get_queryset().with_names()

    @property
    def crumbs(self):
        village = self.object.participation.village
        return [VILLAGES, (village.choice_label, village.get_absolute_url())]


class MeetingDetail(OfMeeting, DetailScreen):
    model = Meeting
    permission_required = "villages.view_meeting"
    template_name = "villages/meeting.html"

    def get_context_data(self, **kwargs):
        told = meeting_page.tell(self.object, self.request.user)
        return super().get_context_data(**{"heading": self.object.get_kind_display()} | told | kwargs)


class MeetingCreate(CreateScreen):
    model, form_class = Meeting, MeetingForm
    permission_required = "villages.add_meeting"
    heading, done_text, takes = "บันทึกการประชุม", "บันทึกการประชุมแล้ว", ("participation", "kind")
    cancel_url, crumbs = "villages:meetings", [VILLAGES, MEETINGS]


class MeetingEdit(OfMeeting, EditScreen):
    model, form_class = Meeting, MeetingForm
    permission_required = "villages.change_meeting"
    heading = "แก้ไขการประชุม"
