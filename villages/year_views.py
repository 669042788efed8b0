"""Closing a fiscal year, opening it again, and making the plan of the next one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property

from sammachip.lib import fiscal
from sammachip.lib.screens import CreateScreen, EditScreen

from .closing import left_open
from .models import Plan
from .next_form import NextPlanForm
from .next_year import make_next_plan
from .views import PLANS
from .year_forms import CloseForm, ReopenForm


class OfYear(EditScreen):
    """A page on which the head of an office settles a whole year; where there is nothing to settle, back to the plan."""

    model = Plan
    permission_required = "villages.close_plan"
    is_for_closed = False

    def get_queryset(self):
        return super().get_queryset().with_place()

    def get(self, request, *args, **kwargs):
        plan = self.get_object()
        if bool(plan.closed_on) is not self.is_for_closed:
            return redirect(plan)
        return super().get(request, *args, **kwargs)

    @property
    def crumbs(self):
        return [PLANS, (str(self.object), self.object.get_absolute_url())]


class PlanClose(OfYear):
    form_class = CloseForm
    template_name = "villages/plan_close.html"
    save_label, done_text = "ปิดปีงบประมาณ", "ปิดปีงบประมาณแล้ว ข้อมูลของปีนั้นแก้ไขไม่ได้จนกว่าจะเปิดอีกครั้ง"

    def save(self, form):
        form.instance.closed_on = fiscal.today()
        return super().save(form)

    def get_context_data(self, **kwargs):
        told = {
            "heading": f"ปิดปีงบประมาณ {self.object.fiscal_year}",
            "left": left_open(self.object, self.request.user),
        }
        return super().get_context_data(**told | kwargs)


class PlanReopen(OfYear):
    form_class = ReopenForm
    is_for_closed = True
    save_label, done_text = "เปิดปีอีกครั้ง", "เปิดปีงบประมาณอีกครั้งแล้ว"

    def save(self, form):
        form.instance.closed_on = None
        form.instance._change_reason = form.cleaned_data["reason"]
        return super().save(form)

    def get_context_data(self, **kwargs):
        heading = f"เปิดปีงบประมาณ {self.object.fiscal_year} อีกครั้ง"
        return super().get_context_data(**{"heading": heading} | kwargs)


class PlanNext(CreateScreen):
    """The plan of the year after, made from this one."""

    model, form_class = Plan, NextPlanForm
    permission_required = "villages.add_plan"
    template_name = "villages/plan_next.html"

    @cached_property
    def plan(self):
        plans = Plan.objects.visible_to(self.request.user).with_place()
        return get_object_or_404(plans, pk=self.kwargs["pk"])

    @property
    def year(self):
        return self.plan.fiscal_year + 1

    def get(self, request, *args, **kwargs):
        made = Plan.objects.visible_to(request.user).filter(
            district=self.plan.district_id, fiscal_year=self.year
        )
        if plan := made.first():
            messages.info(request, f"มีแผนปี {self.year} ของอำเภอนี้แล้ว จึงเปิดแผนนั้นให้")
            return redirect(plan)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"after": self.plan}
        del kwargs["instance"]
        return kwargs

    def save(self, form):
        chosen = {name: form.of(form.cleaned_data[name]) for name in ("carried", "beginning")}
        return make_next_plan(form.instance, after=self.plan, **chosen, by=self.request.user)

    def get_context_data(self, **kwargs):
        told = {
            "heading": f"สร้างแผนปี {self.year} จากแผนปี {self.plan.fiscal_year}",
            "crumbs": [PLANS, (str(self.plan), self.plan.get_absolute_url())],
            "cancel_url": self.plan.get_absolute_url(),
            "plan": self.plan,
            "copied": [
                ("เกณฑ์คัดเลือก", self.plan.criteria.count()),
                ("กติกาการติดตาม", self.plan.visit_rules.in_use().count()),
                ("คำถามในการติดตาม", self.plan.visit_questions.in_use().count()),
            ],
        }
        return super().get_context_data(**told | kwargs)
