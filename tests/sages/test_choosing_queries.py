"""The pages of choosing and confirming ask the database as often for many people as for one."""

import pytest

from tests import factories as make
from tests.pages import queries

pytestmark = pytest.mark.django_db


def test_choosing_sages_and_confirming_a_team(client, world):
    def ask():
        return [
            queries(client, world.officer, "sages:choose", world.meeting.pk),
            queries(client, world.officer, "sages:team", world.participation.pk),
        ]

    make.SageFactory(village=world.village)
    first = ask()
    for seat in make.TeamMemberFactory.create_batch(
        20, participation=world.participation, meeting=world.meeting
    ):
        make.SeatAnswerFactory(seat=seat)
    make.SageFactory.create_batch(99, village=world.village)
    assert ask() == first == [10, 7]


def test_choosing_households(client, world):
    meeting = make.MeetingFactory(participation=world.participation, kind="team")
    make.HouseholdFactory(village=world.village)
    first = queries(client, world.officer, "households:choose", meeting.pk)
    for row in make.EnrolmentFactory.create_batch(20, participation=world.participation, meeting=meeting):
        make.EnrolmentAnswerFactory(enrolment=row)
    make.HouseholdFactory.create_batch(99, village=world.village)
    assert queries(client, world.officer, "households:choose", meeting.pk) == first == 9
