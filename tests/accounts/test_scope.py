"""`visible_to` is the only door; a brute-force reading of postings must agree with it."""

import datetime

import pytest
import time_machine
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from households.models import Household
from sammachip.lib.scope import ScopedQuerySet, code_range
from tests import factories as make
from villages.models import Plan, Village

SCOPED = [m for m in apps.get_models() if isinstance(m._default_manager.all(), ScopedQuerySet)]


def test_a_field_officer_sees_the_own_tambon_and_nothing_beside_it(world):
    seen = set(Household.objects.visible_to(world.field))
    assert seen == {world.household}


def test_a_district_officer_sees_the_whole_district_but_not_the_neighbour(world):
    assert set(Household.objects.visible_to(world.officer)) == {world.household, world.other_household}


def test_a_province_viewer_sees_all_its_districts(world):
    assert Household.objects.visible_to(world.viewer).count() == 3


def test_a_field_officer_sees_the_plan_of_the_district_around_the_tambon(world):
    assert list(Plan.objects.visible_to(world.field)) == [world.plan]


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_without_a_present_posting_nothing_is_visible(world, model):
    assert model._default_manager.exists() or model._meta.label in {
        "accounts.ImportBatch",
        "villages.Criterion",
        "households.TradeSynonym",
    }
    assert not model.objects.visible_to(world.unposted).exists()


def test_a_disabled_user_sees_nothing(world):
    world.officer.is_active = False
    assert not Household.objects.visible_to(world.officer).exists()


def test_a_posting_that_ended_yesterday_shows_nothing_today(world):
    world.field.postings.update(ends_on=datetime.date(2026, 11, 21))
    with time_machine.travel("2026-11-21T16:59:00Z", tick=False):
        assert Household.objects.visible_to(world.field).exists()
    del world.field._areas
    with time_machine.travel("2026-11-21T17:01:00Z", tick=False):
        assert not Household.objects.visible_to(world.field).exists()


@given(st.text("0123456789", min_size=2, max_size=6), st.text("0123456789", min_size=8, max_size=8))
def test_a_code_lies_in_the_range_of_its_prefixes_only(prefix, code):
    if set(prefix) == {"9"}:
        return
    low, high = code_range(prefix)
    assert (low <= code < high) == code.startswith(prefix)


@pytest.mark.django_db
@given(
    areas=st.lists(
        st.sampled_from(["", "90", "9001", "900101", "900102", "91", "9101"]), max_size=3, unique=True
    ),
)
def test_visible_villages_are_those_whose_code_begins_with_a_posting(areas):
    codes = ["90010101", "90010102", "90010201", "90020101", "91010101"]
    for code in codes:
        district = make.DistrictFactory(code=code[:4], province=make.ProvinceFactory(code=code[:2]))
        make.VillageFactory(
            code=code,
            moo=int(code[6:]),
            subdistrict=make.SubdistrictFactory(code=code[:6], district=district),
        )
    user = make.UserFactory(role=Role.DISTRICT_OFFICER)
    for area in areas:
        make.PostingFactory(user=user, area_code=area)
    seen = set(Village.objects.visible_to(user).filter(code__in=codes).values_list("code", flat=True))
    assert seen == {code for code in codes if any(code.startswith(area) for area in areas)}
