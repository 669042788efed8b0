"""Several households of one village written at once: a visit each, all of them or none."""

import uuid

import pytest

from monitoring.forms.trips import name_in
from monitoring.models import Visit
from tests import factories as make
from tests.pages import page, post, queries

from .writing import DETAIL

pytestmark = pytest.mark.django_db

MANY = "monitoring:create_many"


@pytest.fixture
def second(world):
    return make.EnrolmentFactory(participation=world.participation, household__first_name="คนที่สอง")


def typed(*lines, **changes):
    """`lines`: (enrolment, income)."""
    data = {
        "visited_on": "16/01/2562",
        "phase": "after",
        "findings": "ฝนตกทั้งหมู่บ้าน",
        "met": "",
        "key": str(uuid.uuid4()),
    }
    for enrolment, income in lines:
        data |= {f"{enrolment.pk}-chosen": "on", f"{enrolment.pk}-practice": "practising"}
        data[f"{enrolment.pk}-income"] = income
    return data | changes


def send(client, world, data, status=302, user=None, **query):
    query = query or {"participation": world.participation.pk}
    response = post(client, user or world.field, MANY, data=data, **query)
    assert response.status_code == status
    return response


def test_each_ticked_household_has_a_visit_of_its_own_with_what_was_common(client, world, second):
    left = make.EnrolmentFactory(participation=world.participation)
    data = typed((world.enrolment, "5,000"), (second, ""), companions=[f"user:{world.chief.pk}"])
    told = send(client, world, data | {f"{left.pk}-income": "1,000"}, status=200).content.decode()
    assert f"{left}: กรอกไว้แต่ไม่ได้ติ๊ก" in told
    send(client, world, data)
    visits = Visit.objects.filter(trip=data["key"]).order_by("enrolment__household__first_name")
    assert {visit.enrolment for visit in visits} == {world.enrolment, second}
    assert {(visit.findings, visit.practice, visit.visitor) for visit in visits} == {
        ("ฝนตกทั้งหมู่บ้าน", "practising", world.field)
    }
    assert {visit.income and visit.income.amount for visit in visits} == {5000, None}
    assert [visit.companions.get().user for visit in visits] == [world.chief] * 2
    told = page(client, world.field, DETAIL, visits.get(enrolment=world.enrolment).pk)
    assert "บันทึกพร้อมกับ" in told
    assert "คนที่สอง" in told


def test_a_fault_of_one_writes_none_and_says_whose_it_is(client, world, second):
    second.volunteered_on = "2019-01-20"
    second.save()
    before = Visit.objects.count()
    data = typed((world.enrolment, "5,000"), (second, "6,000"))
    told = send(client, world, data, status=200).content.decode()
    assert f"{second}: วันที่ติดตามอยู่ก่อนวันที่ครัวเรือนสมัครใจเข้าร่วม (20/01/2562)" in told
    assert 'value="6,000"' in told
    assert "ฝนตกทั้งหมู่บ้าน" in told
    wrong = typed((world.enrolment, "มาก"))
    assert "ไม่ใช่ตัวเลข" in send(client, world, wrong, status=200).content.decode()
    assert Visit.objects.count() == before


def test_an_odd_income_is_asked_of_the_household_it_is_of(client, world, second):
    data = typed((world.enrolment, "99,000"), (second, "88,000"))
    told = send(client, world, data, status=200).content.decode()
    assert told.count("อยู่นอกช่วงที่น่าจะเป็นของแผน") == 2
    one = data | {"confirm": [f"income@{second.pk}"]}
    assert send(client, world, one, status=200).content.decode().count("อยู่นอกช่วงที่น่าจะเป็นของแผน") == 1
    send(client, world, data | {"confirm": [f"income@{second.pk}", f"income@{world.enrolment.pk}"]})
    assert [visit.confirmed for visit in Visit.objects.filter(trip=data["key"])] == [["income"]] * 2


def test_nobody_ticked_a_wrong_day_and_a_phase_without_reason_are_said_once(client, world, second):
    assert "โปรดติ๊กครัวเรือน" in send(client, world, typed(), status=200).content.decode()
    chosen = (world.enrolment, ""), (second, "")
    future = send(client, world, typed(*chosen, visited_on="17/01/2562"), status=200).content.decode()
    assert future.count("ต้องไม่เป็นวันในอนาคต") == 2  # at the top and at its field
    early = send(client, world, typed(*chosen, phase="before"), status=200).content.decode()
    assert early.count("ตามวันอบรม วันที่") == 2
    send(client, world, typed(*chosen, phase="before", phase_reason="น้ำท่วม"))


def test_a_second_press_finds_the_visits_of_the_first(client, world, second):
    data = typed((world.enrolment, ""), (second, ""))
    send(client, world, data)
    send(client, world, data)
    assert Visit.objects.filter(visited_on="2019-01-16").count() == 2


def test_what_the_database_refuses_of_one_takes_back_the_others(client, world, second):
    data = typed((second, "1,000"), (world.enrolment, ""))
    taken = name_in(uuid.UUID(data["key"]), world.enrolment)
    make.VisitFactory(pk=taken, enrolment=world.enrolment, visitor=world.officer)
    told = send(client, world, data, status=200).content.decode()
    assert "โปรดตรวจสอบแล้วลองใหม่" in told
    assert not second.visits.exists()


def test_only_the_own_area_and_only_whoever_records_visits(client, world):
    for part, user, status in (
        (world.neighbour_participation, world.officer, 404),
        (world.other_participation, world.field, 404),
        (world.participation, world.viewer, 403),
    ):
        page(client, user, MANY, status=status, participation=part.pk)
        send(client, world, typed(), status=status, user=user, participation=part.pk)
    page(client, world.field, MANY, status=404, participation="nonsense")
    page(client, world.field, MANY, status=302)


def test_a_household_of_another_village_is_not_written(client, world):
    before = Visit.objects.count()
    send(client, world, typed((world.neighbour_enrolment, "1")), status=200)
    assert Visit.objects.count() == before


def test_the_page_asks_as_much_with_many_households(client, world, second):
    few = queries(client, world.field, MANY, participation=world.participation.pk)
    for _ in range(5):
        make.EnrolmentFactory(participation=world.participation)
    assert queries(client, world.field, MANY, participation=world.participation.pk) == few
