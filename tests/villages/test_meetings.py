"""Meetings: who was there, what is asked once, and what they may no longer change once they have chosen people."""

import datetime

import pytest
from django.urls import reverse

from tests import factories as make
from tests.pages import page, post
from villages.models import Criterion, Meeting

pytestmark = pytest.mark.django_db


def noted(world, **changes):
    data = {"participation": world.participation.pk, "kind": "leaders", "held_on": "20/10/2561"}
    return data | changes


def test_the_total_left_blank_is_the_sum_of_the_parties_and_follows_them(client, world):
    data = noted(world, leaders_present="๘", sages_present="5", partners_present="0", names="นายหนึ่ง\nนายสอง")
    post(client, world.field, "villages:meeting_create", data=data)
    row = Meeting.objects.get(leaders_present=8)
    assert (row.attendees, row.households_present) == (13, None)
    mended = data | {"attendees": "13", "leaders_present": "9", "version": "1"}
    post(client, world.field, "villages:meeting_edit", row.pk, data=mended)
    row.refresh_from_db()
    assert row.attendees == 14


def test_a_meeting_of_which_nobody_was_counted_has_no_total_not_zero(client, world):
    post(client, world.field, "villages:meeting_create", data=noted(world, place="วัด"))
    row = Meeting.objects.get(place="วัด")
    assert row.attendees is None
    assert "ไม่ได้บันทึก" in page(client, world.field, "villages:meeting", row.pk)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"leaders_present": "9", "attendees": "8"}, "ผู้เข้าประชุมทั้งหมดต้องไม่น้อยกว่าผลรวมของแต่ละฝ่าย"),
        ({"leaders_present": "30000", "sages_present": "30000"}, "รวมกันมากเกินไป"),
        ({"held_on": "31 ก.พ. 2561"}, "วันที่ประชุม"),
        ({"leaders_present": "สิบ"}, "ผู้นำชุมชน (คน)"),
    ],
)
def test_each_rule_of_a_meeting_speaks_through_the_form(client, world, changes, sentence):
    answer = post(client, world.field, "villages:meeting_create", data=noted(world, place="วัด", **changes))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Meeting.objects.filter(place="วัด").exists()


def test_a_day_outside_the_plans_year_is_asked_about_once(client, world):
    data = noted(world, held_on="1/10/2562", place="วัด")
    told = post(client, world.field, "villages:meeting_create", data=data).content.decode()
    assert "อยู่นอกปีงบประมาณ 2562 ของแผน" in told
    assert not Meeting.objects.filter(place="วัด").exists()
    post(client, world.field, "villages:meeting_create", data=data | {"confirm": "year"})
    row = Meeting.objects.get(place="วัด")
    again = data | {"place": "ศาลา", "version": "1"}
    assert post(client, world.field, "villages:meeting_edit", row.pk, data=again).status_code == 302


def test_a_planned_meeting_says_when_choosing_begins(client, world):
    coming = make.MeetingFactory(participation=world.participation, held_on=datetime.date(2100, 1, 1))
    told = page(client, world.field, "villages:meeting", coming.pk)
    assert "ยังไม่ถึงวันประชุม" in told
    assert reverse("sages:choose", args=[coming.pk]) not in told


@pytest.mark.parametrize(("kind", "name"), [("leaders", "sages:choose"), ("team", "households:choose")])
def test_the_next_thing_to_do_is_the_meetings_choice(client, world, kind, name):
    meeting = make.MeetingFactory(participation=world.participation, kind=kind)
    assert reverse(name, args=[meeting.pk]) in page(client, world.field, "villages:meeting", meeting.pk)
    assert reverse(name, args=[meeting.pk]) not in page(client, world.viewer, "villages:meeting", meeting.pk)


def test_a_meeting_tells_whom_it_chose_and_by_how_many_criteria(client, world):
    world.lead.meeting = world.meeting
    world.lead.save()
    make.CriterionFactory(plan=world.plan, subject="sage")
    told = page(client, world.field, "villages:meeting", world.meeting.pk)
    assert "ผ่าน 1/3 ข้อ ยังไม่ตอบ 2 ข้อ" in told
    assert f"{world.sage.get_absolute_url()}#selection" in told


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "team"}, "จึงเปลี่ยนประเภทไม่ได้"),
        ({"participation": "beside"}, "จึงเปลี่ยนหมู่บ้านไม่ได้"),
        ({"held_on": "1/1/2643", "confirm": "year"}, "วันที่ประชุมจึงต้องไม่เป็นวันในอนาคต"),
    ],
)
def test_a_meeting_that_has_chosen_people_stays_what_it_was(client, world, changes, sentence):
    world.lead.meeting = world.meeting
    world.lead.save()
    beside = make.ParticipationFactory(
        village=make.VillageFactory(subdistrict=world.village.subdistrict, moo=9), plan=world.plan
    )
    data = noted(world, version="1") | {
        name: beside.pk if value == "beside" else value for name, value in changes.items()
    }
    told = post(client, world.field, "villages:meeting_edit", world.meeting.pk, data=data)
    assert sentence in told.content.decode()
    row = Meeting.objects.get(pk=world.meeting.pk)
    assert (row.kind, row.participation, row.held_on) == (
        "leaders",
        world.participation,
        world.meeting.held_on,
    )


def test_a_criterion_that_was_answered_is_kept_and_says_so(client, world):
    criterion = Criterion.objects.filter(plan=world.plan, subject="sage").first()
    client.force_login(world.officer)
    url = reverse("villages:criterion_remove", args=[criterion.pk])
    for answer in (client.get(url, follow=True), client.post(url, follow=True)):
        assert "ไม่ได้ เพราะใช้คัดเลือกไปแล้ว" in answer.content.decode()
    assert Criterion.objects.filter(pk=criterion.pk).exists()


def test_whom_a_criterion_is_asked_of_stays_as_it_was(client, world):
    criterion = Criterion.objects.filter(plan=world.plan, subject="sage").first()
    data = {"subject": "household", "text": "เก่ง", "order": "1", "version": "1"}
    post(client, world.officer, "villages:criterion_edit", criterion.pk, data=data)
    criterion.refresh_from_db()
    assert (criterion.subject, criterion.text) == ("sage", "เก่ง")


def test_a_plan_tells_who_signs_and_when_a_course_is_completed(client, world):
    world.plan.signer_name, world.plan.completion_percent = "นายลงนาม ตัวอย่าง", 75
    world.plan.save()
    told = page(client, world.officer, "villages:plan", world.plan.pk)
    for words in ("นายลงนาม ตัวอย่าง", "เกณฑ์ผ่านการอบรม (ร้อยละของวัน)", "75", "ใช้เลขไทยในเอกสาร"):
        assert words in told
    told = page(client, world.officer, "villages:plan_edit", world.plan.pk)
    for name in ("completion_percent", "signer_name", "signer_position", "has_thai_digits"):
        assert f'name="{name}"' in told
