"""The plan of visits: every owed visit of the year, narrowed by what a figure asks for; and those that are excused."""

import datetime
import re

import openpyxl
import pytest
from django.urls import reverse

from monitoring.models import Excuse, Visit
from monitoring.services import excuses as services
from tests import factories as make
from tests.pages import page, post, queries
from villages.models import VisitRule

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2019, 1, 16)


@pytest.fixture
def plan(world):
    """Of the household: one visit overdue since 12 January, one that is to come; of the group: one due."""
    VisitRule.objects.all().update(is_used=False)
    world.session.starts_on = world.session.ends_on = datetime.date(2018, 12, 13)
    world.session.save()
    make.VisitRuleFactory(plan=world.plan, name="หลังอบรม 30 วัน")
    make.VisitRuleFactory(plan=world.plan, name="หลังอบรม 90 วัน", opens_days=40, due_days=90)
    formed = {"subject": "group", "opens_from": "formed", "due_from": "formed", "opens_days": 0}
    make.VisitRuleFactory(plan=world.plan, name="หลังก่อตั้ง 30 วัน", **formed)
    return world


def shown(client, user, **asked):
    """Names of the visits listed."""
    told = page(client, user, "monitoring:plan", year=2562, **asked).partition('id="rows"')[2]
    return re.findall(r'data-label="ครั้งที่ติดตาม"[^>]*>\s*([^<]*?) <', told)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["หลังอบรม 30 วัน", "หลังก่อตั้ง 30 วัน", "หลังอบรม 90 วัน"]),
        ({"state": "open"}, ["หลังอบรม 30 วัน", "หลังก่อตั้ง 30 วัน"]),
        ({"state": ["overdue", "coming"]}, ["หลังอบรม 30 วัน", "หลังอบรม 90 วัน"]),
        ({"state": "done"}, []),
        ({"subject": "group"}, ["หลังก่อตั้ง 30 วัน"]),
        ({"phase": "before"}, []),
        ({"quarter": "2", "subject": "household"}, ["หลังอบรม 30 วัน", "หลังอบรม 90 วัน"]),
        ({"quarter": "none"}, []),
        ({"village": "90010203", "state": "overdue"}, ["หลังอบรม 30 วัน"]),
        ({"village": "90010303"}, []),
        ({"area": "900102", "state": "overdue"}, ["หลังอบรม 30 วัน"]),
        ({"officer": "none"}, []),
        ({"rule": "หลังอบรม 90 วัน"}, ["หลังอบรม 90 วัน"]),
        ({"until": "31/01/2562"}, ["หลังอบรม 30 วัน"]),
        ({"since": "1 ก.พ. 2562", "until": "28/02/2562"}, ["หลังก่อตั้ง 30 วัน"]),
        ({"late": "yes"}, []),
        ({"q": "ใกล้บ้าน", "state": "coming"}, ["หลังอบรม 90 วัน"]),
        ({"state": "x", "quarter": "9", "since": "31/02/2562", "sort": "x", "page": "-1"}, 3),
    ],
    ids=str,
)
def test_the_list_is_narrowed_by_what_a_figure_asks_for(client, plan, asked, names):
    found = shown(client, plan.field, **asked)
    assert found == names if isinstance(names, list) else len(found) == names


def test_a_visit_moves_its_line_to_done_and_the_line_opens_to_it(client, plan):
    visit = make.VisitFactory(
        enrolment=plan.enrolment,
        phase="after",
        visited_on=TODAY,
        visitor=plan.officer,
        participation=plan.participation,
    )
    told = page(client, plan.field, "monitoring:plan", state="done", late="yes")
    assert f'href="{visit.get_absolute_url()}">16 ม.ค. 2562' in told
    assert "ติดตามแล้ว (ล่าช้า)" in told
    assert shown(client, plan.field, state="done", late="no") == []
    assert shown(client, plan.field, officer=plan.officer.pk) == ["หลังอบรม 30 วัน"]
    assert len(shown(client, plan.field, officer=plan.field.pk)) == 2


def test_the_same_rows_come_as_a_sheet(client, plan, tmp_path):
    client.force_login(plan.field)
    answer = client.get(reverse("monitoring:plan"), {"sheet": "xlsx", "state": "open"})
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    text = [str(cell.value) for row in openpyxl.load_workbook(path).active for cell in row]
    assert "หลังอบรม 30 วัน" in text
    assert "12 ม.ค. 2562" in text
    assert "หลังอบรม 90 วัน" not in text


def test_the_list_asks_as_often_for_a_hundred_rows(client, plan):
    first = queries(client, plan.field, "monitoring:plan", year=2562)
    make.EnrolmentFactory.create_batch(60, participation=plan.participation)
    assert queries(client, plan.field, "monitoring:plan", year=2562) == first <= 12


def excuse_address(plan, **more):
    rule = VisitRule.objects.get(plan=plan.plan, name="หลังอบรม 30 วัน")
    return {"rule": rule.pk, "enrolment": plan.enrolment.pk} | more


