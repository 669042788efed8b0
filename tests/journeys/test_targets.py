"""The chief asks how far the follow-up is, goes from a figure to its rows, and copies the week's summary into a chat."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_looking import number

pytestmark = pytest.mark.browser


def test_a_chief_goes_from_the_dashboard_to_an_overdue_visit_and_copies_the_weeks_summary(at_the_desk):
    chief, page = at_the_desk, at_the_desk.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chief.signs_in("demo-chief")
    tile = page.get_by_role("region", name="การติดตามตามแผน").locator("a.tile", has_text="เกินกำหนด")
    expect(tile).to_be_visible()
    overdue = number(tile.locator(".tile-value").inner_text())
    page.get_by_role("link", name=re.compile("ดูตามระยะ")).click()
    chief.looks()

    page.get_by_text("รายการสั้นที่สุดที่ปิดช่องว่างได้").last.click()
    expect(page.locator(".closing[open] .due").first).to_be_visible()
    chief.looks()
    page.locator("a.tile", has_text="เกินกำหนด").click()
    expect(page.locator("[data-count]")).to_contain_text(f"{overdue:,}")
    page.go_back()

    page.get_by_role("link", name="ข้อความเตือน").click()
    chief.looks()
    text = page.get_by_label("ข้อความสรุปรายสัปดาห์").input_value()
    page.get_by_role("button", name="คัดลอกข้อความ").click()
    expect(page.get_by_role("button", name="คัดลอกแล้ว")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == text
    page.goto(re.search(r"http\S+", text)[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("เป้าหมายการติดตาม")


def test_an_officer_reads_the_targets_and_the_reminder_on_a_phone(with_a_phone):
    officer, page = with_a_phone, with_a_phone.page
    officer.signs_in("demo-field1")
    page.goto("/visits/targets/")
    officer.looks()
    page.get_by_role("link", name="กลุ่มอาชีพ", exact=True).last.click()
    officer.looks()
    page.goto("/visits/digest/")
    officer.looks()
    expect(page.get_by_label("ข้อความงานวันนี้")).to_have_value(re.compile("งานติดตาม"))


def test_targets_and_reminders_need_no_script(without_script):
    chief, page = without_script, without_script.page
    chief.signs_in("demo-chief")
    page.get_by_role("link", name=re.compile("ดูตามระยะ")).click()
    cell = page.get_by_role("row", name=re.compile("^หลังอบรม")).get_by_role("link").first
    owed = number(cell.inner_text())
    cell.click()
    expect(page.locator("[data-count]")).to_contain_text(f"{owed:,}")
    page.goto("/visits/digest/")
    expect(page.get_by_label("ข้อความสรุปรายสัปดาห์")).to_be_visible()
    expect(page.get_by_role("button", name="คัดลอกข้อความ")).to_be_hidden()
