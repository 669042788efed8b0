"""One village's training year as its officers live it: meeting, sages, course, team, households, plan, training, inputs, certificates."""

import datetime
import re

import pytest
import time_machine
from playwright.sync_api import expect

from reports import demo
from sammachip.lib import fiscal
from tests import factories as make
from training.models import Certificate, Session
from villages.models import Participation, Plan, Village

pytestmark = pytest.mark.browser

VILLAGE = "90010303"
NOON = datetime.datetime(2019, 3, 16, 5, tzinfo=datetime.UTC)
SAGES = [f"ปราชญ์{number}" for number in ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า")]


@pytest.fixture
def office(live_server):
    """The demo district in March 2562, with a village whose register of households was brought in and whose year begins."""
    with time_machine.travel(NOON, tick=True):
        demo.load(fiscal.today())
        make.PrincipleFactory()  # a journey before this one may have emptied the list that every install begins with
        plan = Plan.objects.get(fiscal_year=2562)
        Participation.objects.create(village_id=VILLAGE, plan=plan, kind="new")
        for number in range(1, 21):
            make.HouseholdFactory(
                village=Village.objects.get(pk=VILLAGE),
                first_name="ครัวเรือนตัวอย่าง",
                last_name=f"ก{number:02}",
                house_no=str(number),
            )
        yield live_server.url


def fill(page, **typed):
    for name, value in typed.items():
        page.locator(f"main form [name={name}]").fill(value)


def save(page):
    page.locator("main form .save-bar button[type=submit]").click()
    page.wait_for_load_state()


def test_a_village_goes_from_the_leaders_meeting_to_twenty_certificates(at_the_desk, with_a_phone):
    officer, page = at_the_desk, at_the_desk.page
    officer.signs_in("demo-officer")
    meet_leaders(officer, page)
    choose_sages(officer, page)
    pass_the_course(page)
    prepare_and_confirm_the_team(officer, page)
    choose_households(officer, page)
    match_coaches(officer, page)
    plan_the_year(officer, page)
    session = train(officer, page)
    call_the_roll(with_a_phone, session)
    give_inputs(officer, page, session)
    give_certificates(officer, page, session)
    look_back(officer, page)


def meet_leaders(officer, page):
    page.goto(f"/villages/{VILLAGE}/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="+ บันทึกการประชุม").click()
    page.locator("[name=kind]").select_option("leaders")
    fill(page, held_on="5/11/2561", place="ศาลาหมู่บ้าน", leaders_present="7", officers_present="1")
    fill(page, minutes="ที่ประชุมเห็นชอบคัดเลือกปราชญ์ชุมชน 5 คน", names="ผู้ใหญ่บ้านตัวอย่าง\nประธานกองทุนตัวอย่าง")
    officer.looks()
    save(page)
    expect(page.locator("main")).to_contain_text("7 คน")
    officer.looks()


def choose_sages(officer, page):
    page.get_by_role("link", name="คัดเลือกปราชญ์").first.click()
    for name in SAGES:
        page.get_by_role("link", name="เพิ่มปราชญ์ใหม่").first.click()
        fill(page, prefix="นาย", first_name="ตัวอย่าง", last_name=name, expertise="จักสานกระจูด")
        save(page)
    for name in SAGES:
        card = page.locator("section.choice", has_text=name)
        card.get_by_role("checkbox").first.check()
        card.get_by_role("button", name=re.compile("ผ่านทุกข้อ")).click()
    first = page.locator("section.choice", has_text=SAGES[0])
    first.locator("input[name^=role-][value=lead]").check()
    expect(page.locator("[data-ticked]")).to_have_text("5")
    officer.looks()
    save(page)
    officer.looks()


def pass_the_course(page):
    page.goto("/sages/")
    page.locator("input[name=q]:not(#seek)").fill(SAGES[0])
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile(SAGES[0])).first.click()
    page.get_by_role("link", name="แก้ไข", exact=True).first.click()
    page.locator("[name=course_passed]").check()
    fill(page, course_centre="ศูนย์ศึกษาและพัฒนาชุมชนนครศรีธรรมราช", course_round="2")
    fill(page, course_starts_on="19/11/2561", course_ends_on="22/11/2561")
    save(page)
    expect(page.locator(".steps")).to_contain_text("นครศรีธรรมราช")


def arrange(page, kind, title, first, last):
    part = Participation.objects.get(village=VILLAGE, plan__fiscal_year=2562)
    page.goto(f"/training/new/?participation={part.pk}&kind={kind}")
    fill(
        page, title=title, starts_on=first, ends_on=last, starts_at="9.00", ends_at="16.00", place="ศาลาหมู่บ้าน"
    )
    save(page)
    return Session.objects.get(participation=part, kind=kind, title=title)


def call_all(page, session, day):
    page.goto(f"/training/{session.pk}/roll/{day}/")
    page.get_by_role("button", name=re.compile("ทุกคน")).click()
    save(page)


def prepare_and_confirm_the_team(officer, page):
    team = arrange(page, "team", "เตรียมความพร้อมทีมวิทยากร", "26/11/2561", "27/11/2561")
    assert team.invitations.count() == 5
    for day in (1, 2):
        call_all(page, team, day)
    page.goto(f"/villages/{VILLAGE}/")
    page.wait_for_load_state("networkidle")
    page.locator("#team").get_by_role("link", name=re.compile("ยืนยัน|บทบาท")).first.click()
    for number in range(5):
        card = page.locator("section.choice").nth(number)
        card.get_by_role("button", name=re.compile("ผ่านทุกข้อ")).click()
        card.get_by_role("checkbox").check()
    fill(page, joined_on="28/11/2561")
    officer.looks()
    save(page)
    page.goto(f"/villages/{VILLAGE}/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#teaching")).to_contain_text(re.compile(r"ทีมวิทยากรครบ\s*1\s*/ 1"))


