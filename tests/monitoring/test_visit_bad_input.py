"""What is wrong, odd or said twice: told in a sentence, with all that was typed still there and nothing written."""

import uuid

import pytest

from households.models import Income
from monitoring.models import Companion, Problem, Visit, VisitAnswer
from tests import factories as make
from tests.pages import page, post

from .writing import CREATE, EDIT, typed, write

pytestmark = pytest.mark.django_db


def stored():
    return [model.objects.count() for model in (Visit, Income, Problem, VisitAnswer, Companion)]


def refused(client, world, data, sentence, **query):
    before = stored()
    told = write(client, world.field, data, status=200, **query or {"enrolment": world.enrolment.pk})
    assert sentence in told
    assert stored() == before
    return told


@pytest.mark.parametrize(
    ("amount", "period", "sentence"),
    [
        ("30001", "month", "รายได้ 30,001 บาทต่อเดือน อยู่นอกช่วงที่น่าจะเป็นของแผน (500–30,000 บาท)"),
        ("499", "month", "รายได้ 499 บาทต่อเดือน"),
        ("360001", "year", "รายได้ 360,001 บาทต่อปี อยู่นอกช่วงที่น่าจะเป็นของแผน (6,000–360,000 บาท)"),
    ],
)
def test_an_odd_income_is_asked_about_once_and_noted_as_confirmed(client, world, amount, period, sentence):
    world.plan.income_least = 500
    world.plan.save()
    data = typed(income_amount=amount, income_period=period)
    told = refused(client, world, data, sentence)
    assert 'value="income"' in told
    visit = write(client, world.field, data | {"confirm": "income"}, enrolment=world.enrolment.pk)
    assert (visit.confirmed, str(visit.income.amount)) == (["income"], f"{amount}.00")
    visit = write(client, world.field, data | {"version": "1", "findings": "แก้คำ"}, EDIT, visit.pk)
    assert visit.confirmed == ["income"]
    more = data | {"version": "2", "income_amount": "99"}
    assert "ยืนยันว่าถูกต้อง" in write(client, world.field, more, EDIT, visit.pk, status=200)


@pytest.mark.parametrize("amount", ["500", "30000"])
def test_an_income_at_the_edge_is_not_odd(client, world, amount):
    world.plan.income_least = 500
    world.plan.save()
    visit = write(client, world.field, typed(income_amount=amount), enrolment=world.enrolment.pk)
    assert visit.confirmed == []


def test_an_odd_answer_is_asked_about_and_a_wrong_one_refused(client, world):
    many = make.VisitQuestionFactory(plan=world.plan, kind="number", text="สมาชิก", least=1, most=20)
    name = f"q-{many.pk}"
    told = refused(client, world, typed(**{name: "200"}), "สมาชิก: 200 อยู่นอกช่วงที่น่าจะเป็น (1–20)")
    assert 'value="200"' in told
    assert "ไม่ใช่ตัวเลข" in refused(client, world, typed(**{name: "เยอะ"}), "สมาชิก")
    visit = write(
        client, world.field, typed(**{name: "200", "confirm": f"q{many.pk}"}), enrolment=world.enrolment.pk
    )
    assert visit.confirmed == [f"q{many.pk}"]
    assert visit.answers.get().number == 200


@pytest.mark.parametrize(
    ("on", "phase", "fits"),
    [
        ("10/12/2561", "before", True),
        ("11/12/2561", "before", False),
        ("11/12/2561", "during", True),
        ("13/12/2561", "during", True),
        ("14/12/2561", "during", False),
        ("14/12/2561", "after", True),
    ],
)
def test_a_phase_that_the_training_days_do_not_bear_out_needs_a_reason(client, world, on, phase, fits):
    data = typed(visited_on=on, phase=phase)
    assert 'name="phase_reason"' not in page(client, world.field, CREATE, enrolment=world.enrolment.pk)
    if fits:
        data |= {"phase_reason": "ไม่จำเป็น"}
    else:
        told = refused(client, world, data, f"ตามวันอบรม วันที่ {on} อยู่ในระยะ")
        assert 'name="phase_reason"' in told
        data |= {"phase_reason": "น้ำท่วม เลื่อนอบรม"}
    visit = write(client, world.field, data, enrolment=world.enrolment.pk)
    assert visit.phase_reason == ("" if fits else "น้ำท่วม เลื่อนอบรม")


def test_a_group_and_a_village_have_no_training_of_their_own_to_fit(client, world):
    for query in ({"group": world.group.pk}, {"participation": world.participation.pk}):
        assert write(client, world.field, typed(phase="before"), **query).phase == "before"


