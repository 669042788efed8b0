"""A visit on a phone: from the household's page to a stored visit in a few taps, and where no script runs."""

import sys
import time

import pytest
from playwright.sync_api import expect

from households.models import Enrolment
from monitoring.models import Visit
from sammachip.lib import fiscal

pytestmark = pytest.mark.browser
MOST_TAPS = 8


@pytest.fixture
def enrolment(office):
    """A household of the demo whom nobody has been to today, in a village that was trained."""
    today = fiscal.today()
    rows = Enrolment.objects.standing().in_year(fiscal.FiscalYear.of(today).year)
    trained = rows.filter(participation__sessions__ends_on__lt=today, incomes__source="register")
    return trained.exclude(visits__visited_on=today).select_related("household").order_by("pk").first()


class Thumb:
    """Taps, counted; typing with the phone's keyboard is not."""

    def __init__(self):
        self.taps, self.began = 0, time.monotonic()

    def taps_on(self, place):
        place.tap()
        self.taps += 1

    @property
    def seconds(self):
        return time.monotonic() - self.began


def test_one_thumb_writes_a_visit(with_a_phone, enrolment):
    officer, page, thumb = with_a_phone, with_a_phone.page, Thumb()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 7.1412, "longitude": 100.5958, "accuracy": 12})
    officer.signs_in("demo-officer")
    page.goto(enrolment.household.get_absolute_url())
    officer.looks()
    thumb = Thumb()
    thumb.taps_on(page.get_by_role("link", name="บันทึกการติดตาม"))
    expect(page.locator("[data-locate]")).to_have_text("7.1412, 100.5958 (±12 ม.)")
    thumb.taps_on(page.locator(".chips .form-check", has_text="ทำต่อเนื่อง"))
    thumb.taps_on(page.get_by_label("รายได้จากสัมมาชีพ"))
    page.keyboard.type("6900")
    expect(page.locator(".income-line output")).to_contain_text("ก่อนอบรม")
    thumb.taps_on(page.locator(".problem-kinds .form-check").first)
    thumb.taps_on(page.get_by_role("button", name="บันทึก", exact=True))
    expect(page.locator("#messages")).to_contain_text("บันทึกการติดตามแล้ว")
    sys.stdout.write(f"\na visit: {thumb.taps} taps, {thumb.seconds:.1f} s of a scripted thumb\n")
    officer.looks()
    visit = Visit.objects.filter(enrolment=enrolment, visited_on=fiscal.today()).get()
    assert (visit.income.amount, visit.practice, visit.problems.count()) == (6900, "practising", 1)
    assert (str(visit.latitude), visit.accuracy) == ("7.141200", 12)
    assert thumb.taps <= MOST_TAPS
    page.goto(f"/visits/new/?enrolment={enrolment.pk}")
    officer.looks()
    for summary in page.locator("details.fold summary").all():
        summary.tap()
    officer.looks()
    page.get_by_label("สิ่งที่พบ").fill("พิมพ์ค้างไว้")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="บันทึก", exact=True).tap()
    page.wait_for_url("**/login/**")
    form = page.locator("form", has=page.locator("input[value='demo-officer']"))
    form.get_by_role("button").tap()
    expect(page.get_by_label("สิ่งที่พบ")).to_have_value("พิมพ์ค้างไว้")
    expect(page.locator("[data-brought-back]")).to_be_visible()
    officer.looks()
    page.get_by_role("button", name="บันทึก", exact=True).tap()
    expect(page.get_by_role("button", name="ไม่ใช่ เพิ่มในบันทึกเดิม")).to_be_visible()
    officer.looks()


def test_a_visit_is_written_without_script(without_script, enrolment):
    page = without_script.page
    without_script.signs_in("demo-officer")
    page.goto(f"/visits/new/?enrolment={enrolment.pk}")
    expect(page.locator(".visit")).to_contain_text("ก่อนอบรม")
    page.get_by_label("ทำบ้าง").check()
    page.get_by_label("รายได้จากสัมมาชีพ").fill("๕,๐๐๐")
    kind = page.locator(".problem-kind").first
    kind.locator("input[type=checkbox]").check()
    kind.locator("input[type=text]").first.fill("ขายไม่ออก")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("บันทึกการติดตามแล้ว")
    visit = Visit.objects.filter(enrolment=enrolment, visited_on=fiscal.today()).get()
    assert (visit.income.amount, visit.problems.get().text, visit.latitude) == (5000, "ขายไม่ออก", None)
