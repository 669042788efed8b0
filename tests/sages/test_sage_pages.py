"""The sages' pages: lists and filters, the ladder, seats in teams, and what stays masked."""

import datetime

import pytest
from django.urls import reverse

from sages.models import Sage, TeamMember
from tests import factories as make
from tests.pages import page, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def sage(world):
    world.sage.phone = "0812345678"
    world.sage.seal_citizen_id("1101700207030")
    world.sage.save()
    return world.sage


def test_a_neighbours_sage_is_not_found_and_in_no_list(client, world):
    page(client, world.officer, "sages:detail", world.neighbour_sage.pk, status=404)
    page(client, world.officer, "sages:edit", world.neighbour_sage.pk, status=404)
    page(client, world.officer, "sages:seat_edit", world.neighbour_lead.pk, status=404)
    page(client, world.officer, "sages:of_village", world.neighbour_village.pk, status=404)
    told = page(client, world.field, "sages:list")
    assert str(world.sage) in told
    assert str(world.other_sage) not in told
    assert str(world.neighbour_sage) not in told


@pytest.mark.parametrize("who", ["admin", "chief", "officer", "field", "viewer", "auditor"])
def test_every_role_reads_and_field_and_district_write(client, world, who):
    user = getattr(world, who)
    status = 200 if who in ("chief", "officer", "field") else 403
    told = page(client, user, "sages:detail", world.sage.pk)
    assert ("เพิ่มเข้าทีมวิทยากร" in told) == (status == 200)
    assert (">ประวัติ<" in told) == (who != "viewer")
    for name, *args in (("create",), ("edit", world.sage.pk), ("seat_create",), ("seat_edit", world.lead.pk)):
        page(client, user, f"sages:{name}", *args, status=status)


def test_the_citizen_id_and_the_phone_are_masked_everywhere(client, world, sage):
    pages = [
        page(client, world.officer, "sages:list"),
        page(client, world.officer, "sages:detail", sage.pk),
        page(client, world.officer, "sages:edit", sage.pk),
    ]
    assert not any("1101700207030" in told for told in pages)
    assert "X-XXXX-XXXX7-03-0" in pages[1]
    assert "08X-XXX-5678" in pages[0]
    assert "0812345678" not in pages[0]
    assert 'href="tel:0812345678"' in pages[1]


def test_the_ladder_tells_how_far_a_sage_has_come(client, world):
    world.lead.meeting, world.lead.joined_on = world.meeting, datetime.date(2018, 11, 5)
    world.lead.save()
    world.sage.course_passed, world.sage.course_ends_on = True, datetime.date(2018, 11, 30)
    world.sage.course_centre, world.sage.course_round = "ศูนย์ศึกษาและพัฒนาชุมชนยะลา", "3"
    world.sage.save()
    world.session.trainers.add(world.lead)
    preparing = make.SessionFactory(participation=world.participation, kind="team")
    make.AttendanceFactory(session=preparing, enrolment=None, team_member=world.lead)
    told = page(client, world.officer, "sages:detail", world.sage.pk)
    for words in (
        "ที่ประชุมคัดเลือก 20 ต.ค. 2561",
        "มา 1 จาก 3 วัน",
        "หัวหน้าทีม ปี 2562 ตั้งแต่ 5 พ.ย. 2561",
        "ผ่าน · ศูนย์ศึกษาและพัฒนาชุมชนยะลา · รุ่น 3 · 30 พ.ย. 2561",
        "1 ครั้ง",
        "1 ครัวเรือน",
    ):
        assert words in told
    assert f"{reverse('households:list')}?coach={world.lead.pk}&amp;year=2562" in told


