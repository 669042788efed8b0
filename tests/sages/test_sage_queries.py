"""Each page of the sages asks the database as often for a hundred rows as for one."""

import pytest

from tests import factories as make
from tests.pages import queries

pytestmark = pytest.mark.django_db


def test_the_list_and_a_team(client, world):
    def ask():
        return [
            queries(client, world.officer, "sages:list", year=2562),
            queries(client, world.officer, "sages:of_village", world.village.pk),
        ]

    first = ask()
    make.TeamMemberFactory.create_batch(99, participation=world.participation)
    make.SageFactory.create_batch(99, village=world.village)
    assert ask() == first == [7, 6]


def test_a_sage_of_many_years(client, world):
    world.lead.meeting = world.meeting
    world.lead.save()
    first = queries(client, world.officer, "sages:detail", world.sage.pk)
    for year in range(2540, 2560):
        plan = make.PlanFactory(district=world.plan.district, fiscal_year=year)
        part = make.ParticipationFactory(village=world.village, plan=plan)
        make.TeamMemberFactory(
            participation=part, sage=world.sage, meeting=make.MeetingFactory(participation=part)
        )
    assert queries(client, world.officer, "sages:detail", world.sage.pk) == first == 9


def test_a_seats_form_with_a_hundred_choices(client, world):
    first = queries(client, world.officer, "sages:seat_create", sage=world.sage.pk)
    make.SageFactory.create_batch(99, village=world.village)
    for year in range(2540, 2560):
        plan = make.PlanFactory(district=world.plan.district, fiscal_year=year)
        make.MeetingFactory(participation=make.ParticipationFactory(village=world.village, plan=plan))
    assert queries(client, world.officer, "sages:seat_create", sage=world.sage.pk) == first == 5
