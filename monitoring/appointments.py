"""Appointments that stand: what the list of appointments asks the database for, of visits that have been read."""

from collections import defaultdict

from groups.models import OccupationGroup

from .models import Visit
from .models.visits import SUBJECTS


def promised_to(visit):
    """To whom a visit was paid, exactly: a sage is not the team, a team not the village."""
    name = SUBJECTS.get(visit.whom)
    return visit.whom, getattr(visit, name) if name else visit.participation


def standing(visits, *, excused=(), enrolments=()):
    """Of `visits` in the order of their days, those whose next appointment nobody has kept yet.

    `excused`: visits whose appointment fell through; `enrolments`: the households that have not withdrawn.
    """
    last = defaultdict(dict)
    for visit in visits:
        told = last[promised_to(visit)]
        if visit.on != told.get("on"):
            told |= {"on": visit.on, "visit": None}
        if visit.next_on:
            told["visit"] = visit
    found = (told["visit"] for told in last.values())
    return [visit for visit in found if visit and _is_wanted(visit, excused, enrolments)]


def _is_wanted(visit, excused, enrolments):
    is_gone = visit.whom == Visit.Whom.HOUSEHOLD and visit.enrolment not in enrolments
    return not (is_gone or visit.key in excused or visit.group_state == OccupationGroup.State.DISSOLVED)


def appointments_of(reading):
    """Those that stand in an area, by what was read of it."""
    excused = {mark.appointment for mark in reading.marks if mark.appointment}
    enrolments = {row.pk for row in reading.enrolments}
    return standing(reading.visits, excused=excused, enrolments=enrolments)
