"""What a person meets who would still write into a closed year: a Thai sentence, and nothing half-written."""

import io

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from accounts.models import ImportBatch
from households import services
from households.models import Enrolment, TradeSynonym
from monitoring.models import Visit
from tests import factories as make
from tests.cards import on_card, send
from tests.importing.office import xlsx
from tests.pages import page, post
from tests.villages.test_plan_pages import plan_data
from training.services.certificates import certify
from villages.models import Plan

pytestmark = pytest.mark.django_db

SENTENCE = "ปีงบประมาณ 2562 ปิดแล้วเมื่อ 04/10/2562"


@pytest.fixture(autouse=True)
def after_the_year():
    with time_machine.travel("2019-10-05 10:00 +0700"):
        yield


def close(plan):
    """As the chief does it, but at once."""
    Plan.objects.filter(pk=plan.pk).update(closed_on="2019-10-04")
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def closed(world):
    world.criterion = make.CriterionFactory(plan=world.plan)
    return close(world.plan)


def everything():
    """How many rows and how many entries of history each of our tables holds."""
    labels = {"villages", "sages", "households", "training", "monitoring", "groups", "accounts"}
    models = [model for model in apps.get_models() if model._meta.app_label in labels]
    return {model.__name__: model.objects.count() for model in models if model.__name__ != "HistoricalUser"}


SESSION = {"kind": "training", "title": "อบรมเพิ่ม", "starts_on": "1/8/2562", "ends_on": "2/8/2562"}
POSTS = [
    ("villages:plan_edit", "plan", plan_data(version=1, fiscal_year="2562")),
    ("villages:participation_edit", "participation", {"kind": "expansion", "version": 1}),
    ("villages:criterion_create", "plan", {"subject": "household", "text": "ใหม่", "order": "1"}),
    ("villages:meeting_edit", "meeting", {"kind": "leaders", "held_on": "21/10/2561", "version": 1}),
    ("villages:rule_edit", "rule", {"order": "3", "is_used": "on", "name": "ใหม่", "version": 1}),
    ("households:enrolment_edit", "enrolment", {"trade": "ทำสวน", "version": 1}),
    (
        "households:withdraw",
        "enrolment",
        {"withdrawn_on": "1/9/2562", "withdrawn_reason": "ย้าย", "version": 1},
    ),
    ("training:edit", "session", SESSION | {"version": 1}),
    ("training:remove", "session", {}),
    ("training:activity_edit", "activity", {"title": "ใหม่", "version": 1}),
    ("training:cost_create", "session", {"item": "ค่าอาหาร", "amount": "100"}),
    ("training:cost_remove", "cost", {}),
    ("training:input_edit", "support", {"item": "ใหม่", "received_on": "14/12/2561", "version": 1}),
    ("villages:criterion_remove", "criterion", {}),
    ("training:input_remove", "support", {}),
    ("monitoring:edit", "visit", {"version": 1, "visited_on": "20/11/2561", "phase": "before"}),
    ("monitoring:edit", "visit", {"version": 1, "visited_on": "2/10/2562", "phase": "before"}),
]


