"""The office's own rules of follow-up and the questions a visit asks: added, mended, put in order, taken out of use."""

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View

from sammachip.lib.screens import CreateScreen, EditScreen, Screen

from .models import VisitQuestion, VisitRule
from .rule_forms import VisitQuestionForm, VisitRuleForm
from .services import move
from .views import OfPlan


class OfRules(OfPlan):
    """`alike`: which rows of the plan stand in one order with this one. `kept`: why a used one is not changed."""

    alike = kept = part = ""
    template_name = "villages/rule.html"

    def get_queryset(self):
        return super().get_queryset().select_related("plan__district__province")

    def get_success_url(self):
        return f"{self.plan.get_absolute_url()}#{self.part}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"cancel_url": self.get_success_url(), "kept": self.kept} | kwargs)


class OfVisitRule(OfRules):
    model, form_class = VisitRule, VisitRuleForm
    permission_required = "villages.change_visitrule"
    alike, part = "subject", "visit-rules"
    kept = "มีการยกเว้นการติดตามตามกติกานี้แล้ว จึงแก้ไขได้เฉพาะลำดับและการใช้ หากต้องเปลี่ยนกติกา ให้เลิกใช้ข้อนี้ แล้วเพิ่มข้อใหม่"


class OfVisitQuestion(OfRules):
    model, form_class = VisitQuestion, VisitQuestionForm
    permission_required = "villages.change_visitquestion"
    alike, part = "whom", "visit-questions"
    kept = "มีผู้ตอบคำถามนี้แล้ว คำถามจึงคงเดิม เพิ่มตัวเลือกและแก้ค่าที่น่าจะเป็นได้ หากต้องเปลี่ยนคำถาม ให้เลิกใช้ข้อนี้ แล้วเพิ่มข้อใหม่"


class Adding(CreateScreen):
    def get_form_kwargs(self):
        rows = self.get_queryset().filter(
            plan=self.plan, **{self.alike: self.request.GET.get(self.alike, "")}
        )
        last = rows.order_by("-order").first()
        row = self.model(plan=self.plan, order=last.order + 1 if last else 1)
        return super().get_form_kwargs() | {"instance": row}


class RuleCreate(OfVisitRule, Adding):
    heading, takes = "เพิ่มกติกาการติดตาม", ("subject",)


class RuleEdit(OfVisitRule, EditScreen):
    heading = "แก้ไขกติกาการติดตาม"


class QuestionCreate(OfVisitQuestion, Adding):
    heading, takes = "เพิ่มคำถามในการติดตาม", ("whom",)


class QuestionEdit(OfVisitQuestion, EditScreen):
    heading = "แก้ไขคำถามในการติดตาม"


class Move(Screen, View):
    """One place up or down among those it stands with; past either end nothing changes."""

    http_method_names = ("post",)

    @transaction.atomic
    def post(self, request, pk, to):
        row = self.object = get_object_or_404(self.get_queryset(), pk=pk)
        rows = self.model.objects.visible_to(request.user).filter(plan=row.plan_id)
        fellows = rows.filter(**{self.alike: getattr(row, self.alike)}).order_by("order", "pk")
        move(list(fellows.select_for_update()), row, {"up": -1, "down": 1}[to], by=request.user)
        return redirect(self.get_success_url())


class RuleMove(OfVisitRule, Move): ...


class QuestionMove(OfVisitQuestion, Move): ...
