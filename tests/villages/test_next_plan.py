"""A new plan begins with the standard rules; the next year's is made from this one, once, in one go."""

import pytest

from tests import factories as make
from tests.pages import page, post
from tests.villages.test_plan_pages import plan_data
from villages.following import QUESTIONS, RULES
from villages.models import Criterion, Participation, Plan, VisitQuestion, VisitRule

pytestmark = pytest.mark.django_db


def next_data(**changes):
    data = {name: value for name, value in plan_data().items() if name not in ("district", "fiscal_year")}
    return data | changes


def made():
    return Plan.objects.get(district="9001", fiscal_year=2563)


def test_a_new_plan_begins_with_the_standard_rules_and_questions(client, world):
    post(
        client,
        world.officer,
        "villages:plan_create",
        data=plan_data(visits_per_week="๑๒", income_most="25000"),
    )
    plan = made()
    assert (plan.visits_per_week, plan.income_most) == (12, 25000)
    assert VisitRule.objects.filter(plan=plan).count() == len(RULES)
    assert VisitQuestion.objects.filter(plan=plan).count() == len(QUESTIONS)
    assert plan.visit_rules.first().history.get().history_user == world.officer
    told = page(client, world.officer, "villages:plan", plan.pk)
    assert "กำลังติดตามของพัฒนากรหนึ่งคน" in told
    assert "ภายใน 14 วันหลังวันที่สมัครใจเข้าร่วม" in told


@pytest.mark.parametrize(
    ("who", "status"), [("chief", 200), ("officer", 200), ("field", 403), ("viewer", 403), ("neighbour", 404)]
)
def test_who_makes_the_next_plan(client, world, who, status):
    page(client, getattr(world, who), "villages:plan_next", world.plan.pk, status=status)


def test_the_form_shows_this_years_figures_and_ticks_its_new_villages(client, world):
    Plan.objects.filter(pk=world.plan.pk).update(households=173)
    Participation.objects.filter(pk=world.other_participation.pk).update(kind="expansion")
    told = page(client, world.officer, "villages:plan_next", world.plan.pk)
    assert 'value="173"' in told
    ticked = {
        code: f'value="{code}" checked' in " ".join(told.split())
        for code in (world.village.pk, world.other_village.pk)
    }
    assert told.count(f'value="{world.village.pk}"') == 2
    assert "เพื่อนบ้าน" not in told
    assert ticked[world.other_village.pk] is False


def test_everything_of_the_year_goes_along_in_one_go(client, world):
    make.CriterionFactory(plan=world.plan, text="สมัครใจ")
    unused = make.VisitRuleFactory(plan=world.plan, is_used=False)
    fresh = make.VillageFactory(subdistrict=world.village.subdistrict, moo=7)
    answer = post(
        client,
        world.officer,
        "villages:plan_next",
        world.plan.pk,
        data=next_data(households="180", carried=[world.village.pk], beginning=[fresh.pk]),
    )
    plan = made()
    assert answer["Location"] == plan.get_absolute_url()
    assert (plan.households, plan.history.get().history_user) == (180, world.officer)
    parts = Participation.objects.filter(plan=plan).values_list("village", "kind")
    assert set(parts) == {(world.village.pk, "expansion"), (fresh.pk, "new")}
    texts = Criterion.objects.filter(plan=plan).values_list("text", flat=True)
    assert set(texts) == set(world.plan.criteria.values_list("text", flat=True))
    names = set(VisitRule.objects.filter(plan=plan).values_list("name", flat=True))
    assert names == set(world.plan.visit_rules.in_use().values_list("name", flat=True)) - {unused.name}
    assert VisitQuestion.objects.filter(plan=plan).count() == world.plan.visit_questions.count()


def test_the_next_plan_is_made_once(client, world):
    post(client, world.officer, "villages:plan_next", world.plan.pk, data=next_data())
    again = post(client, world.officer, "villages:plan_next", world.plan.pk, data=next_data())
    assert "อำเภอนี้มีแผนของปีงบประมาณนี้แล้ว" in again.content.decode()
    client.force_login(world.officer)
    assert client.get(f"{world.plan.get_absolute_url()}next/")["Location"] == made().get_absolute_url()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"beginning": ["90010203"], "carried": ["90010203"]},
            "เลือกทั้งเป็นหมู่บ้านขยายผลและหมู่บ้านสร้างใหม่: บ้านใกล้บ้าน ม.3",
        ),
        ({"carried": ["90020103"]}, "ทำต่อเป็นหมู่บ้านขยายผลที่เลือกไม่มีในรายการของท่าน"),
        ({"households": "ร้อย"}, "เป้าหมายครัวเรือน"),
        ({"income_least": "500", "income_most": "400"}, "รายได้สูงสุดที่น่าจะเป็นต้องมากกว่ารายได้ต่ำสุด"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(client, world, changes, sentence):
    answer = post(client, world.officer, "villages:plan_next", world.plan.pk, data=next_data(**changes))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Plan.objects.filter(fiscal_year=2563).exists()
