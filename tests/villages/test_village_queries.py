"""Each page of the villages asks the database as often for a hundred rows as for one."""

import datetime

import pytest

from tests import factories as make
from tests.pages import queries

pytestmark = pytest.mark.django_db


def villages(world, count):
    for number in range(count):
        code = f"9001{10 + number // 50}{number % 50 + 1:02}"
        subdistrict = make.SubdistrictFactory(
            code=code[:6], name=f"ตำบล{code[:6]}", district=world.plan.district
        )
        yield make.VillageFactory(subdistrict=subdistrict, moo=number % 50 + 1, code=code)


def fill(world, count):
    for village in villages(world, count):
        part = make.ParticipationFactory(village=village, plan=world.plan)
        make.TeamMemberFactory(participation=part)
        make.MeetingFactory(participation=part)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("villages:list", 7), ("villages:participations", 6), ("villages:meetings", 6)],
)
def test_lists(client, world, name, expected):
    fill(world, 1)
    assert queries(client, world.officer, name, year=2562) == expected
    fill(world, 99)
    assert queries(client, world.officer, name, year=2562) == expected


def test_plans(client, world):
    assert queries(client, world.officer, "villages:plans") == 4
    for year in range(2540, 2640):
        make.PlanFactory(district=world.plan.district, fiscal_year=year)
    assert queries(client, world.officer, "villages:plans") == 4


def test_a_plan_of_a_hundred_villages_and_criteria(client, world):
    make.CriterionFactory(plan=world.plan)
    assert queries(client, world.officer, "villages:plan", world.plan.pk) == 7
    fill(world, 99)
    make.CriterionFactory.create_batch(99, plan=world.plan)
    assert queries(client, world.officer, "villages:plan", world.plan.pk) == 7


def test_a_village_of_a_hundred_meetings_officers_and_years(client, world):
    assert queries(client, world.officer, "villages:detail", world.village.pk, year=2562) == 6
    for number in range(99):
        make.MeetingFactory(participation=world.participation, held_on=datetime.date(2018, 10, 1))
        make.PostingFactory(
            user__role="field_officer", area_code="900102", ends_on=datetime.date(2018, 12, 1)
        )
        plan = make.PlanFactory(district=world.plan.district, fiscal_year=2540 + number)
        make.ParticipationFactory(village=world.village, plan=plan)
    assert queries(client, world.officer, "villages:detail", world.village.pk, year=2562) == 6


def test_a_meeting_that_chose_a_hundred(client, world):
    world.lead.meeting = world.enrolment.meeting = world.meeting
    world.lead.save()
    world.enrolment.save()
    expected = queries(client, world.officer, "villages:meeting", world.meeting.pk)
    make.TeamMemberFactory.create_batch(99, participation=world.participation, meeting=world.meeting)
    make.EnrolmentFactory.create_batch(99, participation=world.participation, meeting=world.meeting)
    assert queries(client, world.officer, "villages:meeting", world.meeting.pk) == expected == 9


@pytest.mark.parametrize(("name", "expected"), [("participation_create", 4), ("meeting_create", 3)])
def test_forms_with_a_hundred_choices(client, world, name, expected):
    assert queries(client, world.officer, f"villages:{name}") == expected
    fill(world, 99)
    assert queries(client, world.officer, f"villages:{name}") == expected


def test_a_history_of_a_hundred_changes(client, world):
    def ask():
        return queries(client, world.officer, "accounts:history", "sages", "sage", world.sage.pk)

    world.sage.village = world.other_village
    world.sage.save()
    first = ask()
    for number in range(99):
        world.sage.village = (world.village, world.other_village)[number % 2]
        world.sage.save()
    assert ask() == first == 7
