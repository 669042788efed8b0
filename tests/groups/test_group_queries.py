"""Each page of the groups asks the database as often for a hundred rows as for one."""

import pytest

from tests import factories as make
from tests.pages import queries

pytestmark = pytest.mark.django_db


def test_lists_and_members(client, world):
    def ask():
        return [
            queries(client, world.officer, "groups:list"),
            queries(client, world.officer, "groups:of_village", world.village.pk),
            queries(client, world.officer, "groups:detail", world.group.pk),
            queries(client, world.officer, "groups:member_create", world.group.pk),
        ]

    first = ask()
    make.OccupationGroupFactory.create_batch(99, village=world.village)
    make.MemberFactory.create_batch(99, group=world.group)
    assert ask() == first == [6, 4, 4, 4]