def test_a_sage_of_no_team_has_a_ladder_still_to_climb_without_the_leads_course(client, world):
    lone = make.SageFactory(village=world.village)
    told = page(client, world.officer, "sages:detail", lone.pk)
    for words in ("ยังไม่ระบุการประชุม", "ยังไม่อยู่ในทีม", "ยังไม่เคยอยู่ในทีมวิทยากร"):
        assert words in told
    steps = told[told.index('class="steps"') : told.index("</ol>", told.index('class="steps"'))]
    assert "หลักสูตรวิทยากรผู้นำสัมมาชีพ" not in steps
    lead = page(client, world.officer, "sages:detail", world.sage.pk)
    assert "ยังไม่ได้อบรม" in lead
    assert "หัวหน้าทีม ปี 2562 รอยืนยันเข้าทีม" in lead


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "นำ สมาชิก ลำพัง"),
        ({"team": "any"}, "นำ สมาชิก"),
        ({"team": "lead"}, "นำ"),
        ({"team": "member"}, "สมาชิก"),
        ({"team": "none"}, "ลำพัง"),
        ({"team": "any", "year": "2561"}, ""),
        ({"course": "passed"}, "ลำพัง"),
        ({"q": "เลี้ยงผึ้ง"}, "ลำพัง"),
        ({"q": "นายนำ"}, "นำ"),
        ({"area": "90010209"}, "ลำพัง"),
    ],
)
def test_each_filter_finds_its_sages(client, world, query, found):
    for row in (world.sage, make.TeamMemberFactory(participation=world.participation).sage):
        row.first_name = "นำ" if row == world.sage else "สมาชิก"
        row.save()
    make.SageFactory(
        village=make.VillageFactory(subdistrict=world.village.subdistrict, moo=9),
        first_name="ลำพัง",
        expertise="เลี้ยงผึ้ง",
        course_passed=True,
    )
    told = page(client, world.field, "sages:list", **{"year": "2562"} | query)
    assert [name for name in ("นำ", "สมาชิก", "ลำพัง") if f">นาย{name} ตัวอย่าง<" in told] == found.split()


def new_sage(world, **changes):
    return {
        "prefix": "นาย",
        "first_name": "ใหม่",
        "last_name": "ตัวอย่าง",
        "village": world.village.pk,
        "expertise": "ทอผ้า",
    } | changes


def test_a_sage_is_added_with_thai_digits_and_an_id_kept_sealed(client, world):
    data = new_sage(
        world, citizen_id="๑-๑๐๑๗-๐๐๒๐๗-๐๓-๐", phone="๐๘๑ ๒๓๔ ๕๖๗๘", birth_on="๑ ม.ค. ๒๕๐๐", years="๓๐"
    )
    answer = post(client, world.field, "sages:create", data=data)
    row = Sage.objects.get(first_name="ใหม่")
    assert answer["Location"] == row.get_absolute_url()
    assert (row.nid_last4, row.phone, row.years) == ("7030", "0812345678", 30)
    assert row.birth_on == datetime.date(1957, 1, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"citizen_id": "1101700207030"}, "เลขประจำตัวประชาชนนี้มีในทะเบียนแล้ว"),
        ({"citizen_id": "1101700207031"}, "เลขประจำตัวประชาชนไม่ถูกต้อง โปรดตรวจสอบกับบัตรประชาชน"),
        ({"years": "91"}, "ประสบการณ์ต้องไม่เกิน 90 ปี"),
        (
            {"course_starts_on": "5/11/2561", "course_ends_on": "4/11/2561"},
            "วันสิ้นสุดการอบรมต้องไม่มาก่อนวันเริ่มอบรม",
        ),
        ({"first_name": ""}, "กรุณากรอกชื่อ"),
        ({"village": ""}, "กรุณาเลือกหมู่บ้าน"),
    ],
)
def test_each_rule_of_a_sage_speaks_through_the_form(client, world, sage, changes, sentence):
    answer = post(client, world.officer, "sages:create", data=new_sage(world, **changes))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Sage.objects.filter(first_name="ใหม่").exists()


