"""What a plan's page tells of follow-up: the rules and questions of the year, by whom they are about."""

from dataclasses import dataclass

from .models import VisitQuestion, VisitRule
from .rule_words import asked, when, whose


@dataclass(frozen=True)
class Line:
    """One rule or question in words."""

    row: object
    title: str
    text: str


@dataclass(frozen=True)
class Together:
    """Those that stand in one order: of one subject of follow-up."""

    key: str
    label: str
    lines: list


def rules_of(plan, user):
    rows = VisitRule.objects.visible_to(user).filter(plan=plan)
    lines = [Line(row, row.name, " ".join(filter(None, (when(row), whose(row))))) for row in rows]
    return together(VisitRule.Subject, lines, "subject")


def questions_of(plan, user):
    rows = VisitQuestion.objects.visible_to(user).filter(plan=plan)
    lines = [Line(row, row.text, f"{row.get_phase_display() or 'ทุกระยะ'} · {asked(row)}") for row in rows]
    return together(VisitQuestion.Whom, lines, "whom")


def together(kinds, lines, name):
    """Every kind, also one that has no line yet."""
    return [
        Together(kind.value, kind.label, [line for line in lines if getattr(line.row, name) == kind.value])
        for kind in kinds
    ]
