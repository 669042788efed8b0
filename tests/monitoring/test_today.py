"""Today: whom to visit, in which order, with what is known of each; asked for in a fixed number of queries."""

import datetime
import re
from html import unescape

import pytest
import time_machine

from monitoring.models import Problem, Visit
from tests import factories as make
from tests.pages import page, queries
from villages.models import VisitRule

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2019, 1, 16)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def due(world):
    """One rule of the year: within 30 days after the training of 13 December; nothing else is owed or promised."""
    VisitRule.objects.all().update(is_used=False)
    Visit.objects.update(next_on=None)
    Problem.objects.update(due_on=TODAY + 60 * DAY)
    return make.VisitRuleFactory(plan=world.plan, name="หลังอบรม 30 วัน")


def cards(told):
    """[(name, when)] of the cards of a page."""
    found = re.findall(r'job-title" href="[^"]*">([^<]*)</a>.*?<span class="pill[^>]*>([^<]*)<', told, re.S)
    return [(unescape(name), when) for name, when in found]


def ends_on(session, day):
    session.starts_on = session.ends_on = day
    session.save()


def household(world, name, **more):
    return make.EnrolmentFactory(participation=world.participation, household__first_name=name, **more)


def test_overdue_and_due_today_stand_first_and_the_coming_week_on_its_own_tab(client, world, due):
    ends_on(world.session, TODAY - 34 * DAY)
    told = page(client, world.field, "monitoring:today")
    assert cards(told) == [("นางใกล้บ้าน ตัวอย่าง", "เกิน 4 วัน")]
    ends_on(world.session, TODAY - 30 * DAY)
    told = page(client, world.field, "monitoring:today")
    assert cards(told) == [("นางใกล้บ้าน ตัวอย่าง", "วันนี้")]
    assert "ต้องทำ 1" in told
    ends_on(world.session, TODAY - 27 * DAY)
    assert cards(page(client, world.field, "monitoring:today")) == []
    assert cards(page(client, world.field, "monitoring:today", tab="week")) == [
        ("นางใกล้บ้าน ตัวอย่าง", "อีก 3 วัน")
    ]
    ends_on(world.session, TODAY - 22 * DAY)
    assert cards(page(client, world.field, "monitoring:today", tab="week")) == []


def test_a_recorded_visit_takes_the_card_away_a_draft_does_not(client, world, due):
    visit = make.VisitFactory(enrolment=world.enrolment, phase="after", visited_on=TODAY, state="draft")
    assert len(cards(page(client, world.field, "monitoring:today"))) == 1
    visit.state = "recorded"
    visit.save()
    assert cards(page(client, world.field, "monitoring:today")) == []


def test_one_card_holds_the_visit_the_appointment_and_the_problem_of_a_household(client, world, due):
    Visit.objects.filter(pk=world.visit.pk).update(next_on=TODAY, promise="นำกระจูดย้อมสีมาให้ดู")
    world.problem.due_on = TODAY - DAY
    world.problem.save()
    told = page(client, world.field, "monitoring:today")
    assert cards(told) == [("นางใกล้บ้าน ตัวอย่าง", "เกิน 4 วัน")]
    assert "หลังอบรม 30 วัน · แก้ปัญหาวัตถุดิบ · นัดติดตาม" in told
    assert "สัญญา: นำกระจูดย้อมสีมาให้ดู" in told
    assert f"/visits/new/?enrolment={world.enrolment.pk}" in told


def test_the_line_of_context_is_the_promise_else_the_problem_else_the_last_visit(client, world, due):
    assert "ปัญหาค้าง: วัตถุดิบ" in page(client, world.field, "monitoring:today")
    world.problem.closed_on, world.problem.outcome = TODAY, "ซื้อร่วมกัน"
    world.problem.save()
    assert "ครั้งก่อน 19 พ.ย. 2561 · ก่อนอบรม" in page(client, world.field, "monitoring:today")
    household(world, "ใหม่")
    assert "ยังไม่เคยติดตาม" in page(client, world.field, "monitoring:today")


@pytest.mark.parametrize("due_on", [None, datetime.date(2018, 9, 1)])
def test_an_open_problem_without_a_day_or_of_the_year_before_is_not_forgotten(client, world, due, due_on):
    Problem.objects.filter(pk=world.problem.pk).update(opened_on="2018-08-01", due_on=due_on)
    ends_on(world.session, TODAY)
    world.plan.closed_on = TODAY - DAY
    world.plan.save()
    told = page(client, world.field, "monitoring:today")
    assert "แก้ปัญหาวัตถุดิบ" in told


def test_today_is_of_this_year_whichever_is_looked_at(client, world, due):
    make.PlanFactory(district=world.plan.district, fiscal_year=2561)
    ends_on(world.session, TODAY - 34 * DAY)
    assert len(cards(page(client, world.field, "monitoring:today", year=2561))) == 1


def test_a_problem_comes_back_until_it_is_closed(client, world):
    VisitRule.objects.all().update(is_used=False)
    Visit.objects.update(next_on=None)
    world.problem.due_on = TODAY
    world.problem.save()
    assert cards(page(client, world.field, "monitoring:today")) == [("นางใกล้บ้าน ตัวอย่าง", "วันนี้")]
    world.problem.closed_on, world.problem.outcome = TODAY, "ซื้อร่วมกัน"
    world.problem.save()
    assert cards(page(client, world.field, "monitoring:today")) == []


