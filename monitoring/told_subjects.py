"""Subjects that are owed no visit by a rule, told from what was read of them: an appointment or a problem has one too."""

from villages.models import VisitQuestion

from .duties import Subjected
from .stages import Facts

Whom = VisitQuestion.Whom
# What a household is called that has withdrawn, and so is not read with the others.
GONE = "ครัวเรือนที่ถอนตัวแล้ว"


def told_subject(key, part, called):
    """`called`: the name that was read with a visit, where there was one."""
    kind, row = key
    facts = Facts(subject=kind, key=row, year=part.plan.fiscal_year, kind=part.kind)
    return Subjected(facts, called.strip() or _name(kind, part), part)


def _name(kind, part):
    match kind:
        case Whom.HOUSEHOLD:
            return GONE
        case Whom.TEAM:
            return f"ทีมวิทยากร {part.village}"
        case Whom.VILLAGE:
            return str(part.village)
    return f"{Whom(kind).label} {part.village}"
