"""Who has completed a session by the plan's rule: the query equals a plain recount over any history of a roll."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from training.models import Attendance, Invitation, Session
from villages.models import Plan

pytestmark = pytest.mark.django_db

DAY = datetime.date(2018, 12, 11)
MARKS = [None, ("present", ""), ("late", ""), ("absent", ""), ("present", "ลูกสาว"), ("late", "สามี")]


@st.composite
def rolls(draw):
    """[(days, [[mark of each day] of each person])], and the percent of the plan."""
    one = st.integers(1, 7).flatmap(
        lambda days: st.tuples(
            st.just(days),
            st.lists(st.lists(st.sampled_from(MARKS), min_size=days, max_size=days), min_size=3, max_size=6),
        )
    )
    percents = st.sampled_from([50, 100]) | st.sampled_from([20, 25, 75, 80]) | st.integers(1, 100)
    return draw(st.lists(one, min_size=1, max_size=3)), draw(percents)


def recount(days, marks, percent):
    """In plain words: days that the person came, against the percent of all days, rounded up."""
    came = sum(1 for mark in marks if mark and mark[0] != "absent")
    needed = 0
    while needed * 100 < days * percent:
        needed += 1
    return came >= needed


def hold(participation, column, days, people):
    """A session with its roll; [(key of the person, marks)]."""
    kind = "team" if column == "team_member" else "training"
    session = make.SessionFactory(
        participation=participation, kind=kind, starts_on=DAY, ends_on=DAY + datetime.timedelta(days=days - 1)
    )
    factory = make.TeamMemberFactory if column == "team_member" else make.EnrolmentFactory
    held = []
    for marks in people:
        person = factory(participation=participation)
        Invitation.objects.create(session=session, **{column: person})
        for number, mark in enumerate(marks):
            if mark:
                on = DAY + datetime.timedelta(days=number)
                substitute = mark[1] if column == "enrolment" else ""
                Attendance.objects.create(
                    session=session, on=on, status=mark[0], substitute=substitute, **{column: person}
                )
        held.append((person.pk, marks))
    return session, held


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rolls(), st.sampled_from(["enrolment", "team_member"]))
def test_completions_are_what_a_plain_recount_finds(db, drawn, column):
    sessions, percent = drawn
    Attendance.objects.all().delete()
    participation = make.ParticipationFactory(village=make.VillageFactory(moo=1))
    participation.plan.completion_percent = percent
    participation.plan.save()
    expected = set()
    for days, people in sessions:
        session, held = hold(participation, column, days, people)
        expected |= {(key, session.pk) for key, marks in held if recount(days, marks, percent)}
    found = Attendance.objects.completions(column).values_list(column, "session")
    assert set(found) == expected
    other = "team_member" if column == "enrolment" else "enrolment"
    assert not Attendance.objects.completions(other)


def test_at_the_very_edge_of_the_rule_the_query_is_exact(world):
    """Everyone from no day to all days, of sessions of one to five days, by each percent at which a day decides."""
    came = {}
    for days in range(1, 6):
        people = [[("present", "")] * count + [None] * (days - count) for count in range(days + 1)]
        session, held = hold(world.participation, "enrolment", days, people)
        came |= {(key, session.pk): (days, marks) for key, marks in held}
    for percent in (1, 20, 25, 33, 34, 50, 60, 66, 67, 75, 80, 99, 100):
        Plan.objects.filter(pk=world.plan.pk).update(completion_percent=percent)
        expected = {who for who, (days, marks) in came.items() if recount(days, marks, percent)}
        sessions = {session for _, session in came}
        found = Attendance.objects.filter(session__in=sessions).completions("enrolment")
        assert set(found.values_list("enrolment", "session")) == expected, percent


@given(st.integers(1, 400), st.integers(1, 100))
def test_the_days_needed_are_the_percent_rounded_up_and_never_none(days, percent):
    needed = Plan(completion_percent=percent).days_needed(days)
    assert needed * 100 >= days * percent > (needed - 1) * 100
    assert 1 <= needed <= days


def test_the_page_and_the_query_agree_on_who_has_completed(world):
    for number in range(3):
        make.AttendanceFactory(
            session=world.session,
            enrolment=make.EnrolmentFactory(participation=world.participation),
            on=DAY + datetime.timedelta(days=number),
            status="late",
        )
    plan = world.plan
    for percent in (1, 33, 34, 100):
        plan.completion_percent = percent
        plan.save()
        session = Session.objects.with_place().get(pk=world.session.pk)
        passed = {
            row.person_key
            for row in session.attendances.with_names()
            if session.days_needed <= session.attendances.came().filter(enrolment=row.enrolment).count()
        }
        found = Attendance.objects.filter(session=session).completions("enrolment")
        assert {row["enrolment"] for row in found} == passed