def test_an_owed_visit_is_excused_with_a_reason_and_taken_back(client, plan):
    asked = excuse_address(plan)
    told = post(client, plan.field, "monitoring:excuse", data={"reason": " "}, **asked).content.decode()
    assert "กรุณากรอก" in told or "จำเป็น" in told or "โปรด" in told
    assert shown(client, plan.field, state="excused") == []
    answer = post(client, plan.field, "monitoring:excuse", data={"reason": "ไปทำงานต่างจังหวัด"}, **asked)
    assert answer.status_code == 302
    excuse = Excuse.objects.get(reason="ไปทำงานต่างจังหวัด")
    assert (excuse.participation, excuse.history.get().history_user) == (plan.participation, plan.field)
    assert shown(client, plan.field, state="excused") == ["หลังอบรม 30 วัน"]
    assert shown(client, plan.field, state="overdue") == []
    again = post(client, plan.field, "monitoring:excuse", data={"reason": "อีกครั้ง"}, **asked).content.decode()
    assert "การติดตามครั้งนี้ยกเว้นไว้แล้ว" in again
    assert "ไปทำงานต่างจังหวัด" in page(client, plan.field, "monitoring:excuses", year=2562)
    post(client, plan.field, "monitoring:take_back_excuse", excuse.pk, data={})
    assert shown(client, plan.field, state="overdue") == ["หลังอบรม 30 วัน"]
    assert Excuse.history.filter(id=excuse.pk, history_type="-").get().history_user == plan.field


def test_a_visit_owed_by_last_years_rule_to_a_village_carried_on_is_excused_too(client, plan):
    plan.participation.kind = "expansion"
    plan.participation.save()
    part = make.ParticipationFactory(
        village=plan.village, plan__fiscal_year=2561, plan__district=plan.plan.district
    )
    make.SessionFactory(participation=part, starts_on="2018-03-01", ends_on="2018-03-02")
    row = make.EnrolmentFactory(participation=part, household=plan.household, volunteered_on="2018-01-05")
    rule = make.VisitRuleFactory(
        plan=part.plan, name="หลังอบรม 1 ปี", villages="carried", opens_days=181, due_days=365
    )
    assert shown(client, plan.field, rule="หลังอบรม 1 ปี") == ["หลังอบรม 1 ปี"]
    answer = post(
        client, plan.field, "monitoring:excuse", data={"reason": "ย้ายไป"}, rule=rule.pk, enrolment=row.pk
    )
    assert answer.status_code == 302
    assert shown(client, plan.field, rule="หลังอบรม 1 ปี", state="excused") == ["หลังอบรม 1 ปี"]
    assert "ย้ายไป" in page(client, plan.field, "monitoring:excuses", year=2562)


def test_an_appointment_that_fell_through_is_excused(client, plan):
    listed = page(client, plan.field, "monitoring:due", when="all", year=2562)
    address = f"{reverse('monitoring:excuse')}?appointment={plan.visit.pk}"
    assert address in listed
    post(client, plan.field, "monitoring:excuse", data={"reason": "ฝนตกหนัก"}, appointment=plan.visit.pk)
    assert not Visit.objects.appointments().filter(pk=plan.visit.pk).exists()
    assert "นัดวันที่ 12 ม.ค. 2562" in page(client, plan.field, "monitoring:excuses", year=2562)
    page(client, plan.field, "monitoring:excuse", appointment=plan.visit.pk, status=404)


def test_what_is_done_needs_no_excuse(client, plan):
    make.VisitFactory(
        enrolment=plan.enrolment, phase="after", visited_on=TODAY, participation=plan.participation
    )
    told = post(client, plan.field, "monitoring:excuse", data={"reason": "ไม่ว่าง"}, **excuse_address(plan))
    assert "ครั้งนี้ติดตามแล้วเมื่อ" in told.content.decode()
    assert not Excuse.objects.filter(reason="ไม่ว่าง").exists()


def test_what_an_address_names_must_be_one_owed_visit_of_the_viewers_area(client, plan):
    rule = excuse_address(plan)["rule"]
    for asked in (
        {},
        {"rule": rule},
        {"rule": "x", "enrolment": "x"},
        {"rule": rule, "enrolment": plan.other_enrolment.pk},
        {"rule": plan.neighbour_rule.pk, "enrolment": plan.enrolment.pk},
        {"rule": rule, "group": plan.group.pk},
        {"rule": rule, "enrolment": plan.enrolment.pk, "appointment": plan.visit.pk},
        {"appointment": plan.neighbour_visit.pk},
    ):
        page(client, plan.field, "monitoring:excuse", status=404, **asked)
    page(client, plan.viewer, "monitoring:excuse", status=403, **excuse_address(plan))
    page(client, plan.field, "monitoring:take_back_excuse", plan.neighbour_excuse.pk, status=404)
    page(client, plan.viewer, "monitoring:take_back_excuse", plan.excuse.pk, status=403)


def test_a_closed_years_visits_are_neither_excused_nor_taken_back(client, plan):
    plan.plan.closed_on = TODAY
    plan.plan.save()
    told = post(client, plan.field, "monitoring:excuse", data={"reason": "ไม่ว่าง"}, **excuse_address(plan))
    assert "ปีงบประมาณ 2562 ปิดแล้ว" in told.content.decode()
    answer = post(client, plan.field, "monitoring:take_back_excuse", plan.excuse.pk, data={})
    assert answer.status_code == 403
    assert Excuse.objects.filter(pk=plan.excuse.pk).exists()
    with pytest.raises(Exception, match="ปิดแล้ว"):
        services.take_back(plan.excuse, by=plan.field)


def test_a_households_page_tells_its_owed_visits(client, plan):
    assert reverse("monitoring:dues_of_household", args=[plan.household.pk]) in page(
        client, plan.field, "households:detail", plan.household.pk
    )
    told = page(client, plan.field, "monitoring:dues_of_household", plan.household.pk)
    assert "หลังอบรม 30 วัน" in told
    assert "เกิน 4 วัน" in told
    assert "หลังก่อตั้ง" not in told
    page(client, plan.field, "monitoring:dues_of_household", plan.neighbour_household.pk, status=404)
