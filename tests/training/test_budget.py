"""Money of the teaching: recounted by hand, whatever rows there are."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories as make
from training.budget import (
    Budget,
    budget_of_activity,
    budget_of_session,
    budget_of_village,
    budgets,
    budgets_of_activities,
    total,
)
from training.models import Activity, CostLine, InputSupport

baht = st.decimals(min_value=0, max_value=9_999_999, places=2)
some_baht = st.none() | baht
plans = st.lists(st.tuples(st.integers(0, 1), some_baht), max_size=5)
costs = st.lists(st.tuples(st.integers(0, 1), baht.filter(bool), st.booleans()), max_size=5)
inputs = st.lists(st.tuples(st.integers(0, 1), some_baht, st.booleans()), max_size=6)


def rows():
    return Activity.objects.all(), CostLine.objects.all(), InputSupport.objects.all()


class Recount(TestCase):
    @given(plans=plans, costs=costs, inputs=inputs)
    @settings(max_examples=25)
    def test_every_figure_is_what_one_adds_up_by_hand(self, plans, costs, inputs):
        villages = make.ParticipationFactory.create_batch(2)
        agency = make.AgencyFactory()
        sessions = [make.SessionFactory(participation=village) for village in villages]
        enrolments = [make.EnrolmentFactory(participation=village) for village in villages]
        for n, budget in plans:
            make.ActivityFactory(participation=villages[n], budget=budget)
        for n, amount, is_given in costs:
            make.CostLineFactory(session=sessions[n], amount=amount, agency=agency if is_given else None)
        for n, value, is_given in inputs:
            who = agency if is_given else None
            make.InputSupportFactory(enrolment=enrolments[n], value=value, agency=who)
        counted = budgets(*rows())
        for n, village in enumerate(villages):
            named = [b for i, b in plans if i == n and b is not None]
            by_hand = Budget(
                planned=sum(named) if named else None,
                cost=sum(a for i, a, is_given in costs if i == n and not is_given),
                inputs=sum(v or 0 for i, v, is_given in inputs if i == n and not is_given),
                given_costs=sum(a for i, a, is_given in costs if i == n and is_given),
                given_inputs=sum(v or 0 for i, v, is_given in inputs if i == n and is_given),
                without_value=sum(v is None for i, v, _ in inputs if i == n),
            )
            assert counted.get(village.pk, Budget()) == by_hand
            assert budget_of_village(village, *rows()) == by_hand
            told = budget_of_session(sessions[n].costs.all(), enrolments[n].inputs.all())
            assert told == replace(by_hand, planned=None)
        assert total(counted.values()) == total(budget_of_village(v, *rows()) for v in villages)


@pytest.mark.django_db
def test_three_queries_count_any_number_of_villages(django_assert_num_queries, world):
    with django_assert_num_queries(3):
        found = budgets(*rows())
    assert set(found) == {
        world.participation.pk,
        world.other_participation.pk,
        world.neighbour_participation.pk,
    }


@pytest.mark.django_db
def test_a_village_without_a_planned_amount_has_no_zero_left_but_nothing(world):
    Activity.objects.update(budget=None)
    budget = budget_of_village(world.participation, *rows())
    assert (budget.planned, budget.left, budget.excess(Decimal(10**6))) == (None, None, 0)
    assert budget.used == 1500 + 1450


@pytest.mark.django_db
def test_what_partners_pay_is_given_not_used_and_what_they_promise_is_neither(world):
    agency = world.agency
    make.CostLineFactory(session=world.session, amount=700, agency=agency)
    make.InputSupportFactory(enrolment=world.enrolment, value=300, agency=agency)
    make.ActivityPartnerFactory(
        activity=world.activity, agency=make.AgencyFactory(name="ธ.ก.ส."), value=90000
    )
    budget = budget_of_village(world.participation, *rows())
    assert (budget.planned, budget.used, budget.left, budget.given) == (12000, 2950, 9050, 1000)
    assert (budget.excess(Decimal(9050)), budget.excess(Decimal(9051))) == (0, 1)


@pytest.mark.django_db
def test_a_session_and_an_activity_count_only_their_own_rows(world):
    world.session.activity = world.activity
    world.session.save()
    make.InputSupportFactory(enrolment=world.enrolment, session=world.session, value=None)
    make.CostLineFactory(session=make.SessionFactory(participation=world.participation), amount=9)
    session = budget_of_session(world.session.costs.all(), world.session.inputs.all())
    assert session == Budget(cost=Decimal(1500), without_value=1)
    activity = budget_of_activity(world.activity, *rows()[1:])
    assert activity == Budget(planned=Decimal(12000), cost=Decimal(1500), without_value=1)
    assert budgets_of_activities(*rows())[world.activity.pk] == activity
