"""Duties read from the tables equal a plain recount straight from them; appointments equal what the database says."""

import datetime
import random

import pytest

from groups.models import OccupationGroup
from households.models import Enrolment
from monitoring.appointments import appointments_of
from monitoring.duties import Duties
from monitoring.models import Excuse, Visit
from sages.models import TeamMember
from sammachip.lib.fiscal import FiscalYear
from tests import factories as make
from training.models import Session
from villages.following import standard_rules
from villages.models import Participation, VisitRule

from .recount import owed

pytestmark = pytest.mark.django_db
FIRST = datetime.date(2017, 10, 1)


def some_day(dice, least, most):
    return FIRST + datetime.timedelta(dice.randint(least, most))


def district(dice):
    """Villages of two years, some of them carried on, with all that follow-up is counted from."""
    users = [make.UserFactory(), make.UserFactory()]
    plans = [make.PlanFactory(fiscal_year=year) for year in (2561, 2562)]
    for plan in plans:
        for rule in standard_rules(plan):
            rule.save()
    kept = list(VisitRule.objects.all())
    for moo in range(1, 5):
        village = make.VillageFactory(moo=moo)
        for plan in plans[dice.randint(0, 1) :]:
            start = (plan.fiscal_year - 2561) * 365
            kind = "new" if plan == plans[0] else dice.choice(["new", "expansion"])
            part = make.ParticipationFactory(village=village, plan=plan, kind=kind)
            village_part(dice, part, start, users, [rule for rule in kept if rule.plan_id == plan.pk])


def village_part(dice, part, start, users, rules):
    if dice.random() < 0.8:
        joined = some_day(dice, start, start + 60)
        make.TeamMemberFactory(participation=part, joined_on=joined)
    sessions = [taught(dice, part, start) for _ in range(dice.randint(0, 2))]
    enrolments = [joins(dice, part, start) for _ in range(3)]
    group = make.OccupationGroupFactory(
        village=part.village,
        formed_on=some_day(dice, start + 100, start + 300),
        state=dice.choice(["formed", "paused", "draft", "dissolved"]),
    )
    subjects = [{"enrolment": row} for row in enrolments] + [{"session": row} for row in sessions]
    subjects += [{"group": group}, {"whom": "team"}, {"whom": "village"}]
    for _ in range(16):
        visit(dice, part, start, dice.choice(users), dice.choice(subjects))
    for row in enrolments:
        if dice.random() < 0.3:
            rule = dice.choice([rule for rule in rules if rule.subject == "household"])
            make.ExcuseFactory(enrolment=row, rule=rule)


def taught(dice, part, start):
    first = some_day(dice, start + 60, start + 250)
    last = first + datetime.timedelta(dice.randint(0, 4))
    kind = dice.choice(["training", "training", "team"])
    return make.SessionFactory(participation=part, starts_on=first, ends_on=last, kind=kind)


def joins(dice, part, start):
    on = some_day(dice, start, start + 90) if dice.random() < 0.8 else None
    gone = {}
    if dice.random() < 0.15:
        gone = {"withdrawn_on": some_day(dice, start + 200, start + 300), "withdrawn_reason": "ย้ายออก"}
    return make.EnrolmentFactory(participation=part, volunteered_on=on, **gone)


def visit(dice, part, start, visitor, subject):
    on = some_day(dice, start, start + 420)
    later = on + datetime.timedelta(dice.randint(1, 60)) if dice.random() < 0.5 else None
    row = make.VisitFactory(
        **{"enrolment": None} | subject,
        participation=part,
        phase=dice.choice(["before", "during", "after"]),
        visited_on=on,
        visitor=visitor,
        next_on=later,
        state=dice.choice(["recorded", "recorded", "acknowledged", "draft", "corrected"]),
    )
    if later and dice.random() < 0.1:
        make.ExcuseFactory(enrolment=None, participation=part, rule=None, appointment=row)


