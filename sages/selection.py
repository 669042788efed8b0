"""How a sage was chosen: at which meeting, by which answers, and who wrote it down."""

from dataclasses import dataclass

from villages.checklist import checklist
from villages.models import Criterion
from villages.recorded import recorded

from .models import TeamMember

TITLES = ((Criterion.Subject.SAGE, "เกณฑ์ปราชญ์ชุมชน"), (Criterion.Subject.TRAINER, "เกณฑ์ทีมวิทยากร"))


@dataclass(frozen=True)
class Selection:
    """`lists`: [(title, checklist)]; `recorded`: [(who, day)]."""

    row: TeamMember
    title: str
    lists: list
    recorded: list


def selections(seats, user):
    """One for each seat (with meeting, names and answers) of which anything is known, in their order."""
    criteria = list(
        Criterion.objects.visible_to(user).filter(plan__in={seat.participation.plan_id for seat in seats})
    )
    answers = {seat.pk: list(seat.answers.all()) for seat in seats}
    told = recorded(seats, answers) if seats else {}
    for seat in seats:
        if seat.meeting_id or answers[seat.pk]:
            yield Selection(
                seat, f"ปี {seat.fiscal_year}", list(lists(seat, criteria, answers)), told[seat.pk]
            )


def lists(seat, criteria, answers):
    for subject, title in TITLES:
        asked = [
            row for row in criteria if row.plan_id == seat.participation.plan_id and row.subject == subject
        ]
        if asked:
            yield title, checklist(asked, answers[seat.pk])
