"""The course of a year: a household withdraws, comes back, is replaced; and a replacement is taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from sammachip.lib import fiscal
from sammachip.lib.cards import Refused
from sammachip.lib.screens import CreateScreen, EditScreen, Screen

from . import services, withdrawing
from .models import Enrolment
from .views import LIST
from .withdraw_forms import ReplaceForm, ReturnForm, WithdrawForm

SURE = "ครัวเรือนนี้จะไม่อยู่ในรายชื่อของปี {} อีก และที่ของ {} จะว่างให้เลือกผู้เข้าแทนใหม่"


class OfEnrolment:
    def get_queryset(self):
        return withdrawing.with_course(super().get_queryset().with_names())

    @property
    def crumbs(self):
        return [LIST, (self.object.household, self.object.get_absolute_url())]


class Withdraw(OfEnrolment, EditScreen):
    model, form_class = Enrolment, WithdrawForm
    permission_required = "households.change_enrolment"
    template_name = "households/withdraw.html"
    save_label, done_text = "บันทึกการถอนตัว", "บันทึกการถอนตัวแล้ว"

    def get_initial(self):
        return {} if self.object.withdrawn_on else {"withdrawn_on": fiscal.today()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"heading": f"{self.object.household} ถอนตัว"} | kwargs)


class Return(OfEnrolment, EditScreen):
    """Where the household has not withdrawn there is nothing to take back."""

    model, form_class = Enrolment, ReturnForm
    permission_required = "households.change_enrolment"
    save_label, done_text = "กลับเข้าร่วม", "ครัวเรือนกลับเข้าร่วมโครงการแล้ว"

    def save(self, form):
        row = form.instance
        row.withdrawn_on, row.withdrawn_reason = None, ""
        row._change_reason = form.cleaned_data["reason"]
        return super().save(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"heading": f"{self.object.household} กลับเข้าร่วม"} | kwargs)


class Replace(CreateScreen):
    """Chooses the household that takes the place of one that withdrew."""

    model, form_class = Enrolment, ReplaceForm
    permission_required = "households.add_enrolment"
    template_name = "households/replace.html"
    save_label, done_text, takes = "บันทึกผู้เข้าแทน", "บันทึกครัวเรือนที่เข้าแทนแล้ว", ("household",)

    @cached_property
    def left(self):
        rows = withdrawing.with_course(Enrolment.objects.visible_to(self.request.user).with_names())
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def crumbs(self):
        return [LIST, (self.left.household, self.left.get_absolute_url())]

    def get_initial(self):
        kept = {name: getattr(self.left, name) for name in ("trade", "occupation", "trade_kind")}
        coach = self.left.coach if self.left.coach and self.left.coach.left_on is None else None
        return {"volunteered_on": fiscal.today(), "coach": coach} | kept | super().get_initial()

    def get_form_kwargs(self):
        row = Enrolment(participation=self.left.participation, replaces_id=self.left.pk)
        row.fiscal_year = self.left.fiscal_year
        return super().get_form_kwargs() | {"instance": row}

    def save(self, form):
        return services.enrol(
            form.instance,
            household=form.cleaned_data["household"],
            income_before=form.cleaned_data["income_before"],
            by=self.request.user,
        )

    def get_context_data(self, **kwargs):
        told = {
            "heading": f"หาครัวเรือนเข้าแทน{self.left.household}",
            "left": self.left,
            "cancel_url": self.left.get_absolute_url(),
            "new_url": f"{reverse('households:create')}?replaces={self.left.pk}",
        }
        return super().get_context_data(**told | kwargs)


class UndoReplacement(OfEnrolment, Screen, TemplateView):
    permission_required = "households.add_enrolment"
    model = Enrolment
    template_name = "screens/confirm.html"

    @cached_property
    def object(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"], replaces__isnull=False)

    def get_context_data(self, **kwargs):
        row = self.object
        asked = {
            "heading": f"ยกเลิกการเข้าแทนของ{row.household}?",
            "text": SURE.format(row.fiscal_year, row.replaces.household),
            "button": "ยกเลิกการเข้าแทน",
            "danger": True,
            "cancel_url": row.get_absolute_url(),
        }
        return super().get_context_data(**asked | kwargs)

    def post(self, request, pk):
        row = self.object
        try:
            withdrawing.undo_replacement(row, by=request.user)
        except Refused as error:
            messages.error(request, str(error))
            return redirect(row)
        messages.success(request, f"ยกเลิกการเข้าแทนแล้ว ที่ของ{row.replaces.household}ว่างอยู่")
        return redirect(row.replaces)
