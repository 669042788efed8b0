"""Sessions are made, mended and taken back, each rule in its own sentence."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from tests import factories as make
from tests.pages import page, post, queries
from training.models import Invitation, Session, Teaching

pytestmark = pytest.mark.django_db
TO_BE_HELD = {"starts_on": "11/1/2562", "ends_on": "13/1/2562", "starts_at": "09.00", "ends_at": "16.00"}


def typed(**changes):
    return {"title": "อบรมทำขนม", "place": "ศาลาประจำหมู่บ้าน"} | TO_BE_HELD | changes


def made(client, user, participation, kind="training", **changes):
    where = {"participation": participation.pk, "kind": kind}
    return post(client, user, "training:create", data=typed(**changes), **where)


def mended(client, user, session, **changes):
    data = typed(version=session.version, kind=session.kind) | changes
    return post(client, user, "training:edit", session.pk, data=data)


def fresh(**which):
    return Session.objects.get(**{"title": "อบรมทำขนม"} | which)


def test_the_first_step_asks_for_village_and_kind_and_a_link_that_says_both_skips_it(client, world):
    told = page(client, world.field, "training:create", year=2562)
    assert world.participation.choice_label in told
    assert world.other_participation.choice_label not in told
    assert "เชิญครัวเรือนเป้าหมายทุกครัวเรือน" in told
    unanswered = page(client, world.field, "training:create", participation="", kind="")
    assert "กรุณาเลือกหมู่บ้าน" in unanswered
    assert "กรุณาเลือกประเภทการอบรม" in unanswered
    half = page(client, world.field, "training:create", participation=world.participation.pk)
    assert f'value="{world.participation.pk}" selected' in half
    assert "กรุณา" not in half
    form = page(client, world.field, "training:create", participation=world.participation.pk, kind="practice")
    assert "วันเริ่ม" in form
    assert "ฝึกปฏิบัติ/สาธิต" in form


def test_a_kind_that_is_none_is_asked_again(client, world):
    where = {"participation": world.participation.pk, "kind": "party"}
    assert "ที่เลือกไม่มีในรายการ" in page(client, world.field, "training:create", **where)
    assert post(client, world.field, "training:create", data=typed(), **where).status_code == 200
    assert not Session.objects.filter(title="อบรมทำขนม").exists()


@pytest.mark.parametrize("participation", ["neighbour", "nonsense"])
def test_a_neighbours_village_is_not_found(client, world, participation):
    asked = world.neighbour_participation.pk if participation == "neighbour" else "12; drop"
    page(client, world.officer, "training:create", participation=asked, kind="training", status=404)
    data = typed()
    response = post(client, world.officer, "training:create", data=data, participation=asked, kind="training")
    assert response.status_code == 404


def test_a_neighbours_session_cannot_be_touched(client, world):
    for name in ("edit", "presence", "invite", "remove"):
        page(client, world.officer, f"training:{name}", world.neighbour_session.pk, status=404)
        data = typed(version=1)
        response = post(client, world.officer, f"training:{name}", world.neighbour_session.pk, data=data)
        assert response.status_code == 404
    assert Session.objects.filter(pk=world.neighbour_session.pk, version=1).exists()


@pytest.mark.parametrize("who", ["admin", "chief", "officer", "field", "viewer", "auditor"])
def test_field_and_district_write_and_the_others_read(client, world, who):
    user = getattr(world, who)
    status = 200 if who in ("chief", "officer", "field") else 403
    page(client, user, "training:create", status=status)
    for name in ("edit", "presence", "invite", "remove"):
        page(client, user, f"training:{name}", world.session.pk, status=status)
    for told in (
        page(client, user, "training:list"),
        page(client, user, "training:of_village", world.village.pk),
    ):
        assert ("จัดการอบรม" in told) == (status == 200)


def test_a_title_is_suggested_by_kind_and_by_what_most_households_want(client, world):
    make.EnrolmentFactory.create_batch(2, participation=world.participation, trade="ทำขนม")
    where = {"participation": world.participation.pk}
    assert 'value="อบรมทำขนม"' in page(client, world.field, "training:create", kind="training", **where)
    assert 'value="ศึกษาดูงานทำขนม"' in page(
        client, world.field, "training:create", kind="study_visit", **where
    )
    team = page(client, world.field, "training:create", kind="team", **where)
    assert 'value="เตรียมความพร้อมทีมวิทยากรสัมมาชีพชุมชน"' in team


def test_a_new_session_invites_all_standing_households_and_the_team_teaches_it(client, world):
    make.EnrolmentFactory(participation=world.participation)
    make.EnrolmentFactory(
        participation=world.participation, withdrawn_on="2018-12-01", withdrawn_reason="ย้ายบ้าน"
    )
    make.TeamMemberFactory(participation=world.participation)
    make.TeamMemberFactory(participation=world.participation, left_on="2018-12-01")
    client.force_login(world.field)
    url = reverse("training:create", query={"participation": world.participation.pk, "kind": "training"})
    told = client.post(url, typed(), follow=True).content.decode()
    session = fresh()
    assert (session.kind, session.starts_on, session.ends_at) == (
        "training",
        datetime.date(2019, 1, 11),
        datetime.time(16),
    )
    assert Invitation.objects.filter(session=session, enrolment__withdrawn_on=None).count() == 2
    assert Invitation.objects.filter(session=session).count() == 2
    assert Teaching.objects.filter(session=session, team_member__left_on=None).count() == 2
    assert Teaching.objects.filter(session=session).count() == 2
    assert "เชิญครัวเรือน 2 ครัวเรือน วิทยากร 2 คนแล้ว" in told
    assert f'href="{reverse("training:invite", args=[session.pk])}">ปรับรายชื่อ' in told
    for rows in (Session.history.filter(id=session.pk), Invitation.history.filter(session=session.pk)):
        assert {row.history_user for row in rows} == {world.field}


def test_a_preparation_of_the_team_invites_the_team_and_nobody_teaches_it(client, world):
    made(client, world.field, world.participation, kind="team")
    session = fresh()
    assert list(session.invitations.values_list("team_member", flat=True)) == [world.lead.pk]
    assert not session.teachings.exists()


def test_a_village_without_households_says_so(client, world):
    empty = make.ParticipationFactory(village__subdistrict=world.village.subdistrict, plan=world.plan)
    client.force_login(world.field)
    url = reverse("training:create", query={"participation": empty.pk, "kind": "training"})
    assert "ยังไม่มีครัวเรือนให้เชิญ" in client.post(url, typed(), follow=True).content.decode()


def test_one_day_leaves_its_last_day_out(client, world):
    made(client, world.field, world.participation, ends_on="")
    assert fresh().days == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts_on": ""}, "กรุณากรอกวันเริ่ม"),
        ({"title": ""}, "กรุณากรอกเรื่อง"),
        ({"starts_on": "31/2/2562"}, "ไม่มีวันที่ 31/2/2562"),
        ({"ends_on": "10/1/2562"}, "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
        ({"ends_on": "11/1/2563"}, "ไม่เกิน 31 วัน แต่ช่วงที่กรอกยาว 366 วัน"),
        ({"ends_at": "08.30"}, "เวลาเลิกต้องอยู่หลังเวลาเริ่ม"),
        ({"starts_at": "เก้าโมง"}, "ไม่ใช่เวลา"),
        ({"title": "ก" * 151}, "ยาวเกินไป"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_nothing_is_written(client, world, changes, sentence):
    before = Invitation.objects.count()
    response = made(client, world.field, world.participation, **changes)
    assert response.status_code == 200
    told = response.content.decode()
    assert sentence in told
    assert "ศาลาประจำหมู่บ้าน" in told
    assert not Session.objects.filter(title="อบรมทำขนม").exists()
    assert Invitation.objects.count() == before


def test_thirty_one_days_are_taken(client, world):
    made(client, world.field, world.participation, ends_on="10/2/2562")
    assert fresh().days == 31


def test_days_outside_the_plans_year_are_asked_once(client, world):
    outside = {"starts_on": "29/9/2562", "ends_on": "1/10/2562"}
    asked = made(client, world.field, world.participation, **outside).content.decode()
    assert "อยู่นอกปีงบประมาณ 2562" in asked
    assert not Session.objects.filter(title="อบรมทำขนม").exists()
    made(client, world.field, world.participation, confirm="year", **outside)
    session = fresh()
    assert mended(client, world.field, session, place="วัด", **outside).status_code == 302
    assert fresh().place == "วัด"


def test_only_activities_of_the_village_are_offered(client, world):
    where = {"participation": world.participation.pk, "kind": "training"}
    other = make.ActivityFactory(participation=world.other_participation)
    told = page(client, world.officer, "training:create", activity=world.activity.pk, **where)
    assert f'value="{world.activity.pk}" selected' in told
    assert str(other.pk) not in told
    refused = made(client, world.officer, world.participation, activity=other.pk).content.decode()
    assert "ไม่มีในรายการ" in refused
    made(client, world.officer, world.participation, activity=world.activity.pk)
    assert fresh().activity == world.activity


def test_a_day_with_a_roll_stays_among_the_days(client, world):
    refused = mended(client, world.field, world.session, starts_on="12/12/2561", ends_on="13/12/2561")
    assert "วันที่ 11 ธ.ค. 2561 มีการลงเวลา" in refused.content.decode()
    assert mended(client, world.field, world.session, starts_on="11/12/2561", ends_on="").status_code == 302
    world.session.refresh_from_db()
    assert world.session.ends_on == datetime.date(2018, 12, 11)


def test_the_kind_stays_once_someone_is_invited(client, world):
    mended(client, world.field, world.session, kind="team", starts_on="11/12/2561", ends_on="13/12/2561")
    world.session.refresh_from_db()
    assert (world.session.kind, world.session.title) == ("training", "อบรมทำขนม")
    alone = make.SessionFactory(participation=world.participation, title="ยังไม่เชิญใคร")
    mended(client, world.field, alone, kind="practice")
    alone.refresh_from_db()
    assert alone.kind == "practice"


def test_two_people_mend_different_fields_of_one_session(client, world):
    alone = make.SessionFactory(participation=world.participation, title="อบรมทำขนม")
    days = {"starts_on": "11/12/2561", "ends_on": "13/12/2561", "starts_at": "", "ends_at": ""}
    mended(client, world.field, alone, place="วัด", **days)
    mended(client, world.officer, alone, place="", title="อบรมทำขนมลา", **days)
    alone.refresh_from_db()
    assert (alone.place, alone.title, alone.version) == ("วัด", "อบรมทำขนมลา", 3)


def test_who_else_was_there_is_asked_from_the_first_day_on(client, world):
    counts = {"leaders_present": "๓", "officers_present": "", "partners_present": "0", "version": 1}
    with time_machine.travel("2018-12-10T12:00:00+07:00"):
        assert "บันทึกได้ตั้งแต่วันแรก" in page(client, world.field, "training:detail", world.session.pk)
        early = post(client, world.field, "training:presence", world.session.pk, data=counts)
        assert "การอบรมเริ่มวันที่ 11 ธ.ค. 2561" in early.content.decode()
    with time_machine.travel("2018-12-11T12:00:00+07:00"):
        post(client, world.field, "training:presence", world.session.pk, data=counts)
        told = page(client, world.field, "training:detail", world.session.pk)
    world.session.refresh_from_db()
    present = world.session.leaders_present, world.session.officers_present, world.session.partners_present
    assert present == (3, None, 0)
    assert "3 คน" in told
    assert "ยังไม่มีข้อมูล" in told


def test_a_session_is_removed_with_its_people_and_their_history(client, world):
    made(client, world.field, world.participation)
    session = fresh()
    assert "ลบแล้วเรียกคืนไม่ได้" in page(client, world.field, "training:remove", session.pk)
    assert post(client, world.field, "training:remove", session.pk, data={}).status_code == 302
    assert not Session.objects.filter(pk=session.pk).exists()
    for model, which in (
        (Session, {"id": session.pk}),
        (Invitation, {"session": session.pk}),
        (Teaching, {"session": session.pk}),
    ):
        gone = model.history.filter(history_type="-", **which)
        assert [row.history_user for row in gone] == [world.field]


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        ("attendance", "การลงเวลา 1 รายการ"),
        ("support", "ปัจจัยที่ให้ 1 รายการ"),
        ("cost", "ค่าใช้จ่าย 1 รายการ"),
        ("certificate", "วุฒิบัตร 1 ใบ"),
        ("photo", "ภาพ 1 ภาพ"),
    ],
)
def test_what_hangs_on_a_session_keeps_it(client, world, thing, words):
    session = make.SessionFactory(participation=world.participation)
    ways = {
        "attendance": lambda: make.AttendanceFactory(session=session, enrolment=world.enrolment),
        "support": lambda: make.InputSupportFactory(session=session, enrolment=world.enrolment),
        "cost": lambda: make.CostLineFactory(session=session),
        "certificate": lambda: make.CertificateFactory(session=session, enrolment=world.enrolment),
        "photo": lambda: make.PhotoFactory(area_code=world.village.pk, subject_id=session.pk),
    }
    ways[thing]()
    told = page(client, world.field, "training:remove", session.pk)
    assert words in told
    assert "ลบแล้วเรียกคืนไม่ได้" not in told
    assert words in post(client, world.field, "training:remove", session.pk, data={}).content.decode()
    assert Session.objects.filter(pk=session.pk).exists()


def test_the_pages_that_write_ask_the_database_as_often_for_a_hundred_households_as_for_one(client, world):
    where = {"participation": world.participation.pk, "kind": "training"}

    def ask():
        return [
            queries(client, world.officer, "training:create", **where),
            queries(client, world.officer, "training:edit", world.session.pk),
            queries(client, world.officer, "training:remove", world.session.pk),
            queries(client, world.officer, "training:invite", world.session.pk),
        ]

    first = ask()
    for enrolment in make.EnrolmentFactory.create_batch(99, participation=world.participation):
        make.InvitationFactory(session=world.session, enrolment=enrolment)
    make.TeamMemberFactory.create_batch(30, participation=world.participation)
    make.EnrolmentFactory.create_batch(30, participation=world.other_participation)
    make.ActivityFactory.create_batch(20, participation=world.participation)
    assert ask() == first
    assert max(first) <= 12
