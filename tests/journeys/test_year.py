"""The course of a year: a household leaves and another comes, many are changed at once, the year is closed, the next begins."""

import datetime

import pytest
import time_machine
from playwright.sync_api import expect

from households.models import Enrolment
from reports import demo
from sammachip.lib import fiscal
from tests import factories as make
from villages.models import Plan

pytestmark = pytest.mark.browser

NOON = datetime.datetime(2019, 3, 16, 5, tzinfo=datetime.UTC)


@pytest.fixture
def office(live_server):
    """The demo district in March 2562."""
    with time_machine.travel(NOON, tick=True):
        demo.load(fiscal.today())
        yield live_server.url


def save(page):
    page.locator("main form .save-bar button[type=submit]").first.click()
    page.wait_for_load_state()


def test_a_year_is_lived_closed_and_followed_by_the_next(at_the_desk, with_a_phone):
    plan = Plan.objects.get(district="9001", fiscal_year=2562)
    row = Enrolment.objects.standing().in_year(2562).filter(participation__kind="new").first()
    spare = make.HouseholdFactory(village=row.household.village, first_name="ครัวเรือนสำรอง")
    with_a_phone.signs_in("demo-officer")
    leave_and_replace(with_a_phone, row, spare)
    chief = at_the_desk
    chief.signs_in("demo-chief")
    change_many(chief, row)
    close(chief, plan)
    be_refused(chief, row)
    begin_the_next(chief, plan)


def leave_and_replace(officer, row, spare):
    page = officer.page
    page.goto(row.get_absolute_url())
    page.get_by_role("link", name="บันทึกการถอนตัว").click()
    page.locator("[name=withdrawn_reason]").fill("ย้ายไปทำงานต่างจังหวัด")
    officer.looks()
    save(page)
    expect(page.locator("#course")).to_contain_text("ถอนตัว 16 มี.ค. 2562")
    officer.looks()
    page.get_by_role("link", name="หาครัวเรือนเข้าแทน").click()
    officer.looks()
    page.goto(f"{page.url}?household={spare.pk}")
    save(page)
    expect(page.locator("#course")).to_contain_text(f"เข้าแทน {row.household}")
    officer.looks()
    assert Enrolment.objects.get(household=spare).replaces == row


def change_many(chief, row):
    page = chief.page
    page.goto(f"/households/?year=2562&village={row.participation.village_id}")
    page.get_by_role("link", name="แก้ไขหลายรายการ").click()
    page.locator("[name=volunteered_on]").fill("20/11/2561")
    chief.looks()
    save(page)
    expect(page.locator("main")).to_contain_text("ยังไม่มีข้อมูลใดถูกบันทึก")
    chief.looks()
    save(page)
    expect(page.locator(".changes").first).to_contain_text("20 พ.ย. 2561")
    chief.looks()
    page.get_by_role("button", name="ยกเลิกการแก้ไขนี้").click()
    expect(page.locator("main")).to_contain_text("กลับเป็นค่าเดิม")


def close(chief, plan):
    page = chief.page
    page.goto(plan.get_absolute_url())
    chief.looks()
    page.get_by_role("link", name="ปิดปีงบประมาณ").click()
    expect(page.locator("main")).to_contain_text("การติดตามที่เกินกำหนด")
    chief.looks()
    page.get_by_role("checkbox", name="ตรวจสอบข้อมูลของปีนี้แล้ว").check()
    save(page)
    page.get_by_role("checkbox", name="ยืนยันปิดปีก่อนกำหนด").check()
    page.get_by_role("checkbox", name="ตรวจสอบข้อมูลของปีนี้แล้ว").check()
    save(page)
    expect(page.locator(".head-title")).to_contain_text("ปิดปีแล้ว")
    chief.looks()


def be_refused(chief, row):
    """The form of a closed year says why, and keeps what was typed."""
    page = chief.page
    page.goto(f"/households/enrolments/{row.pk}/edit/")
    page.locator("[name=trade]").fill("อาชีพที่เพิ่งพิมพ์")
    save(page)
    expect(page.locator(".error-summary")).to_contain_text("ปีงบประมาณ 2562 ปิดแล้ว")
    expect(page.locator("[name=trade]")).to_have_value("อาชีพที่เพิ่งพิมพ์")


def begin_the_next(chief, plan):
    page = chief.page
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="สร้างแผนปีถัดไป").click()
    chief.looks()
    save(page)
    expect(page.locator("h1")).to_contain_text("แผนปี 2563")
    made = Plan.objects.get(district="9001", fiscal_year=2563)
    kinds = set(made.participations.values_list("kind", flat=True))
    assert kinds == {"expansion"}
    assert made.participations.count() == plan.participations.filter(kind="new").count()
