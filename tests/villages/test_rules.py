"""The office's own rules and questions of follow-up: in plain words, in order, and kept as they were once they were used."""

import pytest
import time_machine

from tests import factories as make
from tests.pages import page, post, queries
from villages.models import VisitQuestion, VisitRule
from villages.rule_words import asked, when, whose

pytestmark = pytest.mark.django_db

RULE = {
    "name": "หลังอบรม 45 วัน",
    "subject": "household",
    "phase": "after",
    "villages": "all",
    "opens_from": "training_end",
    "opens_days": "๓๑",
    "due_from": "training_end",
    "due_days": "๔๕",
    "order": "9",
    "is_used": "on",
}
QUESTION = {
    "whom": "household",
    "phase": "after",
    "text": "ขายได้กี่ชิ้นต่อเดือน",
    "kind": "number",
    "order": "7",
    "is_used": "on",
}


def test_a_rule_reads_in_plain_words():
    rule = VisitRule(opens_from="training_end", opens_days=1, due_from="training_end", due_days=30)
    assert when(rule) == "ตั้งแต่ 1 ถึง 30 วันหลังวันสุดท้ายของการอบรม"
    rule.opens_days = 0
    assert when(rule) == "ภายใน 30 วันหลังวันสุดท้ายของการอบรม"
    rule = VisitRule(opens_from="training_start", due_from="training_end", due_days=3, villages="new")
    assert when(rule) == "ตั้งแต่วันแรกของการอบรม จนถึง 3 วันหลังวันสุดท้ายของการอบรม"
    assert whose(rule) == "เฉพาะหมู่บ้านสร้างใหม่"
    rule = VisitRule(opens_from="enrolled", due_from="enrolled", due_days=14, is_before_training=True)
    assert when(rule) == "ภายใน 14 วันหลังวันที่สมัครใจเข้าร่วม และก่อนวันแรกของการอบรม"


def test_a_question_reads_in_plain_words():
    assert asked(VisitQuestion(kind="money", least=500, most=60000)) == "จำนวนเงิน (บาท) 500–60,000"
    assert asked(VisitQuestion(kind="number", most=200, unit="คน")) == "จำนวน ไม่เกิน 200 คน"
    assert asked(VisitQuestion(kind="choice", options="ได้\n\nไม่ได้")) == "เลือกหนึ่งข้อ: ได้ / ไม่ได้"


def test_the_plans_page_shows_them_to_all_and_lets_only_the_district_change_them(client, world):
    told = page(client, world.officer, "villages:plan", world.plan.pk)
    for words in (world.rule.name, world.question.text, "+ เพิ่มกติกา", "+ เพิ่มคำถาม"):
        assert words in told
    told = page(client, world.field, "villages:plan", world.plan.pk)
    assert world.rule.name in told
    assert "+ เพิ่มกติกา" not in told
    for name, pk in (
        ("rule_create", world.plan.pk),
        ("rule_edit", world.rule.pk),
        ("question_create", world.plan.pk),
        ("question_edit", world.question.pk),
    ):
        page(client, world.field, f"villages:{name}", pk, status=403)
        page(client, world.officer, f"villages:{name}", pk)
        page(client, world.neighbour, f"villages:{name}", pk, status=404)
    for name, row in (("rule_move", world.rule), ("question_move", world.question)):
        assert post(client, world.field, f"villages:{name}", row.pk, "up", data={}).status_code == 403
        assert post(client, world.neighbour, f"villages:{name}", row.pk, "up", data={}).status_code == 404


