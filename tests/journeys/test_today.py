"""A field officer's morning: the work of today on a phone, near me, the way through the villages; the plan at the desk."""

import pytest
from playwright.sync_api import expect

from monitoring.models import Excuse

pytestmark = pytest.mark.browser


def test_a_morning_on_the_phone_from_signing_in_to_the_way_of_the_day(with_a_phone):
    officer, page = with_a_phone, with_a_phone.page
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 7.20012, "longitude": 100.60012})
    officer.signs_in("demo-field1")
    expect(page).to_have_url("/visits/today/")
    expect(page.locator(".job").first).to_be_visible()
    officer.looks()
    page.get_by_role("link", name="ใกล้ฉัน").tap()
    page.wait_for_url("**tab=near*lat=7.200*")
    expect(page.locator(".near")).to_contain_text("พิกัดสมมติ")
    expect(page.locator(".job-far").first).to_contain_text("กม.")
    officer.looks()
    page.get_by_text("กรองตามหมู่บ้าน").tap()
    page.get_by_label("ติดตามใคร").select_option("household")
    page.get_by_role("button", name="กรอง").tap()
    expect(page.locator(".work-filter")).to_contain_text("กรองอยู่")
    expect(page.locator(".job-far").first).to_contain_text("กม.")
    officer.looks()
    page.goto("/visits/today/")
    page.get_by_role("link", name="จัดเส้นทางวันนี้").tap()
    expect(page.locator(".stop").first).to_be_visible()
    officer.looks()
    page.locator(".ticks input:not(:checked)").first.check()
    page.get_by_role("button", name="จัดเส้นทางใหม่").tap()
    page.wait_for_url("**stop=**")
    officer.looks()
    page.goto("/visits/today/")
    page.locator(".job-do", has_text="บันทึก").first.tap()
    page.wait_for_url("**/visits/new/?**")


def test_the_plan_is_narrowed_and_a_visit_excused_at_the_desk(at_the_desk):
    officer, page = at_the_desk, at_the_desk.page
    officer.signs_in("demo-officer")
    expect(page).to_have_url("/")
    page.goto("/visits/plan/?state=overdue")
    officer.looks()
    page.get_by_label("ระยะ", exact=True).select_option("after")
    page.wait_for_url("**phase=after**")
    before = Excuse.objects.count()
    page.get_by_role("link", name="ยกเว้น", exact=True).first.click()
    officer.looks()
    page.get_by_label("เหตุผล").fill("ไปทำงานต่างจังหวัดหนึ่งเดือน")
    page.get_by_role("button", name="ยกเว้นครั้งนี้").click()
    expect(page.get_by_text("ยกเว้นแล้ว หากไปติดตามได้ภายหลัง")).to_be_visible()
    assert Excuse.objects.count() == before + 1
    page.goto("/visits/excused/")
    officer.looks()
    page.get_by_role("row", name="ไปทำงานต่างจังหวัดหนึ่งเดือน").get_by_role("link", name="เอากลับมา").click()
    officer.looks()
    page.get_by_role("button", name="เอากลับมา").click()
    expect(page.get_by_text("เอากลับมาแล้ว")).to_be_visible()
    assert Excuse.objects.count() == before


def test_the_work_of_a_day_needs_no_script(without_script):
    officer, page = without_script, without_script.page
    officer.signs_in("demo-field1")
    page.get_by_role("link", name="ใกล้ฉัน").click()
    page.get_by_label("เริ่มจากหมู่บ้าน").select_option(index=1)
    page.get_by_role("button", name="เรียงจากหมู่บ้านนี้").click()
    expect(page.locator(".job-far").first).to_contain_text("กม.")
    page.get_by_text("กรองตามหมู่บ้าน").click()
    page.get_by_label("ระยะ").select_option("after")
    page.get_by_role("button", name="กรอง").click()
    expect(page.locator(".job").first).to_be_visible()