def test_a_session_of_today_tells_its_hour_and_place_and_leads_to_its_roll(client, world, due):
    due.is_used = False
    due.save()
    session = world.session
    session.starts_on, session.ends_on = TODAY - DAY, TODAY + DAY
    session.starts_at, session.place = datetime.time(9), "ศาลาหมู่บ้าน"
    session.save()
    told = page(client, world.field, "monitoring:today")
    assert cards(told) == [("อบรมจักสานกระจูด", "วันนี้")]
    assert "อบรมวันที่ 2 จาก 3 วัน · 1 ครัวเรือน" in told
    assert "เริ่ม 09.00 น. ศาลาหมู่บ้าน" in told
    assert f"/training/{session.pk}/roll/2/" in told


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"phase": "after"}, ["นางใกล้บ้าน ตัวอย่าง"]),
        ({"phase": "before"}, []),
        ({"subject": "household"}, ["นางใกล้บ้าน ตัวอย่าง"]),
        ({"subject": "group"}, []),
        ({"village": "90010203"}, ["นางใกล้บ้าน ตัวอย่าง"]),
        ({"village": "90010303"}, ["นางใกล้บ้าน ตัวอย่าง"]),
        (
            {"village": "' OR 1=1", "phase": "x", "tab": "x", "page": "x", "lat": "x", "area": "x"},
            ["นางใกล้บ้าน ตัวอย่าง"],
        ),
        ({"lat": "nan", "lon": "1e999", "start": "90010203", "tab": "near"}, ["นางใกล้บ้าน ตัวอย่าง"]),
    ],
    ids=["phase", "no phase", "kind", "no kind", "village", "a neighbour's village", "nonsense", "no place"],
)
def test_what_is_asked_for_narrows_the_list_and_nonsense_narrows_nothing(client, world, due, asked, names):
    assert [name for name, _ in cards(page(client, world.field, "monitoring:today", **asked))] == names


def test_a_neighbours_work_is_never_told(client, world, due):
    make.VisitRuleFactory(plan=world.neighbour_plan)
    for tab in ("now", "week", "near"):
        told = page(client, world.field, "monitoring:today", tab=tab)
        assert "เพื่อนบ้าน" not in told
        assert "ต่างตำบล" not in told
    assert "ต่างตำบล" in page(client, world.chief, "monitoring:today")
    page(client, world.unposted, "monitoring:today")
    page(client, world.admin, "monitoring:today", area="9001")


def test_a_field_officer_begins_with_today_and_others_with_the_year(client, world):
    client.force_login(world.field)
    assert client.get("/")["Location"] == "/visits/today/"
    told = page(client, world.field, "reports:dashboard")
    assert told.index(" งานวันนี้</a>") < told.index(" ภาพรวม</a>")
    client.force_login(world.chief)
    told = client.get("/").content.decode()
    assert re.search(r'href="/overview/" aria-current="page"', told)
    assert "งานวันนี้" not in page(client, world.viewer, "monitoring:plan").partition("<main")[0]


def test_households_without_a_day_of_joining_are_told_with_the_way_to_complete_them(client, world, due):
    make.VisitRuleFactory(
        plan=world.plan, phase="before", opens_from="enrolled", due_from="enrolled", due_days=40
    )
    household(world, "ไม่มีวัน", volunteered_on=None)
    told = page(client, world.field, "monitoring:today")
    assert "1 ครัวเรือนไม่ทราบวันที่สมัครใจ" in told
    listed = page(client, world.field, "monitoring:plan", dated="no")
    assert "ไม่มีวัน" in listed
    assert "ใกล้บ้าน ตัวอย่าง" not in listed.partition('id="rows"')[2]
    assert re.search(r'/households/enrolments/[-0-9a-f]+/edit/">ไม่ทราบวันที่สมัครใจ', listed)


def test_what_the_year_before_left_undone_is_not_forgotten_until_that_year_is_closed(client, world, due):
    with time_machine.travel("2019-10-10 10:00 +0700"):
        told = page(client, world.field, "monitoring:today", year=2563)
        assert "ปี 2562 ยังเกินกำหนด 1 ครั้ง" in told
        listed = page(client, world.field, "monitoring:plan", year=2562, state="overdue")
        assert "พบ <b>1</b> ครั้ง" in listed
        world.plan.closed_on = datetime.date(2019, 10, 9)
        world.plan.save()
        assert "ยังเกินกำหนด" not in page(client, world.field, "monitoring:today", year=2563)


def many(world, count):
    for number in range(count):
        row = make.EnrolmentFactory(participation=world.participation)
        make.VisitFactory(enrolment=row, visitor=world.field, next_on=TODAY + number % 9 * DAY)
        if number % 5 == 0:
            make.ProblemFactory(enrolment=row, due_on=TODAY)


@pytest.mark.parametrize("tab", ["now", "near"])
def test_the_page_asks_eight_times_for_twenty_households_and_for_three_hundred(client, world, due, tab):
    asked = {"tab": tab, "start": "90010203"}
    many(world, 19)
    assert queries(client, world.field, "monitoring:today", **asked) <= 8
    many(world, 280)
    assert queries(client, world.field, "monitoring:today", **asked) <= 8
