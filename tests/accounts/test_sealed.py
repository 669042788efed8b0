"""A citizen id is kept sealed, found by a keyed index, refused twice by the database, and never shown."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from households.models import Household
from sammachip.lib import sealing
from tests import factories as make

CITIZEN_ID = "1101700203451"


def with_id(citizen_id, **extra):
    household = make.HouseholdFactory.build(village=make.VillageFactory(), **extra)
    household.seal_citizen_id(citizen_id)
    household.save()
    return household


def test_only_the_last_four_digits_are_shown(db):
    household = with_id(CITIZEN_ID)
    assert household.masked_citizen_id == "X-XXXX-XXXX3-45-1"
    assert CITIZEN_ID not in str(vars(household))


def test_the_seal_opens_only_under_the_rows_own_key(db):
    household = with_id(CITIZEN_ID)
    assert sealing.unseal(household.nid_ct, household.pk) == CITIZEN_ID
    other = make.HouseholdFactory()
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(household.nid_ct, other.pk)


def test_the_same_id_twice_is_refused_by_the_database_without_saying_the_id(db):
    with_id(CITIZEN_ID)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        with_id(CITIZEN_ID)
    assert CITIZEN_ID not in str(refusal.value)


def test_the_constraint_says_what_to_do(db):
    with_id(CITIZEN_ID)
    twin = make.HouseholdFactory.build(village=make.VillageFactory())
    twin.seal_citizen_id(CITIZEN_ID)
    with pytest.raises(ValidationError, match="มีในทะเบียนแล้ว"):
        twin.validate_constraints()


def test_history_keeps_the_seal_and_never_the_digits(db):
    household = with_id(CITIZEN_ID)
    past = household.history.get()
    assert bytes(past.nid_ct) == household.nid_ct
    with connection.cursor() as cursor:
        for table in (Household._meta.db_table, past._meta.db_table):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            assert CITIZEN_ID not in str(cursor.fetchall())


def test_forgetting_leaves_nothing_behind_on_the_row(db):
    household = with_id(CITIZEN_ID)
    household.seal_citizen_id("")
    household.save()
    household.refresh_from_db()
    assert (household.nid_ct, household.nid_idx, household.nid_last4) == (None, None, "")
