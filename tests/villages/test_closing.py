"""A fiscal year is closed: by whom, what is said before, and that no row of any table of the year is written after."""

import datetime

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.models import Photo, Versioned, YearClosed
from households.models import Enrolment, Income
from monitoring.models import Visit
from tests import factories as make
from tests.pages import page, post
from training.models import Certificate
from training.services.invitations import take_out
from villages.models import Plan

pytestmark = pytest.mark.django_db

SENTENCE = "ปีงบประมาณ 2562 ปิดแล้วเมื่อ 04/10/2562"
OF_A_YEAR = [
    model
    for model in apps.get_models()
    if issubclass(model, Versioned) and model.plan_path and not model.__name__.startswith("Historical")
]


@pytest.fixture(autouse=True)
def after_the_year():
    with time_machine.travel("2019-10-05 10:00 +0700"):
        yield


@pytest.fixture
def closed(world):
    Plan.objects.filter(pk=world.plan.pk).update(closed_on="2019-10-04")
    return Plan.objects.get(pk=world.plan.pk)


def of_the_closed(model, plan):
    """A stored row of the closed year."""
    return model.objects.filter(**{"__".join(model.plan_path): plan}).first()


@pytest.mark.parametrize("who", ["officer", "field", "viewer", "admin"])
def test_only_the_chief_closes_and_opens(client, world, closed, who):
    user = getattr(world, who)
    for name in ("plan_close", "plan_reopen"):
        page(client, user, f"villages:{name}", closed.pk, status=403)
    page(client, world.chief, "villages:plan_close", world.neighbour_plan.pk, status=404)


def test_what_is_still_open_is_said_before(client, world):
    make.SessionFactory(participation=world.participation)
    told = page(client, world.chief, "villages:plan_close", world.plan.pk)
    for words in (
        "การอบรมที่ผ่านไปแล้วแต่ยังไม่เช็กชื่อ",
        "ปัญหาที่ยังไม่ปิดเรื่อง",
        "สิ่งที่ภาคีรับปากแต่ยังไม่ส่งมอบ",
        "ที่ยังไม่ได้รับทราบ",
    ):
        assert words in told
    assert "ที่ยังเป็นร่าง" not in told


def test_a_year_is_closed_after_looking_and_opened_with_a_reason(client, world):
    unsure = post(client, world.chief, "villages:plan_close", world.plan.pk, data={"version": 1})
    assert "โปรดทำเครื่องหมายว่าตรวจสอบแล้ว" in unsure.content.decode()
    answer = post(
        client, world.chief, "villages:plan_close", world.plan.pk, data={"version": 1, "sure": "on"}
    )
    plan = Plan.objects.get(pk=world.plan.pk)
    assert (answer["Location"], plan.closed_on.isoformat(), plan.version) == (
        plan.get_absolute_url(),
        "2019-10-05",
        2,
    )
    assert plan.history.first().history_user == world.chief
    told = page(client, world.chief, "villages:plan", plan.pk)
    assert "ปิดปีแล้ว" in told
    assert "เพิ่มหมู่บ้านเข้าร่วม" not in told
    again = post(client, world.chief, "villages:plan_close", plan.pk, data={"version": 2, "sure": "on"})
    assert "ปีงบประมาณนี้ปิดไปแล้ว" in again.content.decode()
    silent = post(client, world.chief, "villages:plan_reopen", plan.pk, data={"version": 2})
    assert "กรุณากรอกเหตุผลที่เปิดปีอีกครั้ง" in silent.content.decode()
    post(client, world.chief, "villages:plan_reopen", plan.pk, data={"version": 2, "reason": "แก้วันอบรม"})
    plan = Plan.objects.get(pk=plan.pk)
    assert (plan.closed_on, plan.history.first().history_change_reason) == (None, "แก้วันอบรม")
    page(client, world.field, "households:enrolment_edit", world.enrolment.pk)


def test_closing_before_the_years_end_is_asked_about(client, world):
    with time_machine.travel("2019-09-30 10:00 +0700"):
        data = {"version": 1, "sure": "on"}
        told = post(client, world.chief, "villages:plan_close", world.plan.pk, data=data).content.decode()
        assert "ปีงบประมาณ 2562 ยังไม่สิ้นสุด" in told
        assert Plan.objects.get(pk=world.plan.pk).closed_on is None
        post(client, world.chief, "villages:plan_close", world.plan.pk, data=data | {"confirm": "early"})
        assert Plan.objects.get(pk=world.plan.pk).closed_on


@pytest.mark.parametrize("model", OF_A_YEAR, ids=lambda model: model.__name__)
def test_no_row_of_the_year_is_written_by_any_way(world, closed, model):
    row = of_the_closed(model, closed)
    before = model.history.count(), row.version
    ways = (
        lambda: row.save(),
        lambda: bulk_update_with_history([row], model, ["version"]),
        lambda: take_out(model.objects.filter(pk=row.pk), world.chief),
    )
    for way in ways:
        with pytest.raises(YearClosed, match=SENTENCE), transaction.atomic():
            way()
    assert (model.history.count(), type(row).objects.get(pk=row.pk).version) == before


def test_no_row_of_the_year_is_added_by_bulk(world, closed):
    row = make.EnrolmentFactory.build(
        participation=world.participation, household=make.HouseholdFactory(village=world.village)
    )
    with pytest.raises(YearClosed, match=SENTENCE), transaction.atomic():
        bulk_create_with_history([row], type(row))
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_another_districts_year_stays_open(world, closed):
    world.neighbour_enrolment.save()
    world.neighbour_session.save()


def test_what_lasts_and_what_comes_later_is_still_written(world, closed):
    for row in (world.household, world.sage, world.village, world.agency, world.group, world.problem):
        row.save()
    enrolment = Enrolment.objects.get(pk=world.enrolment.pk)
    later = {
        "visited_on": datetime.date(2019, 10, 3),
        "enrolment": enrolment,
        "participation": enrolment.participation,
    }
    assert make.VisitFactory(**later).pk
    assert make.IncomeFactory(enrolment=enrolment, told_on=datetime.date(2019, 10, 3), source="visit").pk
    last = closed.year.ends_on
    within = [Visit(**later | {"visited_on": last}), Income(enrolment=enrolment, told_on=last)]
    assert [row.locking_plan() for row in within] == [closed, closed]


def test_a_photo_may_still_come_and_a_wrong_certificate_be_taken_back(world, closed):
    Photo.objects.get(pk=world.photo.pk).save()
    Certificate.objects.get(pk=world.certificate.pk).save()
