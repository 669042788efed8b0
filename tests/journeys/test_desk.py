"""The chief reads, advises and acknowledges by keyboard; the officer with a phone sees it, and sees a problem through."""

import re

import pytest
from playwright.sync_api import expect

from monitoring.models import Problem, Visit
from villages.models import Posting

pytestmark = pytest.mark.browser

ADVICE = "ดีมาก ขอให้ชวนบ้านข้างเคียงมาดู"


def test_a_visit_goes_over_the_desk_and_its_writer_sees_what_was_said(at_the_desk, with_a_phone):
    chief, desk = at_the_desk, at_the_desk.page
    chief.signs_in("demo-chief")
    desk.goto("/visits/")
    desk.get_by_role("link", name="รอรับทราบ").click()
    chief.looks()
    desk.get_by_role("checkbox", name=re.compile("เลือก")).first.check()
    expect(desk.get_by_role("button", name="รับทราบที่เลือก 1 ครั้ง")).to_be_visible()
    desk.get_by_role("button", name="เลือกทั้งหน้านี้").click()
    desk.get_by_role("button", name="ไม่เลือกทั้งหน้านี้").click()
    expect(desk.get_by_role("button", name="รับทราบที่เลือก", exact=True)).to_be_visible()
    first = desk.locator(".desk-rows tbody th a").first
    first.click()
    chief.looks()
    address = desk.url
    desk.keyboard.press("ArrowRight")
    desk.wait_for_url(lambda url: url != address)
    desk.keyboard.press("ArrowLeft")
    desk.wait_for_url(address)
    desk.get_by_label("คำแนะนำเพิ่มเติม").fill(ADVICE)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#messages")).to_contain_text("รับทราบแล้ว")
    chief.looks()
    visit = Visit.objects.get(advices__text=ADVICE)
    assert (visit.state, visit.acknowledged_by.username) == ("acknowledged", "demo-chief")

    officer, phone = with_a_phone, with_a_phone.page
    officer.signs_in(visit.visitor.username)
    phone.goto(f"/visits/?advice=new&year={visit.participation.plan.fiscal_year}")
    expect(phone.get_by_text("มีคำแนะนำใหม่").last).to_be_visible()
    officer.looks()
    phone.goto(visit.get_absolute_url())
    expect(phone.get_by_text(ADVICE)).to_be_visible()
    expect(phone.get_by_text("รับทราบโดย")).to_be_visible()
    expect(phone.get_by_role("link", name="แก้ไข", exact=True)).to_have_count(0)
    officer.looks()
    sees_a_problem_through(officer, phone)


def sees_a_problem_through(officer, phone):
    """From the household's page to the end, with one thumb."""
    username = Visit.objects.get(advices__text=ADVICE).visitor.username
    areas = Posting.objects.filter(user__username=username).values_list("area_code", flat=True)
    problem = next(row for row in Problem.objects.open() if row.participation.village_id[:6] in areas)
    phone.goto(f"/visits/problems/?q={problem.enrolment.household.first_name}&state=all")
    officer.looks()
    phone.goto(problem.get_absolute_url())
    officer.looks()
    phone.get_by_label("สิ่งที่ทำ").fill("พาไปดูแหล่งวัตถุดิบใหม่")
    phone.get_by_role("button", name="บันทึกสิ่งที่ได้ทำ").tap()
    expect(phone.locator(".timeline")).to_contain_text("พาไปดูแหล่งวัตถุดิบใหม่")
    phone.get_by_role("link", name="ปิดเรื่อง").tap()
    officer.looks()
    phone.get_by_label("ผลการแก้ไข").fill("ได้แหล่งใหม่ใกล้บ้าน")
    phone.get_by_role("button", name="ปิดเรื่อง").tap()
    expect(phone.locator("#messages")).to_contain_text("ปิดเรื่องแล้ว")
    officer.looks()
    problem.refresh_from_db()
    assert problem.outcome == "ได้แหล่งใหม่ใกล้บ้าน"
