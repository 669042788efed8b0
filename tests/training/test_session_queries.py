"""Each page of the sessions asks the database as often for a hundred rows as for one."""

import pytest

from tests import factories as make
from tests.pages import queries

pytestmark = pytest.mark.django_db


def test_lists_and_the_roll(client, world):
    def ask():
        return [
            queries(client, world.officer, "training:list", year=2562),
            queries(client, world.officer, "training:of_village", world.village.pk),
            queries(client, world.officer, "training:detail", world.session.pk),
            queries(client, world.officer, "monitoring:story_of_village", world.village.pk),
        ]

    first = ask()
    make.SessionFactory.create_batch(99, participation=world.participation)
    for enrolment in make.EnrolmentFactory.create_batch(99, participation=world.participation):
        make.AttendanceFactory(session=world.session, enrolment=enrolment)
        make.InputSupportFactory(enrolment=enrolment, session=world.session, received_on="2018-12-12")
        make.VisitFactory(enrolment=enrolment, visitor=world.field)
    make.TeachingFactory.create_batch(30, session=world.session)
    assert ask() == first == [6, 5, 10, 9]