def recounted(year, today):
    """Every owed visit of the year, straight from the tables, one subject after the other."""
    found = set()
    for subject, key, part, anchors, withdrawn in subjects_of(year):
        rules = list(VisitRule.objects.filter(plan=part.plan, is_used=True))
        lines = owed(
            rules,
            subject=subject,
            year=part.plan.fiscal_year,
            kind=part.kind,
            anchors={name: day for name, day in anchors.items() if day},
            carried_in=set(
                Participation.objects.filter(village=part.village, kind="expansion").values_list(
                    "plan__fiscal_year", flat=True
                )
            ),
            withdrawn_on=withdrawn,
            visits=visits_to(subject, key),
            excused=excused_of(subject, key),
            today=today,
        )
        for rule, opens, due, state, by in lines:
            of_year = FiscalYear(year).contains(due) if due else part.plan.fiscal_year == year
            if of_year:
                found.add((subject, key, rule, opens, due, state, by))
    return found


def subjects_of(year):
    for row in Enrolment.objects.filter(withdrawn_on=None):
        yield "household", row.pk, row.participation, {"enrolled": row.volunteered_on} | training(row), None
    for part in Participation.objects.all():
        seats = TeamMember.objects.filter(participation=part, left_on=None)
        joined = seats.exclude(joined_on=None).order_by("joined_on").first()
        if joined:
            yield "team", part.pk, part, {"confirmed": joined.joined_on} | training(joined), None
    for row in Session.objects.filter(participation__plan__fiscal_year=year):
        days = {"training_start": row.starts_on, "training_end": row.ends_on}
        yield "session", row.pk, row.participation, days, None
    for row in OccupationGroup.objects.exclude(state__in=["draft", "dissolved", "paused"]):
        parts = Participation.objects.filter(village=row.village)
        part = parts.filter(plan__fiscal_year=FiscalYear.of(row.formed_on).year).first()
        if part:
            yield "group", row.pk, part, {"formed": row.formed_on}, None


def training(row):
    taught = Session.objects.filter(participation=row.participation).exclude(kind="team")
    starts, ends = [one.starts_on for one in taught], [one.ends_on for one in taught]
    return {"training_start": min(starts, default=None), "training_end": max(ends, default=None)}


def visits_to(subject, key):
    columns = {"household": "enrolment", "session": "session", "group": "group", "team": "participation"}
    rows = Visit.objects.filter(state__in=["recorded", "acknowledged"], **{columns[subject]: key})
    rows = rows.filter(whom__in=["team", "sage"] if subject == "team" else [subject])
    return list(rows.order_by("visited_on", "pk").values_list("visited_on", "phase", "pk"))


def excused_of(subject, key):
    excuses = Excuse.objects.exclude(rule=None)
    return {row.rule_id for row in excuses if row.enrolment_id == key} if subject == "household" else set()


@pytest.mark.parametrize("seed", [1, 3])
def test_duties_and_appointments_equal_what_the_tables_say(seed, django_assert_num_queries):
    dice = random.Random(seed)
    district(dice)
    chief = make.PostingFactory(user__role="district_chief", area_code="9001").user
    today = some_day(dice, 400, 700)
    duties = Duties(chief, FiscalYear(2562), today)
    chief.areas  # noqa: B018 (read once before, as on any page)
    with django_assert_num_queries(6):
        told = {
            (
                duty.to.facts.subject,
                duty.to.facts.key,
                due.rule.pk,
                due.opens_on,
                due.due_on,
                due.state,
                due.paid and due.paid.key,
            )
            for duty in duties.all
            for due in [duty.due]
        }
        standing = {visit.key for visit in appointments_of(duties.reading)}
    assert told == recounted(2562, today)
    assert len(told) >= 40
    assert {state for *_, state, _ in told} >= {"done", "missed", "coming"}
    assert standing == set(Visit.objects.appointments().values_list("pk", flat=True))


def test_a_neighbours_follow_up_is_not_read(world):
    mine = Duties(world.field, FiscalYear(2562), datetime.date(2019, 1, 16))
    assert {duty.to.village for duty in mine.all} == {world.village}
    assert {visit.key for visit in mine.reading.visits} == {world.visit.pk}
    assert {mark.key for mark in mine.reading.marks} == {world.excuse.pk, world.problem.pk}
