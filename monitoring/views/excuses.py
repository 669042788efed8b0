from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from sammachip.lib import fiscal, thai
from sammachip.lib.screens import CreateScreen, ListScreen, Screen
from villages.frame import year_of

from ..duties import Duties
from ..excuse_table import ExcuseFilter, ExcuseTable
from ..facts import YEARS_BACK
from ..forms.excuses import ExcusedForm, ExcuseForm
from ..models import Excuse
from ..services import excuses as services

PLAN = ("แผนการติดตาม", reverse_lazy("monitoring:plan"))
EXCUSED = ("รายการที่ยกเว้น", reverse_lazy("monitoring:excuses"))
DONE = "ครั้งนี้ติดตามแล้วเมื่อ {} จึงไม่ต้องยกเว้น"


class ExcuseCreate(CreateScreen):
    """Say why one owed visit, or one appointment, is not asked for any more."""

    permission_required = "monitoring.add_excuse"
    model, form_class = Excuse, ExcuseForm
    template_name = "monitoring/excuse.html"
    heading = "ยกเว้นการติดตาม"
    crumbs = [PLAN]
    done_text = "ยกเว้นแล้ว หากไปติดตามได้ภายหลัง เอากลับมาได้ที่รายการที่ยกเว้น"
    save_label, cancel_url = "ยกเว้นครั้งนี้", "monitoring:plan"

    @cached_property
    def begun(self):
        asked = ExcusedForm(self.request.GET, user=self.request.user)
        row = services.begun(asked.cleaned_data) if asked.is_valid() else None
        if row is None or (row.rule and self.due_of(row) is None):
            raise Http404
        return row

    def due_of(self, row):
        """What is excused: owed in the year looked at, to villages carried on also by a rule of a year before."""
        user, part, today = self.request.user, row.participation, fiscal.today()
        years = dict.fromkeys([year_of(self.request), part.plan.year])
        found = (
            Duties(user, year, today, part.village_id).due(row.rule_id, row.subject_key) for year in years
        )
        return next(filter(None, found), None)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.begun}

    def get_context_data(self, **kwargs):
        due = self.due_of(self.begun) if self.begun.rule else None
        return super().get_context_data(excuse=self.begun, due=due, **kwargs)

    def form_valid(self, form):
        due = self.due_of(form.instance) if form.instance.rule else None
        if due and due.paid:
            form.add_error(None, DONE.format(thai.format_date(due.paid.on)))
            return self.form_invalid(form)
        return super().form_valid(form)

    def save(self, form):
        return services.excuse(form.instance, by=self.request.user)

    def get_success_url(self):
        return reverse("monitoring:plan" if self.object.rule_id else "monitoring:due")


class ExcuseList(ListScreen):
    permission_required = "monitoring.view_excuse"
    model = Excuse
    table_class, filterset_class = ExcuseTable, ExcuseFilter
    heading = "รายการที่ยกเว้นการติดตาม"
    crumbs = [PLAN]
    empty_title = "ปีนี้ยังไม่มีการยกเว้น"
    empty_text = "เมื่อครั้งใดไปติดตามไม่ได้ กด “ยกเว้น” ที่แผนการติดตามหรือที่นัด แล้วบอกเหตุผล"

    def get_queryset(self):
        year = year_of(self.request).year
        span = (year - YEARS_BACK, year)
        return super().get_queryset().filter(participation__plan__fiscal_year__range=span).with_names()


class ExcuseTakeBack(Screen, TemplateView):
    permission_required = "monitoring.change_excuse"
    template_name = "screens/confirm.html"
    model = Excuse
    heading = "เอาการติดตามครั้งนี้กลับมา?"
    crumbs = [PLAN, EXCUSED]
    DONE = "เอากลับมาแล้ว ครั้งนี้อยู่ในแผนการติดตามอีกครั้ง"

    @cached_property
    def row(self):
        return get_object_or_404(self.get_queryset().with_names(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        told = (
            f"{self.row.subject_name}: {self.row.what} ยกเว้นไว้เพราะ “{self.row.reason}” ประวัติการยกเว้นยังเก็บไว้"
        )
        more = {"text": told, "button": "เอากลับมา", "cancel_url": reverse("monitoring:excuses")}
        return super().get_context_data(**more | kwargs)

    def post(self, request, *args, **kwargs):
        services.take_back(self.row, by=request.user)
        messages.success(request, self.DONE)
        return redirect("monitoring:excuses")
