"""The groups' pages: members who join and leave, and every rule in its own sentence."""

import datetime

import pytest
from django.urls import reverse

from groups.models import Member, OccupationGroup
from tests import factories as make
from tests.pages import page, post

pytestmark = pytest.mark.django_db


def test_a_neighbours_group_is_not_found_and_in_no_list(client, world):
    for name in ("detail", "edit", "member_create"):
        page(client, world.officer, f"groups:{name}", world.neighbour_group.pk, status=404)
    member = world.neighbour_group.members.get()
    page(client, world.officer, "groups:member_edit", member.pk, status=404)
    told = page(client, world.officer, "groups:list")
    assert "กลุ่มใกล้บ้าน" in told
    assert "กลุ่มเพื่อนบ้าน" not in told


@pytest.mark.parametrize("who", ["admin", "chief", "officer", "field", "viewer", "auditor"])
def test_every_role_reads_and_field_and_district_write(client, world, who):
    user = getattr(world, who)
    status = 200 if who in ("chief", "officer", "field") else 403
    page(client, user, "groups:detail", world.group.pk)
    page(client, user, "groups:of_village", world.village.pk)
    for name, *args in (("create",), ("edit", world.group.pk), ("member_create", world.group.pk)):
        page(client, user, f"groups:{name}", *args, status=status)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["กลุ่มใกล้บ้าน", "กลุ่มต่างตำบล"]),
        ({"q": "ใกล้"}, ["กลุ่มใกล้บ้าน"]),
        ({"kind": "farming"}, ["กลุ่มต่างตำบล"]),
        ({"state": "draft"}, []),
        ({"area": "900103"}, ["กลุ่มต่างตำบล"]),
    ],
)
def test_each_filter_finds_its_groups(client, world, query, found):
    OccupationGroup.objects.filter(pk=world.other_group.pk).update(kind="farming")
    told = page(client, world.officer, "groups:list", **query)
    assert [name for name in ("กลุ่มใกล้บ้าน", "กลุ่มต่างตำบล") if f">{name}<" in told] == found


def new_group(world, **changes):
    return {
        "name": "กลุ่มใหม่",
        "village": world.village.pk,
        "kind": "processing",
        "state": "formed",
        "formed_on": "15 ม.ค. 62",
    } | changes


def test_a_group_is_added_and_asks_for_its_members_next(client, world):
    answer = post(client, world.field, "groups:create", data=new_group(world, phone="074-123456"))
    group = OccupationGroup.objects.get(name="กลุ่มใหม่")
    assert answer["Location"] == group.get_absolute_url()
    assert (group.formed_on, group.phone) == (datetime.date(2019, 1, 15), "074123456")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "กลุ่มใกล้บ้าน"}, "หมู่บ้านนี้มีกลุ่มชื่อนี้แล้ว"),
        ({"formed_on": ""}, "กลุ่มที่ก่อตั้งแล้วต้องมีวันที่ก่อตั้ง"),
        ({"kind": "nothing"}, "ประเภทกลุ่มที่เลือกไม่มีในรายการของท่าน"),
    ],
)
def test_each_rule_of_a_group_speaks_through_the_form(client, world, changes, sentence):
    answer = post(client, world.officer, "groups:create", data=new_group(world, **changes))
    assert sentence in answer.content.decode()


def test_a_draft_needs_no_date(client, world):
    post(client, world.officer, "groups:create", data=new_group(world, state="draft", formed_on=""))
    assert OccupationGroup.objects.get(name="กลุ่มใหม่").formed_on is None


def test_a_household_joins_leaves_and_may_come_back(client, world):
    joiner = make.HouseholdFactory(village=world.village)
    data = {"household": joiner.pk, "joined_on": "20/1/2562"}
    post(client, world.field, "groups:member_create", world.group.pk, data=data)
    member = Member.objects.get(household=joiner)
    again = post(client, world.field, "groups:member_create", world.group.pk, data=data)
    assert "ครัวเรือนนี้เป็นสมาชิกของกลุ่มนี้อยู่แล้ว" in again.content.decode()
    early = {"joined_on": "20/1/2562", "left_on": "19/1/2562", "version": 1}
    wrong = post(client, world.field, "groups:member_edit", member.pk, data=early)
    assert "วันที่ออกจากกลุ่มต้องไม่มาก่อนวันที่เข้ากลุ่ม" in wrong.content.decode()
    post(client, world.field, "groups:member_edit", member.pk, data=early | {"left_on": "1/2/2562"})
    told = page(client, world.field, "groups:detail", world.group.pk)
    assert "ออกจากกลุ่ม 1 ก.พ. 2562" in told
    assert "สมาชิก 1 ครัวเรือน" in told
    post(client, world.field, "groups:member_create", world.group.pk, data=data | {"joined_on": "1/3/2562"})
    assert Member.objects.present().filter(household=joiner).count() == 1


def test_only_households_of_the_groups_tambon_are_offered(client, world):
    told = page(client, world.officer, "groups:member_create", world.group.pk)
    assert str(world.household) in told
    assert str(world.other_household) not in told


def test_a_group_of_a_village_is_offered_from_that_village(client, world):
    link = f"{reverse('groups:create')}?village={world.village.pk}"
    assert link in page(client, world.field, "groups:of_village", world.village.pk)
    assert f'value="{world.village.pk}" selected' in page(
        client, world.field, "groups:create", village=world.village.pk
    )
