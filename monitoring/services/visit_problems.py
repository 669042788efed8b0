"""Problems told at a visit: found there, or found before and gone on with."""

import datetime

from villages.services import is_rested_on

from ..models import Problem, ProblemStep, Visit

WITHIN = datetime.timedelta(days=30)


def write(row, *, by):
    if not row._state.adding:
        row.version += 1
    row._history_user = by
    row.save()


def due_of(visit):
    """A problem is looked at again at the next appointment, or within a month."""
    return visit.next_on or visit.visited_on + WITHIN


def keep_found(visit, wanted, *, by):
    """`wanted`: {kind key: {text, cause, way_out}}. Of several stored problems of one kind the first is meant."""
    stored = {}
    for problem in visit.problems.order_by("pk"):
        stored.setdefault(problem.kind_id, problem)
    for key, words in wanted.items():
        problem = stored.get(key) or found_at(visit, key)
        facts = words | {"opened_on": visit.visited_on}
        if problem.due_on is None or problem.due_on < visit.visited_on:
            facts["due_on"] = due_of(visit)
        bring_to(problem, facts, by=by)
    for key, problem in stored.items():
        if key not in wanted and not is_rested_on(problem):
            problem._history_user = by
            problem.delete()


def found_at(visit, kind):
    group = visit.group if visit.whom == Visit.Whom.GROUP else None
    return Problem(
        participation=visit.participation,
        enrolment=visit.enrolment,
        group=group,
        found_in=visit,
        kind_id=kind,
        owner=visit.visitor,
    )


def bring_to(row, facts, *, by):
    """Write a row that does not say so yet."""
    if row._state.adding or any(getattr(row, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(row, name, value)
        write(row, by=by)


def keep_followed(visit, wanted, *, by):
    """`wanted`: {problem key: (is it solved?, words)}; what an earlier writing of this visit did is taken back else."""
    steps = {step.problem_id: step for step in visit.steps.order_by("pk")}
    problems = Problem.objects.select_for_update().filter(pk__in=wanted.keys() | steps.keys()).order_by("pk")
    for problem in problems:
        step = steps.get(problem.pk)
        is_ended_here = bool(step and problem.closed_on and problem.outcome == step.text)
        is_solved, words = wanted.get(problem.pk, (False, ""))
        if words:
            step = step or ProblemStep(problem=problem, visit=visit, taken_by=by)
            bring_to(step, {"text": words, "taken_on": visit.visited_on}, by=by)
        elif step:
            step._history_user = by
            step.delete()
        if problem.is_open or is_ended_here:
            end = (visit.visited_on, words) if is_solved else (None, "")
            bring_to(problem, dict(zip(("closed_on", "outcome"), end, strict=True)), by=by)