def test_a_second_visit_on_one_day_is_another_one_only_when_said_so(client, world):
    write(client, world.field, typed(), enrolment=world.enrolment.pk)
    told = refused(client, world, typed(findings="อีกเรื่อง"), "ยืนยันว่าครั้งนี้เป็นการติดตามอีกครั้งของวันเดียวกัน")
    assert "เพิ่มในบันทึกเดิม" in told
    assert "อีกเรื่อง" in told
    visit = write(client, world.field, typed(confirm="again"), enrolment=world.enrolment.pk)
    assert visit.confirmed == ["again"]
    colleague = typed(income_amount="")
    write(client, world.officer, colleague, enrolment=world.enrolment.pk)


def test_what_was_typed_for_it_is_added_to_the_first_one(client, world):
    kind = make.ProblemKindFactory(name="ตลาด")
    first = write(
        client, world.field, typed(companions=[f"user:{world.chief.pk}"]), enrolment=world.enrolment.pk
    )
    more = typed(
        findings="ขายได้แล้ว",
        advice="ทำต่อ",
        practice="stopped",
        add_to=first.pk,
        companions=[f"agency:{world.agency.pk}"],
    )
    more |= {f"problem-{kind.pk}": "on", "help-0-name": "ป้าข้างบ้าน", "help-0-kind": "helped"}
    before = stored()
    told = write(client, world.field, more, EDIT, first.pk, status=200)
    assert stored() == before
    assert "กระจูดขาดช่วงหน้าฝน\nขายได้แล้ว" in told
    assert "ทำต่อ" in told
    for part in (
        f'value="user:{world.chief.pk}"',
        f'value="agency:{world.agency.pk}"',
        f'name="problem-{kind.pk}"',
        'value="practising"',
    ):
        tag = told[: told.index(part)].rpartition("<")[2] + told[told.index(part) :].partition(">")[0]
        assert "checked" in tag, part
    assert 'value="ป้าข้างบ้าน"' in told
    for user in (world.officer, world.chief):
        write(client, user, more, EDIT, first.pk, status=403)


def test_one_form_sent_twice_is_one_visit(client, world):
    key = str(uuid.uuid4())
    first = write(client, world.field, typed(key=key), enrolment=world.enrolment.pk)
    again = write(
        client, world.field, typed(key=key, findings="อื่น", confirm="again"), enrolment=world.enrolment.pk
    )
    assert first == again
    assert str(first.pk) == key
    assert Visit.objects.filter(visitor=world.field, visited_on="2019-01-16").count() == 1
    assert Visit.objects.get(pk=key).findings == "กระจูดขาดช่วงหน้าฝน"


def test_a_key_that_is_anothers_or_no_key_at_all_harms_nothing(client, world):
    theirs = world.neighbour_visit
    told = refused(client, world, typed(key=str(theirs.pk)), "โปรดตรวจสอบแล้วลองใหม่")
    assert str(theirs.enrolment.household) not in told
    theirs.refresh_from_db()
    assert theirs.visitor == world.neighbour
    assert write(client, world.field, typed(key="x" * 40), enrolment=world.enrolment.pk).pk


def test_a_form_sent_after_the_session_ended_leads_back_to_itself(client, world):
    response = client.post(f"/visits/new/?enrolment={world.enrolment.pk}", typed())
    assert response.status_code == 302
    assert response["Location"] == f"/login/?next=/visits/new/%3Fenrolment%3D{world.enrolment.pk}"
    assert "data-fresh" in page(client, world.field, CREATE, enrolment=world.enrolment.pk)
    assert "data-fresh" not in refused(client, world, typed(visited_on=""), "กรุณากรอกวันที่ติดตาม")


def test_a_visit_of_a_closed_year_is_refused_in_a_sentence(client, world):
    type(world.plan).objects.filter(pk=world.plan.pk).update(closed_on="2019-01-10")
    refused(client, world, typed(), "ปีงบประมาณ 2562 ปิดแล้วเมื่อ 10/01/2562")
    refused(client, world, typed(visited_on=""), "ปีงบประมาณ 2562 ปิดแล้วเมื่อ 10/01/2562")


@pytest.mark.parametrize("name", ["help-0-name", "findings", "promise", "met", "phase_reason"])
def test_nonsense_in_any_field_is_no_fault_of_the_server(client, world, name):
    data = typed(**{name: "ก" * 3000 + "\x00"}, companions=["nonsense", ":"], inputs="?", confirm=["x", ""])
    assert post(client, world.field, CREATE, data=data, enrolment=world.enrolment.pk).status_code == 200


def test_a_visit_of_which_nothing_is_told_is_asked_about_since_it_would_count_as_done(client, world):
    empty = {"visited_on": "16/01/2562", "phase": "after", "kind": "household", "income_period": "month"}
    assert 'value="empty"' in refused(client, world, empty, "ยังไม่ได้บันทึกอะไรเลย")
    visit = write(client, world.field, empty | {"confirm": "empty"}, enrolment=world.enrolment.pk)
    assert visit.confirmed == ["empty"]
    visit = write(
        client, world.field, empty | {"met": "ลูกสาว", "confirm": "again"}, enrolment=world.enrolment.pk
    )
    assert "empty" not in visit.confirmed
