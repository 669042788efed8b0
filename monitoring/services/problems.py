"""Verbs over problems: follow one through, hand it on, open it again. Each leaves its mark among the steps."""

from django.db import transaction

from sammachip.lib import fiscal
from villages.services import add_rows, change_rows

from ..models import ProblemStep

MOST = ProblemStep._meta.get_field("text").max_length


def step_of(problem, text, *, on=None, by):
    return ProblemStep(problem=problem, text=text[:MOST], taken_on=on or fiscal.today(), taken_by=by)


@transaction.atomic
def hand_on(problem, *, note="", by):
    """Save the problem with its new owner, and say so in a step."""
    words = f"ส่งต่อให้ {problem.owner}"
    problem._history_user = by
    problem.save()
    add_rows([step_of(problem, f"{words}: {note}" if note else words, by=by)], by=by)
    return problem


@transaction.atomic
def reopen(problem, *, reason, by):
    """Take the end of a problem back; what the end was stays among the steps, under whoever wrote it."""
    ended = step_of(problem, told_end(problem.outcome), on=problem.closed_on, by=closer_of(problem) or by)
    problem.closed_on, problem.outcome = None, ""
    problem._history_user = by
    problem.save()
    add_rows([ended, step_of(problem, f"เปิดเรื่องอีกครั้ง: {reason}", by=by)], by=by)
    return problem


def told_end(outcome):
    told = f"ปิดเรื่อง: {outcome}"
    return told if len(told) <= MOST else outcome


def closer_of(problem):
    """Who wrote the end that stands, by the history of the row."""
    closer = None
    for record in problem.history.select_related("history_user").order_by("-history_date", "-history_id"):
        if record.closed_on is None:
            break
        closer = record.history_user
    return closer


def give_to(problems, owner, *, by):
    """Open problems whose owner becomes `owner`, in one statement; of a hand-over of the whole area."""
    for problem in problems:
        problem.owner = owner
    change_rows(problems, ["owner"], by=by)
