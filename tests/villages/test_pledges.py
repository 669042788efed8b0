"""What partners promised: listed with what is late, summed on the agency's page, marked as delivered."""

import datetime

import pytest
import time_machine

from tests import factories as make
from tests.pages import page, post, queries
from villages.models import Plan, Pledge

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_2562():
    with time_machine.travel("2019-01-16 10:00 +0700"):
        yield


def typed(world, **changes):
    return {
        "agency": world.agency.pk,
        "plan": world.plan.pk,
        "participation": world.participation.pk,
        "item": "พันธุ์กระจูด 500 กอ",
        "value": "๑๒,๕๐๐",
        "promised_on": "๑๐/๑/๒๕๖๒",
        "due_on": "28/2/2562",
    } | changes


def test_a_promise_is_noted_and_stands_on_the_agencys_page(client, world):
    answer = post(client, world.field, "villages:pledge_create", data=typed(world))
    row = Pledge.objects.get(item="พันธุ์กระจูด 500 กอ")
    assert answer["Location"] == world.agency.get_absolute_url()
    assert (row.value, row.due_on, row.history.get().history_user) == (
        12500,
        datetime.date(2019, 2, 28),
        world.field,
    )
    told = page(client, world.field, "villages:agency", world.agency.pk, year=2562)
    for words in (
        "พันธุ์กระจูด 500 กอ",
        "รอส่งมอบ",
        "รับปาก <b>3</b> รายการ 18,500 บาท",
        "ยังรอ <b>3</b> รายการ 18,500 บาท",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"promised_on": "17/1/2562"}, "วันที่รับปากต้องไม่เป็นวันในอนาคต"),
        ({"due_on": "9/1/2562"}, "กำหนดส่งมอบต้องไม่มาก่อนวันที่รับปาก"),
        ({"value": "-1"}, "มูลค่าต้องไม่ติดลบ"),
        ({"value": "หมื่นสอง"}, "ไม่ใช่ตัวเลข"),
        ({"item": ""}, "กรุณากรอกสิ่งที่รับปาก"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(client, world, changes, sentence):
    told = post(
        client, world.field, "villages:pledge_create", data=typed(world, note="โทรแล้ว", **changes)
    ).content.decode()
    assert sentence in told
    assert "โทรแล้ว" in told
    assert Pledge.objects.filter(plan=world.plan).count() == 2


def test_agency_plan_and_village_belong_together(client, world):
    after = make.PlanFactory(district=world.plan.district, fiscal_year=2563)
    told = post(
        client, world.field, "villages:pledge_create", data=typed(world, plan=after.pk)
    ).content.decode()
    assert "หมู่บ้านที่เลือกไม่ได้อยู่ในแผนนี้" in told
    told = post(
        client, world.field, "villages:pledge_create", data=typed(world, agency=world.neighbour_agency.pk)
    )
    assert "ภาคีเครือข่ายที่เลือกไม่มีในรายการของท่าน" in told.content.decode()


def test_a_promise_is_marked_as_delivered_as_proposed_and_its_worth_is_summed(client, world):
    told = page(client, world.field, "villages:pledge_deliver", world.pledge.pk)
    assert "16 ม.ค. 2562" in told or "16/1/2562" in told or "16/01/2562" in told
    data = {"delivered_on": "16/1/2562", "delivered_value": "3000", "version": 1}
    post(client, world.field, "villages:pledge_deliver", world.pledge.pk, data=data)
    row = Pledge.objects.get(pk=world.pledge.pk)
    assert (row.delivered_on, row.delivered_value, row.version) == (datetime.date(2019, 1, 16), 3000, 2)
    told = page(client, world.field, "villages:agency", world.agency.pk, year=2562)
    assert "ส่งมอบแล้ว 3,000 บาท · ยังรอ <b>1</b> รายการ 3,000 บาท" in told


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"delivered_on": "17/1/2562"}, "วันที่ส่งมอบต้องไม่เป็นวันในอนาคต"),
        ({"delivered_on": "1/10/2561"}, "วันที่ส่งมอบต้องไม่มาก่อนวันที่รับปาก"),
        ({"delivered_on": ""}, "กรุณากรอกวันที่ส่งมอบ"),
    ],
)
def test_a_delivery_has_a_day_that_can_be(client, world, changes, sentence):
    data = {"delivered_on": "16/1/2562", "version": 1} | changes
    told = post(client, world.field, "villages:pledge_deliver", world.pledge.pk, data=data).content.decode()
    assert sentence in told
    assert Pledge.objects.get(pk=world.pledge.pk).delivered_on is None


def test_the_list_is_narrowed_by_how_a_promise_stands_and_comes_as_a_sheet(client, world):
    Pledge.objects.filter(pk=world.pledge.pk).update(item="ของที่เกินกำหนด", due_on="2019-01-15")
    Pledge.objects.filter(pk=world.other_pledge.pk).update(item="ของที่มาแล้ว", delivered_on="2018-12-01")
    make.PledgeFactory(plan=world.plan, item="ของที่รอ", due_on="2019-01-16")
    Pledge.objects.filter(pk=world.neighbour_pledge.pk).update(item="ของเพื่อนบ้าน")
    items = ("ของที่เกินกำหนด", "ของที่มาแล้ว", "ของที่รอ", "ของเพื่อนบ้าน")
    for state, shown in (
        ("", items[:3]),
        ("open", (items[0], items[2])),
        ("overdue", items[:1]),
        ("delivered", items[1:2]),
    ):
        told = page(client, world.field, "villages:pledges", year=2562, state=state)
        assert {item for item in items if item in told} == set(shown)
    client.force_login(world.field)
    assert client.get("/villages/pledges/?year=2562&sheet=xlsx").status_code == 200


def test_who_may_and_a_closed_year(client, world):
    page(client, world.viewer, "villages:pledges")
    page(client, world.viewer, "villages:pledge_create", status=403)
    page(client, world.viewer, "villages:pledge_deliver", world.pledge.pk, status=403)
    page(client, world.officer, "villages:pledge_edit", world.neighbour_pledge.pk, status=404)
    Plan.objects.filter(pk=world.plan.pk).update(closed_on="2019-01-15")
    data = {"delivered_on": "16/1/2562", "version": 1}
    told = post(client, world.field, "villages:pledge_deliver", world.pledge.pk, data=data).content.decode()
    assert "ปีงบประมาณ 2562 ปิดแล้ว" in told


def test_lists_ask_as_often_for_many_as_for_one(client, world):
    names = (("villages:pledges",), ("villages:agency", world.agency.pk))
    few = [queries(client, world.field, *name, year=2562) for name in names]
    for _ in range(6):
        make.PledgeFactory(plan=world.plan, participation=world.participation)
    assert [queries(client, world.field, *name, year=2562) for name in names] == few
