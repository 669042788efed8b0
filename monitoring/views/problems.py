"""Problems and the way of each from found to closed."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property

from groups.models import OccupationGroup
from households.models import Enrolment
from sammachip.lib import fiscal
from sammachip.lib.screens import CreateScreen, DetailScreen, EditScreen, ListScreen
from villages.frame import year_of
from villages.models import Participation

from ..forms.problem_filter import ProblemFilter
from ..forms.problem_steps import StepForm
from ..forms.problems import NewProblemForm, ProblemForm
from ..models import Problem, ProblemStep
from ..problem_story import story_of
from ..problem_tables import ProblemTable, state_of

PROBLEMS = ("ปัญหาที่พบ", reverse_lazy("monitoring:problems"))
SUBJECTS = {"enrolment": Enrolment, "group": OccupationGroup, "participation": Participation}


class ProblemList(ListScreen):
    permission_required = "monitoring.view_problem"
    model = Problem
    table_class, filterset_class = ProblemTable, ProblemFilter
    template_name = "monitoring/problems.html"
    heading, unit = "ปัญหาที่พบ", "เรื่อง"
    create_url, create_label = "monitoring:problem_create", "เพิ่มปัญหา"
    create_permission = "monitoring.add_problem"
    empty_title = "ไม่มีปัญหาที่ยังไม่ปิดเรื่อง"
    empty_text = "ปัญหาที่บันทึกในการติดตามจะมาอยู่ที่นี่ จนกว่าจะแก้ไขเสร็จและปิดเรื่อง หรือเพิ่มเองเมื่อพบนอกการติดตาม"

    def get_queryset(self):
        return super().get_queryset().lived_in(year_of(self.request)).with_names()

    def get_context_data(self, **kwargs):
        may_change = self.request.user.has_perm("monitoring.change_problem")
        bulk_url = reverse("monitoring:bulk_problems") if may_change else ""
        return super().get_context_data(**{"bulk_url": bulk_url} | kwargs)


class ProblemDetail(DetailScreen):
    permission_required = "monitoring.view_problem"
    model = Problem
    template_name = "monitoring/problem.html"
    crumbs = [PROBLEMS]

    def get_queryset(self):
        return super().get_queryset().with_names().select_related("found_in__visitor")

    def get_context_data(self, **kwargs):
        problem, user, today = self.object, self.request.user, fiscal.today()
        steps = ProblemStep.objects.visible_to(user).filter(problem=problem).with_names()
        words, tone = state_of(problem, today)
        told = {
            "heading": str(problem.kind),
            "state": words,
            "tone": tone,
            "story": story_of(problem, steps, user),
            "may_change": user.has_perm("monitoring.change_problem"),
        }
        if told["may_change"] and problem.is_open:
            told["step_form"] = StepForm(
                user=user, instance=ProblemStep(problem=problem), initial={"taken_on": today}
            )
        return super().get_context_data(**told | kwargs)


class ProblemCreate(CreateScreen):
    """Of whom the address names (?enrolment=, ?group=, ?participation=), else of whom the form asks."""

    permission_required = "monitoring.add_problem"
    model, form_class = Problem, NewProblemForm
    heading, done_text = "เพิ่มปัญหา", "เพิ่มปัญหาแล้ว"
    template_name = "monitoring/problem_form.html"
    cancel_url, crumbs = "monitoring:problems", [PROBLEMS]

    @cached_property
    def problem(self):
        problem = Problem()
        for name, model in SUBJECTS.items():
            if asked := self.request.GET.get(name):
                setattr(problem, name, self.row(model, asked))
                problem.participation = self.part_of(problem)
                break
        return problem

    def row(self, model, asked):
        try:
            key = uuid.UUID(asked)
        except ValueError:
            raise Http404 from None
        return get_object_or_404(model.objects.visible_to(self.request.user), pk=key)

    def part_of(self, problem):
        """The part in a year that the problem is counted in; of a group this year's, else its village's last."""
        rows = Participation.objects.visible_to(self.request.user).with_place()
        if problem.group:
            here = rows.filter(village=problem.group.village_id).order_by("-plan__fiscal_year")
            found = here.in_year(year_of(self.request).year).first() or here.first()
            return found or get_object_or_404(here)
        asked = problem.enrolment.participation_id if problem.enrolment else problem.participation_id
        return get_object_or_404(rows, pk=asked)

    def get_initial(self):
        return {"opened_on": fiscal.today(), "owner": self.request.user.pk}

    def get_form_kwargs(self):
        told = {"instance": self.problem, "year": year_of(self.request).year}
        return super().get_form_kwargs() | told

    def save(self, form):
        """Whoever writes down a problem follows it through, until it is handed on."""
        if "owner" not in form.fields:
            form.instance.owner = self.request.user
        return form.save()


class OfProblem:
    """A page below a problem's: it leads back to the problem."""

    permission_required = "monitoring.change_problem"
    model = Problem
    template_name = "monitoring/problem_form.html"

    def get_queryset(self):
        return super().get_queryset().with_names()

    @property
    def problem(self):
        return self.object

    @property
    def crumbs(self):
        return [PROBLEMS, (str(self.problem.kind), self.problem.get_absolute_url())]


class ProblemEdit(OfProblem, EditScreen):
    form_class = ProblemForm
    heading, done_text = "แก้ไขปัญหา", "แก้ไขปัญหาแล้ว"
