"""Reminders: sent once however often the command runs, made good where one failed, and never with anyone's name."""

import datetime
import re
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from groups.models import OccupationGroup
from households.models import Household
from monitoring.digests import kinds_of, message_for
from monitoring.models import Digest, Problem, Visit
from sages.models import Sage
from tests import factories as make
from tests.pages import page, queries
from training.models import Session
from villages.models import SupportPerson, VisitRule

pytestmark = pytest.mark.django_db
DAY = datetime.date(2019, 1, 16)  # a Wednesday


@pytest.fixture(autouse=True)
def with_an_address(settings):
    settings.PUBLIC_URL = "https://office.example"


@pytest.fixture
def mailed(world):
    for user in (world.field, world.officer, world.chief):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@office.example")
    return world


def run(*args):
    out = StringIO()
    call_command("digest", *args, stdout=out, stderr=out)
    return out.getvalue()


def told(user, kind="daily", on=DAY):
    return message_for(User.objects.get(pk=user.pk), kind, on).text


def test_run_twice_sends_once(mailed, mailoutbox):
    run("daily")
    assert sorted(mail.to[0] for mail in mailoutbox) == ["field@office.example", "officer@office.example"]
    assert Digest.objects.get(user=mailed.field).sent_at is not None
    assert "field: ทำไปแล้ว ไม่ส่งซ้ำ" in run("daily")
    assert len(mailoutbox) == 2
    run("daily", "--on", "2019-01-17")
    assert len(mailoutbox) == 4


def test_a_run_that_died_is_made_good_after_an_hour_and_not_before(mailed, mailoutbox):
    now = datetime.datetime(2019, 1, 16, 3, tzinfo=datetime.UTC)
    make.DigestFactory(user=mailed.field, for_on=DAY, taken_at=now, text="เดิม")
    with time_machine.travel(now + datetime.timedelta(minutes=59)):
        run("daily", "--user", "field")
        assert mailoutbox == []
    with time_machine.travel(now + datetime.timedelta(minutes=61)):
        run("daily", "--user", "field")
        run("daily", "--user", "field")
    assert [mail.body for mail in mailoutbox] == [Digest.objects.get(user=mailed.field).text] != ["เดิม"]


def test_a_mailbox_that_fails_keeps_nobody_else_from_theirs_and_is_tried_again(mailed, mailoutbox):
    User.objects.filter(pk=mailed.field.pk).update(email="field@office.example\nBcc: x@y.example")
    with pytest.raises(CommandError, match="ส่งไม่ได้ 1 จาก 3 คน: field"):
        run("daily")
    assert [mail.to for mail in mailoutbox] == [["officer@office.example"]]
    assert Digest.objects.get(user=mailed.field).sent_at is None
    User.objects.filter(pk=mailed.field.pk).update(email="field@office.example")
    run("daily")
    assert [mail.to[0] for mail in mailoutbox] == ["officer@office.example", "field@office.example"]


def test_who_has_nothing_to_do_gets_nothing_and_the_command_says_so(world, mailoutbox):
    make.SubdistrictFactory(code="900104", district=world.village.subdistrict.district)
    idle = make.UserFactory(username="idle", role="field_officer", email="idle@office.example")
    make.PostingFactory(user=idle, area_code="900104")
    assert "idle: ไม่มีงาน ไม่ส่ง" in run("daily", "--user", "idle")
    assert mailoutbox == []
    assert not Digest.objects.exists()


def test_without_an_address_the_text_is_kept_for_the_page(world, client, mailoutbox):
    assert "field: ไม่มีอีเมล" in run("daily", "--user", "field")
    assert mailoutbox == []
    assert Digest.objects.get().text == told(world.field)
    assert "ไม่ได้ส่งอีเมล" in page(client, world.field, "monitoring:digest")


def test_a_weekly_reminder_goes_once_a_week_whichever_day_it_runs(mailed, mailoutbox):
    for day in ("2019-01-14", "2019-01-16", "2019-01-20"):
        run("weekly", "--on", day)
    assert [mail.to for mail in mailoutbox] == [["chief@office.example"]]
    assert Digest.objects.get().for_on == datetime.date(2019, 1, 14)
    run("weekly", "--on", "2019-01-21")
    assert len(mailoutbox) == 2


def test_a_dry_run_shows_the_texts_and_leaves_no_trace(mailed, mailoutbox):
    assert told(mailed.field) in run("daily", "--dry-run")
    assert mailoutbox == []
    assert not Digest.objects.exists()


@pytest.mark.parametrize(
    "args",
    [
        ["daily", "--user", "nobody"],
        ["daily", "--user", "chief"],
        ["daily", "--on", "31/02/2562"],
        ["monthly"],
    ],
    ids=["unknown user", "not for this role", "no such day", "no such kind"],
)
def test_what_cannot_be_meant_is_refused(world, args):
    with pytest.raises(CommandError):
        run(*args)
    assert not Digest.objects.exists()