@pytest.mark.parametrize(
    ("name", "row", "data"), POSTS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_form_of_the_year_is_refused_with_its_sentence(client, world, closed, name, row, data):
    before = everything()
    user = world.officer if name.startswith("villages") else world.field
    made = {
        "participation": world.participation.pk,
        "village": world.village.pk,
        "plan": closed.pk,
        "enrolment": world.enrolment.pk,
    }
    answer = post(client, user, name, getattr(world, row).pk, data=made | data)
    told = answer.content.decode()
    assert answer.status_code in (200, 403)
    assert SENTENCE in told or "ลบการอบรมนี้ไม่ได้" in told
    assert everything() == before


def test_choosing_pairing_and_the_roll_are_refused_whole(client, world):
    team = make.MeetingFactory(participation=world.participation, kind="team")
    free = make.HouseholdFactory(village=world.village)
    close(world.plan)
    before = everything()
    for answer in (
        send(client, world.field, "households:choose", team.pk, on_card(free, chosen="1")),
        send(
            client,
            world.field,
            "sages:team",
            world.participation.pk,
            on_card(world.sage, joined="1"),
            {"joined_on": "5/11/2561"},
        ),
        post(
            client,
            world.field,
            "households:coaches",
            world.participation.pk,
            data={f"seen-{world.enrolment.pk}": str(world.lead.pk), f"coach-{world.enrolment.pk}": ""},
        ),
        post(
            client,
            world.field,
            "training:roll",
            world.session.pk,
            1,
            data={
                "on": "2018-12-11",
                f"status-{world.enrolment.pk}": "absent",
                f"seen-{world.enrolment.pk}": "present",
            },
        ),
    ):
        assert SENTENCE in answer.content.decode()
    assert everything() == before


def test_a_certificate_is_not_given_any_more(world, closed):
    with pytest.raises(Exception, match=SENTENCE):
        certify(world.session, [world.enrolment], issued_on=closed.year.ends_on, by=world.officer)


def test_a_visit_of_the_year_is_refused_and_one_after_it_is_not(client, world, closed):
    data = {"enrolment": world.enrolment.pk, "phase": "after", "practice": "practising"}
    query = {"enrolment": world.enrolment.pk}
    told = post(client, world.field, "monitoring:create", data=data | {"visited_on": "30/9/2562"}, **query)
    assert SENTENCE in told.content.decode()
    assert not Visit.objects.filter(visited_on="2019-09-30").exists()


def test_an_import_into_the_year_says_so_before_it_reads_and_writes_nothing(client, world, closed):
    client.force_login(world.officer)
    before = everything()
    file = SimpleUploadedFile("ทะเบียน.xlsx", xlsx([["ครัวเรือนใหม่", "1"]]))
    answer = client.post("/households/import/", {"file": file, "fiscal_year": 2562, "district": "9001"})
    assert SENTENCE in answer.content.decode()
    assert everything() == before
    assert not ImportBatch.objects.exists()


def test_the_import_command_says_it_too(world, closed, tmp_path):
    path = tmp_path / "ทะเบียน.csv"
    path.write_text(
        f"รหัสหมู่บ้าน,ประเภท\n{make.VillageFactory(subdistrict=world.village.subdistrict, moo=9).pk},สร้างใหม่\n",
        encoding="utf-8",
    )
    before = everything()
    with pytest.raises(CommandError, match=SENTENCE):
        call_command(
            "import_register",
            "participations",
            str(path),
            district="9001",
            year=2562,
            commit=True,
            stdout=io.StringIO(),
        )
    assert everything() == before


def test_a_word_for_a_trade_fills_the_open_years_and_leaves_the_closed_one(world, closed):
    after = make.PlanFactory(district=closed.district, fiscal_year=2563)
    part = make.ParticipationFactory(village=world.village, plan=after)
    waiting = make.EnrolmentFactory(participation=part)
    filled = services.settle_trade("จักสานกระจูด", "other", district=closed.district, by=world.officer)
    assert filled == 1
    assert Enrolment.objects.get(pk=waiting.pk).occupation == "other"
    assert Enrolment.objects.get(pk=world.enrolment.pk).occupation == ""
    assert TradeSynonym.objects.filter(trade="จักสานกระจูด").exists()


def test_pages_of_the_year_offer_what_would_be_refused_no_more(client, world, closed):
    told = page(client, world.chief, "villages:plan", closed.pk)
    assert "เปิดปีอีกครั้ง" in told
    assert "ปีงบประมาณ 2562 · ปิดแล้ว" in told
    for name in ("plan_edit", "criterion_create"):
        assert reverse(f"villages:{name}", args=[closed.pk]) not in told
    told = page(client, world.field, "households:detail", world.household.pk, year=2562)
    assert "บันทึกการถอนตัว" not in told
