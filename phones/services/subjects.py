"""Whom an operation is about: found within the sender's area now, or within one that the sender once answered for."""

import uuid
from dataclasses import dataclass

from groups.models import OccupationGroup
from households.models import Enrolment
from monitoring.models import Visit
from sages.models import TeamMember
from sammachip.lib.fiscal import FiscalYear
from training.models import Session
from villages.models import Participation

PART = "participation__village__subdistrict", "participation__plan"
# How the operation names its subject → (whom the visit is paid to, rows, what is read with them).
ASKED = {
    "enrolment": (Visit.Whom.HOUSEHOLD, Enrolment, ("household", *PART)),
    "team_member": (Visit.Whom.SAGE, TeamMember, ("sage", *PART)),
    "session": (Visit.Whom.SESSION, Session, PART),
    "group": (Visit.Whom.GROUP, OccupationGroup, ("village__subdistrict",)),
}


@dataclass(frozen=True)
class Found:
    """`is_own`: in the sender's area today; else it was once."""

    row: object
    area_code: str
    is_own: bool


def found_row(model, key, related, user):
    """Nothing tells a row that never was the user's from one that is not there."""
    try:
        key = uuid.UUID(str(key))
    except ValueError:
        return None
    row = model.objects.select_related(*related).filter(pk=key).first()
    if row is None:
        return None
    code = area_of(row)
    is_own = model.objects.visible_to(user).filter(pk=key).exists()
    return Found(row, code, is_own) if is_own or was_once_of(user, code) else None


def area_of(row):
    return row.village_id if hasattr(row, "village_id") else row.participation.village_id


def was_once_of(user, code):
    return any(code.startswith(area) for area in user.postings.values_list("area_code", flat=True))


def begun_visit(data, user, on):
    """(a visit with its subject, Found), or None where exactly one subject that the user knows is not named."""
    named = [name for name in (*ASKED, "participation") if data.get(name)]
    if len(named) != 1:
        return None
    visit = Visit(visitor=user, visited_on=on)
    begin = begin_village if named == ["participation"] else begin_row
    found = begin(visit, named[0], data, user)
    return found and visit.participation_id and (visit, found)


def begin_village(visit, name, data, user):
    if data.get("whom") not in (Visit.Whom.TEAM, Visit.Whom.VILLAGE):
        return None
    found = found_row(Participation, data[name], ("village__subdistrict", "plan"), user)
    if found:
        visit.whom, visit.participation = data["whom"], found.row
    return found


def begin_row(visit, name, data, user):
    whom, model, related = ASKED[name]
    found = found_row(model, data[name], related, user)
    if found:
        visit.whom = whom
        setattr(visit, name, found.row)
        if part := part_of(found.row, visit.visited_on):
            visit.participation = part
    return found


def part_of(row, on):
    """A group stands over the years: its visit belongs to the part its village takes in the year of the day."""
    if not isinstance(row, OccupationGroup):
        return row.participation
    parts = Participation.objects.filter(village=row.village_id).select_related(
        "village__subdistrict", "plan"
    )
    return parts.in_year(FiscalYear.of(on).year).first()
