"""The facts of a hand-over as they stand on its day: what is kept with it, shown on its page and printed."""

from collections import Counter, defaultdict

from groups.models import OccupationGroup
from sammachip.lib.fiscal import FiscalYear

from .duties import Duties
from .models import Problem, Visit
from .stages import State

WAITING = (Visit.State.DRAFT, Visit.State.RECORDED)


def facts_of(area, giver, *, today, user):
    """Counts and lists of one area, as JSON holds them: days are texts, names are as they are today."""
    year = FiscalYear.of(today)
    duties = Duties(user, year, today, area)
    lists = {
        "overdue": [owed(each) for each in by_day(duties.all) if each.due.state == State.OVERDUE],
        "appointments": [appointment(row) for row in appointments_of(area, user)],
        "problems": [trouble(row) for row in problems_of(area, user)],
        "waiting": [waiting(row) for row in waiting_of(area, giver, user)],
    }
    villages = villages_of(duties, area, user, lists)
    return lists | {
        "told_on": today.isoformat(),
        "year": year.year,
        "villages": villages,
        "counts": counts_of(villages, lists),
    }


def by_day(duties):
    dated = [each for each in duties if each.due.due_on]
    return sorted(dated, key=lambda each: (each.due.due_on, each.to.village.pk, each.to.name))


def owed(duty):
    return {
        "name": duty.to.name,
        "village": str(duty.to.village),
        "code": duty.to.village.pk,
        "what": duty.due.rule.name,
        "on": duty.due.due_on.isoformat(),
    }


def told(row, **facts):
    village = row.participation.village
    return {"name": row.subject_name, "village": str(village), "code": village.pk} | facts


def appointments_of(area, user):
    """Those of earlier years too: nobody has kept them yet."""
    rows = Visit.objects.visible_to(user).in_area(area)
    return rows.appointments().with_names().order_by("next_on", "pk")


def appointment(visit):
    return told(visit, what=visit.promise, on=visit.next_on.isoformat())


def problems_of(area, user):
    return Problem.objects.visible_to(user).in_area(area).open().with_names().order_by("opened_on", "pk")


def trouble(problem):
    due_on = problem.due_on.isoformat() if problem.due_on else ""
    return told(problem, what=str(problem), on=problem.opened_on.isoformat(), due_on=due_on)


def waiting_of(area, giver, user):
    rows = Visit.objects.visible_to(user).in_area(area).filter(visitor=giver, state__in=WAITING)
    return rows.with_names().order_by("visited_on", "pk")


def waiting(visit):
    return told(visit, what=visit.get_state_display(), state=visit.state, on=visit.visited_on.isoformat())


def villages_of(duties, area, user, lists):
    """A line for each village of the year, and for others in which something is still owed."""
    reading, states = duties.reading, defaultdict(Counter)
    parts = {part.village_id: part for part in reading.participations.values()}
    now = {part.village_id: part for part in parts.values() if part.plan.fiscal_year == duties.year.year}
    for duty in duties.all:
        states[duty.to.village.pk][duty.due.state] += 1
    households = Counter(
        reading.participations[row.participation_id].village_id
        for row in reading.enrolments
        if row.fiscal_year == duties.year.year
    )
    groups = OccupationGroup.objects.visible_to(user).in_area(area).counted()
    counted = {"households": households, "groups": Counter(groups.values_list("village", flat=True))}
    counted |= {name: Counter(row["code"] for row in lists[name]) for name in ("appointments", "problems")}
    return [
        line_of(parts[code], now.get(code), states[code], counted)
        for code in sorted({*now, *states} & {*parts})
    ]


def line_of(part, now, states, counted):
    village = part.village
    figures = {name: found[village.pk] for name, found in counted.items()}
    kind = now.get_kind_display() if now else ""
    named = {"code": village.pk, "name": str(village), "subdistrict": village.subdistrict.name, "kind": kind}
    return named | figures | {state.value: states[state] for state in State}


def counts_of(villages, lists):
    summed = ("households", "groups", *(state.value for state in State))
    states = Counter(row["state"] for row in lists["waiting"])
    return {
        "villages": len(villages),
        **{name: sum(line[name] for line in villages) for name in summed},
        "appointments": len(lists["appointments"]),
        "problems": len(lists["problems"]),
        "drafts": states[Visit.State.DRAFT],
        "unread": states[Visit.State.RECORDED],
    }