def choose_households(officer, page):
    part = Participation.objects.get(village=VILLAGE, plan__fiscal_year=2562)
    page.goto(f"/villages/meetings/new/?participation={part.pk}&kind=team")
    fill(page, held_on="3/12/2561", place="ศาลาหมู่บ้าน", sages_present="5")
    save(page)
    page.get_by_role("link", name="คัดเลือกครัวเรือน").first.click()
    cards = page.locator("section.choice")
    expect(cards).to_have_count(20)
    for number in range(20):
        card = cards.nth(number)
        card.get_by_role("checkbox").first.check()
        card.locator(".choice-trade").fill("จักสานกระจูด" if number % 3 else "ทำขนมพื้นบ้าน")
        card.get_by_role("button", name=re.compile("ผ่านทุกข้อ")).click()
    officer.looks()
    save(page)
    assert part.enrolments.standing().count() == 20


def match_coaches(officer, page):
    part = Participation.objects.get(village=VILLAGE, plan__fiscal_year=2562)
    page.goto(f"/households/coaches/{part.pk}/")
    officer.looks()
    save(page)
    assert part.enrolments.filter(coach=None).count() == 0
    assert {seat.coached.count() for seat in part.team.all()} == {4}


def plan_the_year(officer, page):
    part = Participation.objects.get(village=VILLAGE, plan__fiscal_year=2562)
    page.goto(f"/training/activities/new/?participation={part.pk}")
    fill(
        page, title="ฝึกอบรมอาชีพจักสาน", objective="ครัวเรือนมีอาชีพ", starts_on="10/12/2561", ends_on="14/12/2561"
    )
    fill(page, budget="๔๐,๐๐๐", target_group="ครัวเรือนเป้าหมาย 20 ครัวเรือน")
    page.get_by_label("พอประมาณ").check()
    officer.looks()
    save(page)
    expect(page.locator("main")).to_contain_text("40,000")
    expect(page.locator("main")).to_contain_text("พอประมาณ")
    officer.looks()


def train(officer, page):
    session = arrange(page, "training", "อบรมจักสานกระจูด", "11/12/2561", "13/12/2561")
    officer.looks()
    assert session.invitations.count() == 20
    assert session.teachings.count() == 5
    return session


def call_the_roll(field_officer, session):
    """On the phone in the hall: everyone, then one who is late, and one whom a relative stands in for."""
    page = field_officer.page
    field_officer.signs_in("demo-field2")
    for day in (1, 2, 3):
        page.goto(f"/training/{session.pk}/roll/{day}/")
        page.get_by_role("button", name=re.compile("ทุกคน")).tap()
        if day == 2:
            line = page.locator("[data-line]").first
            line.locator("input[value=late]").check()
            line.locator("summary").tap()
            line.get_by_label(re.compile("ผู้มาแทน")).fill("ลูกสาวตัวอย่าง")
        expect(page.locator("[data-came]")).to_have_text("20")
        field_officer.looks()
        save(page)
    assert session.attendances.came().count() == 60


def give_inputs(officer, page, session):
    page.goto(f"/training/{session.pk}/give/")
    fill(page, item="กระจูด", amount="20", unit="มัด", value="1,450", received_on="13/12/2561")
    officer.looks()
    save(page)
    assert session.inputs.count() == 20
    page.goto(f"/training/{session.pk}/")
    expect(page.locator("main")).to_contain_text("29,000 บาท")


def give_certificates(officer, page, session):
    page.goto(f"/training/{session.pk}/certify/")
    officer.looks()
    page.get_by_role("button", name="ออกวุฒิบัตร 20 ใบ").click()
    page.wait_for_load_state()
    assert Certificate.objects.filter(session=session).count() == 20
    officer.looks()
    with page.expect_download() as downloading:
        page.evaluate(f"location.href = '/training/{session.pk}/certificates/'")
    assert downloading.value.path().read_bytes().startswith(b"%PDF")


def look_back(officer, page):
    page.goto(f"/villages/{VILLAGE}/")
    page.wait_for_load_state("networkidle")
    told = page.locator("#teaching")
    expect(told).to_contain_text(re.compile(r"ครัวเรือนผ่านการอบรม\s*20\s*/ 20"))
    expect(told).to_contain_text(re.compile(r"ครัวเรือนได้วุฒิบัตร\s*20\s*/ 20"))
    expect(told).to_contain_text("100%")
    officer.looks()
    page.get_by_role("link", name=re.compile("ครัวเรือนตัวอย่าง ก01")).first.click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main")).to_contain_text("ประชุมทีมวิทยากร")
    expect(page.locator("main")).to_contain_text("วุฒิบัตร")
    officer.looks()
