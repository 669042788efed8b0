"""What is done about a problem, one page a verb."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from sammachip.lib import fiscal
from sammachip.lib.screens import CreateScreen, EditScreen

from ..forms.problem_steps import CloseForm, HandOnForm, ReopenForm, StepForm
from ..models import Problem, ProblemStep
from ..services import problems as services
from .problems import OfProblem


class StepCreate(OfProblem, CreateScreen):
    model, form_class = ProblemStep, StepForm
    heading, done_text, save_label = "บันทึกสิ่งที่ได้ทำ", "บันทึกสิ่งที่ได้ทำแล้ว", "บันทึกสิ่งที่ได้ทำ"

    @cached_property
    def problem(self):
        rows = Problem.objects.visible_to(self.request.user).with_names()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def cancel_url(self):
        return self.problem.get_absolute_url()

    def get_initial(self):
        return {"taken_on": fiscal.today()}

    def get_form_kwargs(self):
        step = ProblemStep(problem=self.problem, taken_by=self.request.user)
        return super().get_form_kwargs() | {"instance": step}


class StepEdit(OfProblem, EditScreen):
    """Whoever wrote a step mends it."""

    model, form_class = ProblemStep, StepForm
    heading = "แก้ไขสิ่งที่ได้ทำ"

    def get_queryset(self):
        return super().get_queryset().select_related("problem__kind").filter(taken_by=self.request.user)

    @property
    def problem(self):
        return self.object.problem


class HandOn(OfProblem, EditScreen):
    form_class = HandOnForm
    heading, done_text, save_label = "ส่งต่อให้ผู้อื่นรับผิดชอบ", "ส่งต่อแล้ว", "ส่งต่อ"

    def save(self, form):
        return services.hand_on(form.instance, note=form.cleaned_data["note"], by=self.request.user)


class Close(OfProblem, EditScreen):
    form_class = CloseForm
    done_text, save_label = "ปิดเรื่องแล้ว", "ปิดเรื่อง"

    def get_object(self, queryset=None):
        problem = super().get_object(queryset)
        self.heading = "ปิดเรื่อง" if problem.is_open else "แก้ไขผลการแก้ไข"
        return problem


class Reopen(OfProblem, EditScreen):
    form_class = ReopenForm
    heading, done_text, save_label = "เปิดเรื่องอีกครั้ง", "เปิดเรื่องอีกครั้งแล้ว", "เปิดเรื่องอีกครั้ง"

    def save(self, form):
        return services.reopen(form.instance, reason=form.cleaned_data["reason"], by=self.request.user)
