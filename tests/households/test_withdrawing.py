"""A household withdraws, comes back, is replaced; the place stays one place, and each page tells of the other."""

import datetime

import pytest

from households.models import Enrolment
from tests import factories as make
from tests.pages import page, post, queries
from training.models import Invitation

pytestmark = pytest.mark.django_db

LEAVING = {"withdrawn_on": "๑๐/๑/๒๕๖๒", "withdrawn_reason": "ย้ายไปทำงานต่างจังหวัด"}
LEFT = datetime.date(2019, 1, 10)


def withdrawn(row, **changes):
    told = {"withdrawn_on": LEFT, "withdrawn_reason": "ย้าย"} | changes
    Enrolment.objects.filter(pk=row.pk).update(**told)
    return Enrolment.objects.get(pk=row.pk)


def again(row):
    return Enrolment.objects.get(pk=row.pk)


@pytest.fixture
def spare(world):
    """Another household of the village, nobody's target this year."""
    return make.HouseholdFactory(village=world.village, first_name="สำรอง")


def taking(spare, **changes):
    return {"household": spare.pk, "volunteered_on": "12/1/2562", "trade": "จักสานกระจูด"} | changes


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"withdrawn_on": "17/1/2562"}, "วันที่ถอนตัวต้องไม่เป็นวันในอนาคต"),
        ({"withdrawn_on": "1/11/2561"}, "วันที่ถอนตัวต้องไม่มาก่อนวันที่สมัครใจเข้าร่วม (5 พ.ย. 2561)"),
        ({"withdrawn_on": ""}, "กรุณากรอกถอนตัวเมื่อ"),
        ({"withdrawn_on": "31/2/2562"}, "ถอนตัวเมื่อ"),
        ({"withdrawn_reason": ""}, "กรุณาบอกเหตุผลที่ถอนตัว"),
    ],
)
def test_a_withdrawal_that_cannot_be_is_refused_and_what_was_typed_stays(client, world, changes, sentence):
    data = LEAVING | {"version": 1} | changes
    told = post(client, world.field, "households:withdraw", world.enrolment.pk, data=data).content.decode()
    assert sentence in told
    assert data["withdrawn_reason"] in told
    assert again(world.enrolment).withdrawn_on is None


def test_a_household_withdraws_and_stays_on_the_rolls_it_was_invited_to(client, world):
    data = LEAVING | {"version": 1}
    answer = post(client, world.field, "households:withdraw", world.enrolment.pk, data=data)
    row = again(world.enrolment)
    assert answer["Location"] == row.get_absolute_url()
    assert (row.withdrawn_on, row.version, row.history.first().history_user) == (LEFT, 2, world.field)
    assert Invitation.objects.filter(enrolment=row).exists()
    told = page(client, world.field, "households:detail", world.household.pk, year=2562)
    for words in ("ถอนตัว 10 ม.ค. 2562 เพราะย้ายไปทำงานต่างจังหวัด", "หาครัวเรือนเข้าแทน", "กลับเข้าร่วม"):
        assert words in told
    assert "0/20" in page(client, world.field, "villages:participations", year=2562)


def test_a_withdrawal_is_taken_back_with_a_reason_that_history_keeps(client, world):
    row = withdrawn(world.enrolment)
    told = post(client, world.field, "households:return", row.pk, data={"version": 1, "reason": ""})
    assert "กรุณากรอกเหตุผลที่กลับเข้าร่วม" in told.content.decode()
    post(client, world.field, "households:return", row.pk, data={"version": 1, "reason": "กลับมาอยู่บ้าน"})
    row = again(row)
    assert (row.withdrawn_on, row.withdrawn_reason, row.version) == (None, "", 2)
    assert row.history.first().history_change_reason == "กลับมาอยู่บ้าน"
    told = post(client, world.field, "households:return", row.pk, data={"version": 2, "reason": "อีกครั้ง"})
    assert "ครัวเรือนนี้ไม่ได้ถอนตัว" in told.content.decode()


def test_another_household_takes_the_place_and_the_place_stays_one(client, world, spare):
    row = withdrawn(world.enrolment)
    told = page(client, world.field, "households:replace", row.pk)
    assert "สำรอง" in told
    answer = post(client, world.field, "households:replace", row.pk, data=taking(spare, coach=world.lead.pk))
    new = Enrolment.objects.get(household=spare)
    assert answer["Location"] == new.get_absolute_url()
    assert (new.replaces, new.participation, new.fiscal_year, new.coach) == (
        row,
        world.participation,
        2562,
        world.lead,
    )
    assert new.history.get().history_user == world.field
    assert "1/20" in page(client, world.field, "villages:participations", year=2562)
    old_page = page(client, world.field, "households:detail", world.household.pk, year=2562)
    new_page = page(client, world.field, "households:detail", spare.pk, year=2562)
    assert str(spare) in old_page
    assert "หาครัวเรือนเข้าแทน" not in old_page
    assert str(world.household) in new_page


def test_a_place_is_taken_once_but_whoever_took_it_may_be_replaced_in_turn(client, world, spare):
    row = withdrawn(world.enrolment)
    new = make.EnrolmentFactory(participation=world.participation, replaces=row)
    told = post(client, world.field, "households:replace", row.pk, data=taking(spare)).content.decode()
    assert f"{new.household} เข้าแทนครัวเรือนนี้แล้ว" in told
    back = post(client, world.field, "households:return", row.pk, data={"version": 1, "reason": "กลับมา"})
    assert f"{new.household} เข้าแทนครัวเรือนนี้แล้ว" in back.content.decode()
    withdrawn(new)
    post(client, world.field, "households:replace", new.pk, data=taking(spare))
    assert Enrolment.objects.get(household=spare).replaces == new