def test_a_neighbours_village_can_not_be_chosen(client, world):
    data = new_sage(world, village=world.neighbour_village.pk)
    answer = post(client, world.officer, "sages:create", data=data).content.decode()
    assert "หมู่บ้านที่เลือกไม่มีในรายการของท่าน โปรดเลือกใหม่" in answer
    assert world.neighbour_village.name not in answer


def seat(world, **changes):
    lone = make.SageFactory(village=world.village)
    return {"sage": lone.pk, "participation": world.participation.pk, "role": "member"} | changes


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": "lead"}, "ทีมนี้มีหัวหน้าทีมแล้ว"),
        ({"sage": "seated"}, "ปราชญ์คนนี้อยู่ในทีมวิทยากรของปีนี้แล้ว"),
        ({"joined_on": "5/11/2561", "left_on": "4/11/2561"}, "วันที่ออกจากทีมต้องไม่มาก่อนวันที่เข้าทีม"),
        ({"meeting": "other"}, "การประชุมนี้เป็นของหมู่บ้านหรือปีอื่น"),
    ],
)
def test_each_rule_of_a_seat_speaks_through_the_form(client, world, changes, sentence):
    known = {"seated": world.other_sage.pk, "other": world.other_meeting.pk}
    data = seat(world, **{key: known.get(value, value) for key, value in changes.items()})
    answer = post(client, world.officer, "sages:seat_create", data=data)
    assert sentence in answer.content.decode()
    assert TeamMember.objects.visible_to(world.officer).count() == 2


def test_a_seat_added_from_a_village_leads_back_to_it(client, world):
    data = seat(world, joined_on="5 พ.ย. 2561")
    answer = post(client, world.field, "sages:seat_create", data=data, participation=world.participation.pk)
    assert answer["Location"] == world.village.get_absolute_url()
    assert str(Sage.objects.get(pk=data["sage"])) in page(
        client, world.field, "sages:of_village", world.village.pk, year=2562
    )


def test_whose_seat_it_is_can_not_be_changed_afterwards(client, world):
    lone = make.SageFactory(village=world.village)
    data = {"sage": lone.pk, "participation": world.other_participation.pk, "role": "member", "version": 1}
    post(client, world.officer, "sages:seat_edit", world.lead.pk, data=data)
    row = TeamMember.objects.get(pk=world.lead.pk)
    assert (row.sage, row.participation, row.role) == (world.sage, world.participation, "member")


def test_two_edits_of_a_citizen_id_ask_without_showing_either(client, world, sage):
    data = new_sage(
        world, first_name=sage.first_name, expertise=sage.expertise, citizen_id="3102100000008", version=1
    )
    fresh = Sage.objects.get(pk=sage.pk)
    fresh.seal_citizen_id("1234567890121")
    fresh.version = 2
    fresh.save()
    told = post(client, world.officer, "sages:edit", sage.pk, data=data).content.decode()
    assert "choose-citizen_id" in told
    assert "1234567890121" not in told
    kept = data | {"version": 2, "asked": "citizen_id", "choose-citizen_id": "now", "phone": sage.phone}
    assert post(client, world.officer, "sages:edit", sage.pk, data=kept).status_code == 302
    assert Sage.objects.get(pk=sage.pk).nid_last4 == "0121"


def test_an_id_that_another_changed_is_not_forgotten_by_one_who_saw_the_old_one(client, world, sage):
    fresh = Sage.objects.get(pk=sage.pk)
    fresh.seal_citizen_id("1234567890121")
    fresh.version = 2
    fresh.save()
    data = new_sage(world, first_name=sage.first_name, expertise=sage.expertise, phone=sage.phone)
    data |= {"forget_citizen_id": "on", "version": 1}
    assert (
        "choose-citizen_id" in post(client, world.officer, "sages:edit", sage.pk, data=data).content.decode()
    )
    kept = data | {"version": 2, "asked": "citizen_id", "choose-citizen_id": "now"}
    post(client, world.officer, "sages:edit", sage.pk, data=kept)
    assert Sage.objects.get(pk=sage.pk).nid_last4 == "0121"
