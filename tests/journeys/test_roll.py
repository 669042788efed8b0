"""The roll of a day: with one thumb on a phone, by keyboard at the desk, and where no script runs."""

import re

import pytest
from playwright.sync_api import expect

from sammachip.lib import fiscal
from training.models import Attendance, Session

pytestmark = pytest.mark.browser


@pytest.fixture
def session(office):
    """A training of the demo that is over, with nothing noted on its first day."""
    held = Session.objects.for_households().filter(ends_on__lt=fiscal.today(), kind="training").first()
    held.attendances.filter(on=held.starts_on).delete()
    return held


def noted(session):
    rows = Attendance.objects.filter(session=session, on=session.starts_on)
    return sorted((row.enrolment.called, row.status, row.substitute) for row in rows.with_names())


def test_one_thumb_calls_the_roll_on_a_phone(with_a_phone, session):
    officer, page = with_a_phone, with_a_phone.page
    officer.signs_in("demo-officer")
    page.goto(session.get_absolute_url())
    officer.looks()
    page.get_by_role("link", name="เช็กชื่อ วันที่ 1").tap()
    count = session.invitations.count()
    counter = page.locator(".roll-count")
    expect(counter).to_contain_text(f"0 / {count} มา ยังไม่เช็ก {count}")
    lines = page.locator("[data-line]")
    lines.nth(0).get_by_role("radio", name="ขาด").tap()
    lines.nth(1).get_by_role("radio", name="สาย").tap()
    expect(counter).to_contain_text(f"1 / {count} มา ยังไม่เช็ก {count - 2}")
    officer.looks()
    page.get_by_role("button", name="ที่เหลือมาทุกคน").tap()
    expect(counter).to_contain_text(f"{count - 1} / {count} มา")
    expect(page.get_by_role("button", name=re.compile("มาทุกคน|มาครบ"))).to_be_hidden()
    lines.nth(1).locator("summary").tap()
    lines.nth(1).get_by_label("ชื่อผู้มาแทน").fill("ลูกสาว")
    lines.nth(2).locator("summary").tap()
    lines.nth(2).get_by_label("ล้าง กลับเป็นยังไม่เช็ก").check()
    expect(counter).to_contain_text(f"{count - 2} / {count} มา ยังไม่เช็ก 1")
    officer.looks()
    page.get_by_role("button", name="บันทึกการเช็กชื่อ").tap()
    expect(page.locator("#messages")).to_contain_text(f"แล้ว {count - 1} คน")
    expect(counter).to_contain_text(f"{count - 2} / {count} มา")
    assert [(status, substitute) for _, status, substitute in noted(session)].count(("late", "ลูกสาว")) == 1
    assert len(noted(session)) == count - 1
    officer.looks()


def test_the_keyboard_calls_the_roll_and_each_group_bears_its_persons_name(at_the_desk, session):
    officer, page = at_the_desk, at_the_desk.page
    officer.signs_in("demo-officer")
    page.goto(f"{session.get_absolute_url()}roll/1/")
    first = page.locator("[data-line]").first
    name = first.locator(".roll-name").inner_text()
    group = page.get_by_role("radiogroup", name=name)
    group.get_by_role("radio", name="มา", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name="สาย")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("หลานสาว")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("แล้ว 1 คน")
    assert noted(session) == [(name, "late", "หลานสาว")]


def test_a_roll_is_called_without_script(without_script, session):
    page = without_script.page
    without_script.signs_in("demo-officer")
    page.goto(f"{session.get_absolute_url()}roll/1/")
    count = session.invitations.count()
    page.locator("[data-line]").first.get_by_role("radio", name="ขาด").click()
    page.get_by_role("button", name="มาครบทุกคน").click()
    expect(page.locator(".roll-count")).to_contain_text(f"{count - 1} / {count} มา")
    assert [status for _, status, _ in noted(session)].count("present") == count - 1