def test_a_rule_and_a_question_are_added(client, world):
    answer = post(client, world.officer, "villages:rule_create", world.plan.pk, data=RULE)
    assert answer["Location"] == f"{world.plan.get_absolute_url()}#visit-rules"
    rule = VisitRule.objects.get(name=RULE["name"])
    assert (rule.plan, rule.opens_days, rule.due_days, rule.history.get().history_user) == (
        world.plan,
        31,
        45,
        world.officer,
    )
    answer = post(client, world.officer, "villages:question_create", world.plan.pk, data=QUESTION)
    assert VisitQuestion.objects.get(text=QUESTION["text"]).plan == world.plan


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"opens_from": "formed"}, "ครัวเรือนเป้าหมายไม่มีวันที่ก่อตั้งกลุ่ม"),
        ({"opens_days": "60"}, "จำนวนวันที่ต้องติดตามให้เสร็จต้องไม่น้อยกว่าจำนวนวันที่เริ่มติดตามได้"),
        ({"subject": "session", "is_before_training": "on"}, "กติกาของการอบรมกำหนดให้ก่อนวันแรกของการอบรมไม่ได้"),
        ({"due_days": "-1"}, "น้อยเกินไป"),
        ({"phase": "later"}, "ระยะที่เลือกไม่มีในรายการ"),
        ({"name": "หลังอบรม ใกล้บ้าน"}, "แผนนี้มีกติกาชื่อนี้แล้ว"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_and_what_was_typed_stays(client, world, changes, sentence):
    data = RULE | changes
    told = post(client, world.officer, "villages:rule_create", world.plan.pk, data=data).content.decode()
    assert sentence in told
    assert data["name"] in told
    assert not VisitRule.objects.filter(name=RULE["name"]).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "choice", "options": "ได้"}, "คำถามแบบเลือกต้องมีตัวเลือกอย่างน้อยสองข้อ"),
        ({"kind": "choice"}, "คำถามแบบเลือกต้องมีตัวเลือก"),
        ({"options": "ได้\nไม่ได้"}, "คำถามชนิดนี้ไม่มีตัวเลือก"),
        ({"kind": "text", "least": "1"}, "คำถามชนิดนี้ไม่มีค่าต่ำสุดสูงสุด"),
        ({"least": "10", "most": "1"}, "ค่าสูงสุดต้องไม่น้อยกว่าค่าต่ำสุด"),
        ({"text": "คำถาม ใกล้บ้าน", "phase": ""}, "แผนนี้มีคำถามนี้แล้ว"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(client, world, changes, sentence):
    answer = post(client, world.officer, "villages:question_create", world.plan.pk, data=QUESTION | changes)
    assert sentence in answer.content.decode()


def test_a_rule_by_which_a_visit_was_excused_stays_as_it_was_and_may_go_out_of_use(client, world):
    rule = world.excuse.rule
    told = page(client, world.officer, "villages:rule_edit", rule.pk)
    assert "มีการยกเว้นการติดตามตามกติกานี้แล้ว" in told
    data = RULE | {"version": 1, "is_used": ""}
    post(client, world.officer, "villages:rule_edit", rule.pk, data=data)
    after = VisitRule.objects.get(pk=rule.pk)
    assert (after.name, after.due_days, after.is_used, after.version) == (rule.name, rule.due_days, False, 2)


def test_an_answered_question_stays_as_it_was_asked_and_only_gains_options(client, world):
    question = make.VisitQuestionFactory(plan=world.plan, kind="choice", options="ได้\nไม่ได้")
    make.VisitAnswerFactory(visit=world.visit, question=question, text="ได้")
    data = {"whom": "group", "text": "อื่น", "kind": "text", "order": "1", "is_used": "on", "version": 1}
    answer = post(
        client, world.officer, "villages:question_edit", question.pk, data=data | {"options": "ได้\nบางที"}
    )
    assert "จึงต้องคงตัวเลือกเดิมไว้: ไม่ได้" in answer.content.decode()
    post(
        client,
        world.officer,
        "villages:question_edit",
        question.pk,
        data=data | {"options": "ได้\nไม่ได้\nบางที"},
    )
    after = VisitQuestion.objects.get(pk=question.pk)
    assert (after.text, after.whom, after.kind) == (question.text, "household", "choice")
    assert after.choices == ["ได้", "ไม่ได้", "บางที"]


def test_rules_of_one_subject_are_put_in_order_and_no_others_move(client, world):
    first, second, third = (make.VisitRuleFactory(plan=world.plan, subject="team", order=1) for _ in range(3))
    group = make.VisitRuleFactory(plan=world.plan, subject="group", order=5)
    post(client, world.officer, "villages:rule_move", third.pk, "up", data={})
    rows = VisitRule.objects.filter(plan=world.plan, subject="team").values_list("pk", "order")
    assert list(rows) == [(first.pk, 1), (third.pk, 2), (second.pk, 3)]
    post(client, world.officer, "villages:rule_move", first.pk, "up", data={})
    assert VisitRule.objects.get(pk=first.pk).version == 1
    assert VisitRule.objects.get(pk=group.pk).order == 5
    assert VisitRule.objects.get(pk=second.pk).history.first().history_user == world.officer


def test_a_closed_years_rules_are_shown_and_not_changed(client, world):
    with time_machine.travel("2019-10-05"):
        type(world.plan).objects.filter(pk=world.plan.pk).update(closed_on="2019-10-04")
        assert "+ เพิ่มกติกา" not in page(client, world.officer, "villages:plan", world.plan.pk)
        answer = post(client, world.officer, "villages:rule_create", world.plan.pk, data=RULE)
        assert "ปีงบประมาณ 2562 ปิดแล้ว" in answer.content.decode()
        row = make.VisitRuleFactory.build(plan=world.plan)
        assert (
            post(client, world.officer, "villages:rule_move", world.rule.pk, "down", data={}).status_code
            == 403
        )
        assert not VisitRule.objects.filter(name=row.name).exists()


def test_the_plans_page_asks_no_more_for_many_rules(client, world):
    few = queries(client, world.officer, "villages:plan", world.plan.pk)
    for _ in range(5):
        make.VisitRuleFactory(plan=world.plan)
        make.VisitQuestionFactory(plan=world.plan)
    assert queries(client, world.officer, "villages:plan", world.plan.pk) == few
