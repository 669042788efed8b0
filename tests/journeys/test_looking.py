"""The first morning: signing in, seeing where the year stands, and reaching every row behind a figure."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def number(text):
    return int(re.search(r"[\d,]+", text)[0].replace(",", ""))


def test_a_chief_goes_from_a_figure_to_its_rows_to_one_household(at_the_desk):
    chief, page = at_the_desk, at_the_desk.page
    chief.signs_in("demo-chief")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("ภาพรวมโครงการ"))
    chief.looks()

    tile = page.locator("a.tile", has_text="ครัวเรือนเป้าหมาย")
    expect(tile).to_contain_text("148")
    tile.click()
    expect(page.locator("[data-count]")).to_contain_text("148")
    chief.looks()

    page.go_back()
    cell = page.get_by_role("row", name=re.compile("บ้านเกาะแต้ว ม.6")).get_by_role(
        "link", name=re.compile("หลังอบรม")
    )
    expect(cell).to_have_text(re.compile("12/20"))
    cell.click()
    expect(page.locator("[data-count]")).to_contain_text("12")

    page.get_by_role("link", name=re.compile("ครัวเรือนตัวอย่าง")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ครัวเรือนตัวอย่าง")
    expect(page.get_by_text(re.compile("X-XXXX-XXXX")).first).to_be_visible()
    chief.looks()


def test_a_field_officer_sees_on_the_phone_whom_to_visit_first(with_a_phone):
    officer, page = with_a_phone, with_a_phone.page
    officer.signs_in("demo-field1")
    expect(page.get_by_role("heading", level=1)).to_have_text("งานวันนี้")
    officer.looks()
    page.goto("/overview/")
    officer.looks()
    due = page.locator(".due-list .due")
    expect(due.first).to_contain_text("เกิน 6 วัน")
    assert page.locator(".due-list").bounding_box()["y"] < page.locator(".matrix").first.bounding_box()["y"]
    page.get_by_role("link", name=re.compile("ดูทั้งหมด")).click()
    officer.looks()
    page.get_by_role("link", name=re.compile("ครัวเรือนตัวอย่าง")).first.click()
    officer.looks()
    page.goto("/villages/")
    officer.looks()
    expect(page.get_by_text("บ้านเกาะแต้ว")).to_have_count(0)


def test_the_year_before_stands_one_choice_away(at_the_desk):
    chief, page = at_the_desk, at_the_desk.page
    chief.signs_in("demo-chief")
    page.locator("details.year summary").click()
    page.locator("details.year button").nth(1).click()
    expect(page.locator("a.tile", has_text="ครัวเรือนเป้าหมาย")).to_contain_text("160")
    chief.looks()


def test_search_is_reached_by_keyboard_and_keeps_what_was_typed_out_of_the_address(at_the_desk):
    officer, page = at_the_desk, at_the_desk.page
    officer.signs_in("demo-officer")
    page.keyboard.press("Control+K")
    page.keyboard.type("ตัวอย่าง 012")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("ครัวเรือนตัวอย่าง 012"))).to_be_visible()
    assert "012" not in page.url
    officer.looks()


def test_the_keyboard_reaches_the_content_past_the_menu(at_the_desk):
    officer, page = at_the_desk, at_the_desk.page
    officer.signs_in("demo-officer")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("ข้ามไปเนื้อหา")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_everything_to_look_at_works_without_script(without_script):
    page = without_script.page
    without_script.signs_in("demo-officer")
    page.locator("details.year summary").click()
    page.locator("details.year button").nth(1).click()
    expect(page.locator("a.tile", has_text="ครัวเรือนเป้าหมาย")).to_contain_text("160")
    page.locator("a.tile", has_text="ครัวเรือนเป้าหมาย").click()
    page.locator("input[name=q]:not(#seek)").fill("ตัวอย่าง 201")
    page.get_by_role("button", name="กรอง").click()
    expect(page.locator("[data-count]")).to_contain_text("1")
    page.locator("#seek").fill("ทุ่งใหญ่")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("บ้านทุ่งใหญ่")).first).to_be_visible()


def test_the_demo_goes_with_one_button_and_the_entrance_says_how_to_begin(at_the_desk):
    chief, page = at_the_desk, at_the_desk.page
    chief.signs_in("demo-chief")
    page.get_by_role("link", name="นำข้อมูลตัวอย่างออก").click()
    chief.looks()
    page.get_by_role("button", name="นำข้อมูลตัวอย่างออก").click()
    page.wait_for_url("**/login/")
    expect(page.get_by_text("createsuperuser")).to_be_visible()
    expect(page.get_by_text("demo-chief")).to_have_count(0)
    chief.looks()