def test_the_day_counts_whom_to_see_by_when(world):
    text = told(world.field)
    assert "- เกินกำหนด 1 ราย" in text
    assert "บ้านใกล้บ้าน ม.3 (1)" in text
    assert "ต่างตำบล" not in text
    VisitRule.objects.exclude(pk=world.rule.pk).update(is_used=False)
    make.VisitFactory(
        enrolment=world.enrolment, phase="after", visited_on=DAY, next_on="2019-01-18", visitor=world.field
    )
    text = told(world.field)
    assert "เกินกำหนด" not in text
    assert "- ครบกำหนดใน 7 วันข้างหน้า 1 ราย" in text


def test_advice_of_others_and_problems_that_are_due_are_told(world):
    Problem.objects.filter(pk=world.problem.pk).update(due_on=DAY)
    assert "- ปัญหาที่ถึงกำหนดแก้ไข 1 เรื่อง" in told(world.field)
    assert "- บันทึกที่มีคำแนะนำใหม่ 1 ครั้ง" in told(world.field)
    world.visit.advices.all().delete()
    assert "คำแนะนำ" not in told(world.field)


def test_the_week_tells_the_chief_of_areas_and_of_what_waits(world):
    text = told(world.chief, "weekly")
    assert "ติดตามแล้ว 0 จาก 6 ครั้ง (0%)" in text
    assert "พัฒนากร ต.เขารูปช้าง: 0 จาก 3 ครั้ง เกินกำหนด 3" in text
    assert "ไม่มีผู้รับผิดชอบ: 0 จาก 3 ครั้ง" in text
    assert "- รอรับทราบ 2 บันทึก" in text
    assert "- ปัญหาที่ยังไม่ปิด 2 เรื่อง: วัตถุดิบ 2" in text


def hide_names():
    """Give everyone, and every text that a person typed, a name that can be told from all other words."""
    for model in (Household, Sage, User):
        model.objects.update(first_name="ชื่อลับ", last_name="สกุลลับ")
    User.objects.update(position="ตำแหน่งของชื่อลับ")
    SupportPerson.objects.update(name="ชื่อลับ")
    OccupationGroup.objects.update(name="กลุ่มของชื่อลับ")
    Session.objects.update(title="อบรมโดยชื่อลับ")
    Problem.objects.update(text="ปัญหาของชื่อลับ", due_on=DAY)
    Visit.objects.update(met="ชื่อลับ", findings="พบชื่อลับ", promise="ชื่อลับจะทำ", next_on=DAY)


def test_no_text_holds_anyones_name(world):
    hide_names()
    users = [user for user in User.objects.all() if kinds_of(user)]
    assert {user.username for user in users} == {"chief", "field", "neighbour", "officer"}
    for user in users:
        for kind in kinds_of(user):
            message = message_for(user, kind, DAY)
            assert message.has_work
            assert "ลับ" not in message.text + message.subject
            assert "081" not in message.text


@pytest.mark.parametrize(
    ("name", "kind", "heading"), [("field", "daily", "งานวันนี้"), ("chief", "weekly", "เป้าหมายการติดตาม")]
)
def test_the_link_opens_its_page_after_signing_in(world, client, name, kind, heading):
    path = re.search(r"https://office\.example(/\S+)", told(getattr(world, name), kind))[1]
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={path}"
    client.force_login(getattr(world, name))
    assert f"<h1>{heading}</h1>" in client.get(path).content.decode()


def test_without_the_sites_address_the_text_says_where_to_look(world, settings):
    settings.PUBLIC_URL = ""
    assert "http" not in told(world.field)
    assert "งานวันนี้" in told(world.field)


def test_everyone_sees_their_own_reminders_alone(world, client):
    make.DigestFactory(user=world.officer, text="ของเจ้าหน้าที่อำเภอ")
    make.DigestFactory(user=world.field, text="ของพัฒนากร")
    seen = page(client, world.field, "monitoring:digest")
    assert "ของพัฒนากร" in seen
    assert "ของเจ้าหน้าที่อำเภอ" not in seen
    assert told(world.field).splitlines()[1] in seen
    assert "ไม่มีข้อความเตือนสำหรับบทบาทของท่าน" in page(client, world.unposted, "monitoring:digest")
    for user in (world.viewer, world.auditor):
        page(client, user, "monitoring:digest", status=403)


def test_who_answers_for_more_than_a_district_is_not_reminded(world):
    make.PostingFactory(user=world.chief, area_code="90")
    assert kinds_of(User.objects.get(pk=world.chief.pk)) == ()


@pytest.mark.parametrize("name", ["field", "chief"])
def test_the_page_asks_as_often_for_fifty_households_as_for_one(world, client, name):
    user = getattr(world, name)
    first = queries(client, user, "monitoring:digest")
    for _ in range(50):
        enrolment = make.EnrolmentFactory(participation=world.participation)
        make.VisitFactory(enrolment=enrolment, next_on="2019-01-15", visitor=world.field)
        make.ProblemFactory(enrolment=enrolment, due_on=DAY)
    assert queries(client, user, "monitoring:digest") == first
