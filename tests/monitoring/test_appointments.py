"""Which appointments still stand: nobody has come since to whom one was promised."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from monitoring.models import Visit
from tests import factories as make

pytestmark = pytest.mark.django_db

NAMES = ("ใกล้บ้าน", "ต่างตำบล", "เพื่อนบ้าน")


def standing():
    return set(Visit.objects.appointments())


def day(number, month=1):
    return datetime.date(2019, month, number)


@pytest.fixture
def alone(world):
    """One household with one appointment, and the rows around it out of the way."""
    Visit.objects.exclude(pk=world.visit.pk).update(next_on=None)
    return world


def visit(world, on, **more):
    return make.VisitFactory(enrolment=world.enrolment, visitor=world.field, visited_on=on, **more)


def test_an_appointment_stands_until_somebody_comes(alone):
    assert standing() == {alone.visit}
    visit(alone, day(5))
    assert standing() == set()


def test_a_draft_is_no_coming_and_a_drafts_appointment_is_none(alone):
    draft = visit(alone, day(5), state="draft", next_on=day(20))
    assert standing() == {alone.visit}
    assert draft not in standing()


def test_an_earlier_visit_written_later_changes_nothing(alone):
    visit(alone, datetime.date(2018, 11, 10))
    assert standing() == {alone.visit}


def test_of_two_visits_on_one_day_the_later_written_appointment_stands(alone):
    first = visit(alone, day(5), next_on=day(20))
    assert standing() == {first}
    second = visit(alone, day(5), next_on=day(25))
    assert standing() == {second}


def test_a_second_visit_of_the_day_without_an_appointment_leaves_the_first_ones(alone):
    first = visit(alone, day(5), next_on=day(20))
    visit(alone, day(5))
    assert standing() == {first}


def test_coming_to_another_household_group_or_the_village_is_not_coming_here(alone):
    make.VisitFactory(
        enrolment=make.EnrolmentFactory(participation=alone.participation),
        visitor=alone.field,
        visited_on=day(6),
    )
    for subject in ({"group": alone.group}, {}):
        make.VisitFactory(
            enrolment=None,
            participation=alone.participation,
            visitor=alone.field,
            visited_on=day(6),
            **subject,
        )
    assert standing() == {alone.visit}


def test_groups_and_villages_have_their_own_appointments(alone):
    shared = {"enrolment": None, "participation": alone.participation, "visitor": alone.field}
    of_group = make.VisitFactory(**shared, group=alone.group, visited_on=day(3), next_on=day(20))
    of_village = make.VisitFactory(**shared, visited_on=day(3), next_on=day(21))
    visit(alone, day(2), next_on=day(18))
    fellow = make.EnrolmentFactory(participation=alone.participation)
    make.VisitFactory(enrolment=fellow, visitor=alone.field, visited_on=day(5))
    assert {of_group, of_village} < standing()
    make.VisitFactory(**shared, visited_on=day(4))
    assert of_village not in standing()
    assert of_group in standing()
    make.VisitFactory(**shared, group=alone.group, visited_on=day(4))
    assert of_group not in standing()


def test_who_withdrew_or_dissolved_is_owed_nothing(alone):
    group = make.OccupationGroupFactory(village=alone.village, state="dissolved")
    make.VisitFactory(
        enrolment=None,
        participation=alone.participation,
        visitor=alone.field,
        group=group,
        visited_on=day(3),
        next_on=day(20),
    )
    alone.enrolment.withdrawn_on, alone.enrolment.withdrawn_reason = day(8), "ย้ายออก"
    alone.enrolment.save()
    assert standing() == set()


def page(client, user, name="monitoring:due", status=200, **query):
    client.force_login(user)
    response = client.get(reverse(name), query)
    assert response.status_code == status
    return response.content.decode()


def seen(told):
    return {name for name in NAMES if f"นาง{name} " in told}


def test_the_due_list_shows_the_viewers_appointments_alone(client, world):
    assert seen(page(client, world.officer)) == {"ใกล้บ้าน", "ต่างตำบล"}
    assert seen(page(client, world.field)) == {"ใกล้บ้าน"}
    assert seen(page(client, world.neighbour)) == {"เพื่อนบ้าน"}
    assert "เกิน 4 วัน" in page(client, world.field)


@pytest.mark.parametrize(
    ("next_on", "shown"),
    [
        (day(15), {"", "overdue", "all"}),
        (day(16), {"", "today", "week", "month", "all"}),
        (day(23), {"", "week", "month", "all"}),
        (day(24), {"month", "all"}),
        (day(16, 2), {"all"}),
    ],
)
def test_an_appointment_is_listed_by_how_far_off_it_is(client, world, next_on, shown):
    Visit.objects.filter(pk=world.visit.pk).update(next_on=next_on)
    by_due = {
        when for when in ("overdue", "today", "week", "month", "all") if _listed(client, world, "due", when)
    }
    assert {when for when in ("", *by_due) if _due(client, world, when)} == shown
    assert by_due == shown - {""}


def _due(client, world, when):
    return seen(page(client, world.field, when=when)) == {"ใกล้บ้าน"}


def _listed(client, world, name, value):
    return seen(page(client, world.field, "monitoring:list", **{name: value})) == {"ใกล้บ้าน"}


def test_the_due_list_leads_to_whom_the_visit_is_owed(client, world):
    assert world.enrolment.get_absolute_url() in page(client, world.field).replace("&amp;", "&")


def test_no_appointment_says_so(client, world):
    Visit.objects.update(next_on=None)
    assert "ไม่มีนัดติดตามที่ถึงกำหนด" in page(client, world.field)


@pytest.mark.parametrize("name", ["monitoring:due", "monitoring:list"])
def test_queries_do_not_grow_with_the_rows(client, world, name):
    client.force_login(world.officer)
    client.get(reverse(name))

    def count():
        with CaptureQueriesContext(connection) as told:
            client.get(reverse(name))
        return len(told)

    few = count()
    for number in range(100):
        enrolment = make.EnrolmentFactory(participation=world.participation)
        income = make.IncomeFactory(enrolment=enrolment, source="visit")
        make.VisitFactory(
            enrolment=enrolment, visitor=world.field, income=income, next_on=day(1 + number % 20)
        )
    assert count() == few
    assert few <= 14
