"""The sessions' pages: the roll day by day, the turnout, and what was given on these days."""

import datetime

import pytest
from django.urls import reverse

from tests import factories as make
from tests.pages import page

pytestmark = pytest.mark.django_db


def test_a_neighbours_session_is_not_found_and_in_no_list(client, world):
    page(client, world.officer, "training:detail", world.neighbour_session.pk, status=404)
    page(client, world.officer, "training:of_village", world.neighbour_village.pk, status=404)
    told = page(client, world.field, "training:list", year=2562)
    assert reverse("training:detail", args=[world.session.pk]) in told
    assert reverse("training:detail", args=[world.other_session.pk]) not in told


@pytest.mark.parametrize("who", ["admin", "chief", "officer", "field", "viewer", "auditor"])
def test_every_role_reads(client, world, who):
    page(client, getattr(world, who), "training:detail", world.session.pk)
    page(client, getattr(world, who), "training:of_village", world.village.pk, year=2562)


def test_the_roll_tells_who_came_on_which_day_and_that_no_entry_is_not_absence(client, world):
    late = make.EnrolmentFactory(participation=world.participation, household__first_name="มาช้า")
    make.AttendanceFactory(
        session=world.session, enrolment=late, on=datetime.date(2018, 12, 12), status="late"
    )
    never = make.EnrolmentFactory(participation=world.participation, household__first_name="ไม่เคยมา")
    make.InvitationFactory(session=world.session, enrolment=never)
    make.EnrolmentFactory(participation=world.participation, household__first_name="ไม่ได้เชิญ")
    told = page(client, world.officer, "training:detail", world.session.pk)
    assert "11–13 ธ.ค. 2561" in told
    for words in ("มาช้า", "ไม่เคยมา", "มาสาย", "ไม่มีบันทึก"):
        assert words in told
    assert ">ไม่มา<" not in told
    assert "ไม่ได้เชิญ" not in told
    listed = page(client, world.officer, "training:list", year=2562)
    assert "2/3" in listed


def test_a_session_for_the_team_counts_trainers(client, world):
    session = make.SessionFactory(participation=world.participation, kind="team", title="เตรียมทีม")
    make.AttendanceFactory(session=session, enrolment=None, team_member=world.lead)
    told = page(client, world.officer, "training:detail", session.pk)
    assert str(world.sage) in told
    assert str(world.household) not in told
    assert "1/1" in page(client, world.field, "training:list", year=2562, kind="team")


def test_inputs_given_elsewhere_are_left_out(client, world):
    make.InputSupportFactory(
        enrolment=world.enrolment,
        session=world.session,
        item="สีย้อม",
        received_on=datetime.date(2018, 12, 13),
    )
    make.InputSupportFactory(
        enrolment=world.other_enrolment, item="ของที่อื่น", received_on=datetime.date(2018, 12, 13)
    )
    told = page(client, world.officer, "training:detail", world.session.pk)
    assert "สีย้อม" in told
    assert "1,450 บาท" in told
    assert "ของที่อื่น" not in told
    assert "กระจูด 20" not in told


def test_a_year_without_sessions_says_where_they_come_from(client, world):
    assert "ปีนี้ยังไม่มีการอบรม" in page(client, world.officer, "training:list", year=2550)


def test_a_part_of_a_page_for_htmx_and_a_page_of_its_own_without_script(client, world):
    client.force_login(world.officer)
    url = reverse("training:of_village", args=[world.village.pk])
    client.get(url, {"year": 2562})
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "อบรมจักสานกระจูด" in part
    assert "<html" not in part
    assert "<html" in client.get(url).content.decode()
