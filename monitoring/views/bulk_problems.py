"""Many problems at once: another officer answers for them, or by another day."""

from django.urls import reverse_lazy

from sammachip.lib import thai
from sammachip.lib.bulk_screens import BulkDone, BulkEdit
from villages.frame import year_of

from ..forms.bulk_problems import BulkProblemForm
from ..forms.problem_filter import ProblemFilter
from ..models import Problem
from .problems import PROBLEMS

BULK = ("แก้ไขหลายเรื่อง", reverse_lazy("monitoring:bulk_problems"))


class OfProblems:
    model = Problem
    permission_required = "monitoring.change_problem"
    unit, unit_word, list_url = "เรื่อง", "ปัญหาที่จะแก้ไข", "monitoring:problems"

    def get_queryset(self):
        return super().get_queryset().with_names().order_by("-opened_on", "-pk")


class BulkProblems(OfProblems, BulkEdit):
    form_class, filterset_class = BulkProblemForm, ProblemFilter
    names, done_name = ("owner", "due_on"), "monitoring:bulk_problems_done"
    heading, crumbs = "แก้ไขหลายเรื่อง", [PROBLEMS]

    def get_queryset(self):
        return super().get_queryset().lived_in(year_of(self.request))

    def row_words(self, row):
        due = f"กำหนด {thai.format_date(row.due_on, 'medium')}" if row.due_on else "ยังไม่มีกำหนด"
        return f"{row.participation.village} · {row.owner or 'ยังไม่มีผู้รับผิดชอบ'} · {due}"


class BulkProblemsDone(OfProblems, BulkDone):
    crumbs = [PROBLEMS, BULK]
