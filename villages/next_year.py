"""A plan made whole: with its rules and questions, and, where another year precedes it, with what that year settled."""

from django.db import transaction

from .following import standard_questions, standard_rules
from .models import Participation
from .services import add_rows

NOT_COPIED = {"id", "plan", "version"}


@transaction.atomic
def make_plan(plan, *, by):
    """Save a new plan, with the rules and questions that every plan begins with."""
    write(plan, by)
    add_rows(standard_rules(plan), by=by)
    add_rows(standard_questions(plan), by=by)
    return plan


@transaction.atomic
def make_next_plan(plan, *, after, carried, beginning, by):
    """Save the plan that follows `after`: its checklists, rules and questions go with it.

    `carried`: villages that go on as expansion; `beginning`: villages that are newly made.
    """
    write(plan, by)
    for rows in (after.criteria.all(), after.visit_rules.in_use(), after.visit_questions.in_use()):
        add_rows([copy_of(row, plan) for row in rows], by=by)
    Kind = Participation.Kind
    parts = [Participation(plan=plan, village=village, kind=Kind.EXPANSION) for village in carried]
    parts += [Participation(plan=plan, village=village, kind=Kind.NEW) for village in beginning]
    add_rows(parts, by=by)
    return plan


def copy_of(row, plan):
    fields = [field for field in row._meta.concrete_fields if field.name not in NOT_COPIED]
    return type(row)(plan=plan, **{field.attname: getattr(row, field.attname) for field in fields})


def write(row, by):
    row._history_user = by
    row.save()
