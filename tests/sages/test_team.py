"""A village's team is confirmed: one lead, the trainer's criteria, and since when each is in it."""

import datetime

import pytest

from sages.models import SeatAnswer, TeamMember
from tests import factories as make
from tests.cards import answers, on_card, send
from tests.pages import page

pytestmark = pytest.mark.django_db

TEAM = "sages:team"


@pytest.fixture
def member(world):
    return make.TeamMemberFactory(participation=world.participation, meeting=world.meeting)


def now(seat):
    return TeamMember.objects.get(pk=seat.pk)


def test_a_team_is_confirmed_on_a_day_with_its_answers(client, world, member):
    criteria = make.CriterionFactory.create_batch(2, plan=world.plan, subject="trainer")
    changes = on_card(member.sage, joined="1") | answers(member.sage, "yes", "no", criteria=criteria)
    answer = send(client, world.field, TEAM, world.participation.pk, changes, {"joined_on": "๕ พ.ย. ๒๕๖๑"})
    assert answer["Location"].startswith(world.village.get_absolute_url())
    assert now(member).joined_on == datetime.date(2018, 11, 5)
    assert now(member).history.latest().history_user == world.field
    assert now(world.lead).joined_on is None
    found = SeatAnswer.objects.filter(seat=member).values_list("criterion", "is_met")
    assert dict(found) == {criteria[0].pk: True, criteria[1].pk: False}


def test_who_was_confirmed_before_keeps_the_day_and_may_be_unconfirmed(client, world, member):
    member.joined_on = datetime.date(2018, 11, 1)
    member.save()
    changes = on_card(world.sage, joined="1"), {"joined_on": "5/11/2561"}
    send(client, world.field, TEAM, world.participation.pk, *changes)
    assert [now(seat).joined_on.day for seat in (member, world.lead)] == [1, 5]
    send(client, world.field, TEAM, world.participation.pk, on_card(member.sage, joined=None))
    assert now(member).joined_on is None
    assert now(world.lead).joined_on.day == 5


def test_the_lead_is_swapped_in_one_save(client, world, member):
    changes = on_card(member.sage, role="lead") | on_card(world.sage, role="member")
    assert send(client, world.field, TEAM, world.participation.pk, changes).status_code == 302
    assert (now(member).role, now(world.lead).role) == ("lead", "member")


def test_the_course_is_shown_for_a_lead(client, world):
    world.sage.course_centre, world.sage.course_round = "ศูนย์ศึกษาและพัฒนาชุมชนยะลา", "3"
    world.sage.save()
    told = page(client, world.field, TEAM, world.participation.pk)
    assert "ศูนย์ศึกษาและพัฒนาชุมชนยะลา · รุ่น 3" in told
    assert "ยังไม่ผ่านหลักสูตรวิทยากรผู้นำ" in told


def test_preparation_is_told_in_days_of_the_teams_own_sessions(client, world, member):
    preparing = make.SessionFactory(participation=world.participation, kind="team")
    for day in (11, 12):
        on = datetime.date(2018, 12, day)
        make.AttendanceFactory(session=preparing, enrolment=None, team_member=member, on=on)
    for seat in (member, world.lead):
        make.AttendanceFactory(session=world.session, enrolment=None, team_member=seat)
    told = page(client, world.field, TEAM, world.participation.pk)
    assert told.count("มา 2 จาก 3 วัน") == 1
    assert told.count("ยังไม่มีการเตรียมทีม") == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"joined_on": ""}, "กรุณากรอกวันที่ยืนยันเข้าทีม"),
        ({"joined_on": "วันพุธ"}, "วันที่"),
        ({"joined_on": "1/1/2643"}, "วันที่ยืนยันเข้าทีมต้องไม่เป็นวันในอนาคต"),
        ({"joined_on": "19/10/2561"}, "ต้องไม่มาก่อนวันประชุมที่คัดเลือก"),
        ({"role": "lead", "joined_on": "5/11/2561"}, "เลือกหัวหน้าทีมไว้ 2 คน"),
        ({"old": "member", "joined_on": "5/11/2561"}, "ทีมนี้ยังไม่มีหัวหน้าทีม"),
        ({"joined_on": "1/10/2562"}, "อยู่นอกปีงบประมาณ 2562 ของแผน"),
    ],
)
def test_each_rule_of_confirming_speaks_and_nothing_is_written(client, world, member, changes, sentence):
    typed = on_card(member.sage, joined="1") | {"joined_on": changes["joined_on"]}
    if "role" in changes:
        typed |= on_card(member.sage, role=changes["role"])
    if "old" in changes:
        typed |= on_card(world.sage, role=changes["old"])
    answer = send(client, world.field, TEAM, world.participation.pk, typed)
    told = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in told
    assert f'id="joined-{member.sage.pk}" checked' in told
    assert (now(member).joined_on, now(member).role, now(world.lead).role) == (None, "member", "lead")


def test_a_day_outside_the_year_is_asked_about_once(client, world, member):
    typed = on_card(member.sage, joined="1") | {"joined_on": "1/10/2562", "confirm": "year"}
    assert send(client, world.field, TEAM, world.participation.pk, typed).status_code == 302
    assert now(member).joined_on == datetime.date(2019, 10, 1)


def test_answers_are_kept_before_there_is_a_lead(client, world, member):
    TeamMember.objects.filter(pk=world.lead.pk).update(role="member")
    (criterion,) = make.CriterionFactory.create_batch(1, plan=world.plan, subject="trainer")
    changes = answers(member.sage, "yes", criteria=[criterion])
    assert send(client, world.field, TEAM, world.participation.pk, changes).status_code == 302
    assert SeatAnswer.objects.get(seat=member).is_met is True


def test_the_villages_team_leads_here(client, world):
    told = page(client, world.field, "sages:of_village", world.village.pk, year=2562)
    assert f"/sages/team/{world.participation.pk}/" in told
    assert "รอยืนยันเข้าทีม" in told
    empty = make.ParticipationFactory(
        village=make.VillageFactory(subdistrict=world.village.subdistrict, moo=9), plan=world.plan
    )
    assert "ยังไม่มีปราชญ์ในทีมของหมู่บ้านนี้" in page(client, world.field, TEAM, empty.pk)


def test_the_course_centres_are_suggested(client, world):
    told = page(client, world.field, "sages:edit", world.sage.pk)
    assert '<option value="ศูนย์ศึกษาและพัฒนาชุมชนนครศรีธรรมราช">' in told
    assert told.count('<option value="ศูนย์ศึกษาและพัฒนาชุมชน') == 11