@pytest.mark.parametrize("whose", ["village", "enrolled", "neighbour"])
def test_only_a_household_of_the_village_that_is_free_may_take_the_place(client, world, whose):
    row = withdrawn(world.enrolment)
    other = {
        "village": lambda: make.HouseholdFactory(village=world.other_village),
        "enrolled": lambda: make.EnrolmentFactory(participation=world.participation).household,
        "neighbour": lambda: world.neighbour_household,
    }[whose]()
    told = post(client, world.officer, "households:replace", row.pk, data=taking(other)).content.decode()
    assert "ครัวเรือนที่เข้าแทนที่เลือกไม่มีในรายการของท่าน" in told


def test_nobody_takes_a_place_that_is_not_free_and_a_day_before_is_asked_about(client, world, spare):
    told = post(
        client, world.field, "households:replace", world.enrolment.pk, data=taking(spare)
    ).content.decode()
    assert "ครัวเรือนนี้ยังไม่ได้ถอนตัว" in told
    row = withdrawn(world.enrolment)
    early = taking(spare, volunteered_on="5/11/2561")
    told = post(client, world.field, "households:replace", row.pk, data=early).content.decode()
    assert "วันที่สมัครใจมาก่อนวันที่" in told
    assert not Enrolment.objects.filter(household=spare).exists()
    post(client, world.field, "households:replace", row.pk, data=early | {"confirm": "earlier"})
    assert Enrolment.objects.get(household=spare).replaces == row


def test_a_household_that_no_register_has_takes_the_place_at_once(client, world):
    row = withdrawn(world.enrolment)
    assert "ทุกครัวเรือนในทะเบียนของหมู่บ้านนี้เป็นครัวเรือนเป้าหมายของปีนี้แล้ว" in page(
        client, world.field, "households:replace", row.pk
    )
    data = {
        "participation": world.participation.pk,
        "first_name": "มาใหม่",
        "last_name": "ตัวอย่าง",
        "house_no": "77/1",
    }
    other = post(
        client,
        world.officer,
        "households:create",
        data=data | {"participation": world.other_participation.pk},
        replaces=row.pk,
    )
    assert "ที่เลือกไม่มีในรายการของท่าน" in other.content.decode()
    post(client, world.field, "households:create", data=data, replaces=row.pk)
    assert Enrolment.objects.get(household__first_name="มาใหม่").replaces == row


def test_a_replacement_is_taken_back_while_nothing_rests_on_it(client, world):
    row = withdrawn(world.enrolment)
    new = make.EnrolmentFactory(participation=world.participation, replaces=row)
    make.EnrolmentAnswerFactory(enrolment=new)
    invited = make.InvitationFactory(session=world.session, enrolment=new)
    assert "ยกเลิกการเข้าแทนของ" in page(client, world.field, "households:undo_replacement", new.pk)
    client.force_login(world.field)
    answer = post(client, world.field, "households:undo_replacement", new.pk, data={})
    assert "ยกเลิกการเข้าแทนของ" in client.get(answer["Location"]).content.decode()
    assert again(new).answers.exists()
    invited.delete()
    answer = post(client, world.field, "households:undo_replacement", new.pk, data={})
    assert answer["Location"] == row.get_absolute_url()
    assert not Enrolment.objects.filter(pk=new.pk).exists()
    assert Enrolment.history.filter(id=new.pk).first().history_user == world.field
    page(client, world.field, "households:undo_replacement", row.pk, status=404)


def test_who_may(client, world):
    names = ("withdraw", "return", "replace")
    for name in names:
        page(client, world.viewer, f"households:{name}", world.enrolment.pk, status=403)
        page(client, world.neighbour, f"households:{name}", world.enrolment.pk, status=404)
        page(client, world.field, f"households:{name}", world.other_enrolment.pk, status=404)
        page(client, world.officer, f"households:{name}", world.enrolment.pk)


def test_the_list_tells_the_vacant_from_the_replaced(client, world):
    vacant, replaced = (
        withdrawn(make.EnrolmentFactory(participation=world.participation, household__first_name=name))
        for name in ("ที่ว่าง", "มีคนแทน")
    )
    make.EnrolmentFactory(
        participation=world.participation, replaces=replaced, household__first_name="ผู้มาแทน"
    )
    for state, name in (("vacant", "ที่ว่าง"), ("replaced", "มีคนแทน"), ("replacing", "ผู้มาแทน")):
        told = page(client, world.field, "households:list", year=2562, state=state)
        found = {each for each in ("ที่ว่าง", "มีคนแทน", "ผู้มาแทน", "ใกล้บ้าน") if f"{each} ตัวอย่าง" in told}
        assert found == {name}
    assert "ถอนตัว 10 ม.ค. 2562" in page(client, world.field, "households:list", year=2562, state="vacant")
    assert vacant.successor is None


def test_the_edit_form_is_no_second_way_out(client, world):
    data = {
        "participation": world.participation.pk,
        "volunteered_on": "5/11/2561",
        "trade": "จักสาน",
        "version": 1,
    }
    post(client, world.field, "households:enrolment_edit", world.enrolment.pk, data=data | LEAVING)
    assert again(world.enrolment).withdrawn_on is None


def test_a_page_of_a_household_asks_no_more_where_the_place_changed_hands(client, world, spare):
    few = queries(client, world.field, "households:detail", world.household.pk, year=2562)
    row = withdrawn(world.enrolment)
    make.EnrolmentFactory(participation=world.participation, replaces=row, household=spare)
    assert queries(client, world.field, "households:detail", world.household.pk, year=2562) == few
