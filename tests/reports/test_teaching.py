"""What was taught and given: counted from facts, narrowed to the viewer's area, and each figure opens to its rows."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from sages.models import TeamMember
from tests import factories as make
from tests.pages import queries
from villages.models import Participation, Plan

pytestmark = pytest.mark.django_db
PAGE = reverse("reports:teaching")


@pytest.fixture(autouse=True)
def march_of_2562():
    with time_machine.travel(datetime.datetime(2019, 3, 16, 7, tzinfo=datetime.UTC), tick=False):
        yield


def seen(client, user, **asked):
    client.force_login(user)
    return client.get(PAGE, {"year": 2562} | asked).context


def figures(context):
    return {figure.label: (figure.count, figure.wanted) for figure in context["figures"]}


def come(session, days, **who):
    for number in range(days):
        on = session.starts_on + datetime.timedelta(days=number)
        make.AttendanceFactory(session=session, on=on, **{"enrolment": None} | who)


def test_a_household_is_trained_when_it_came_often_enough_to_one_training(client, world):
    come(world.session, 3, enrolment=make.EnrolmentFactory(participation=world.participation))
    come(world.session, 2, enrolment=make.EnrolmentFactory(participation=world.participation))
    practice = make.SessionFactory(
        participation=world.participation, kind="practice", ends_on=world.session.starts_on
    )
    come(practice, 1, enrolment=make.EnrolmentFactory(participation=world.participation))
    assert figures(seen(client, world.field))["ครัวเรือนผ่านการอบรม"] == (1, 20)
    Plan.objects.filter(pk=world.plan.pk).update(completion_percent=60)
    assert figures(seen(client, world.field))["ครัวเรือนผ่านการอบรม"] == (2, 20)


def test_who_withdrew_is_counted_no_more(client, world):
    gone = make.EnrolmentFactory(
        participation=world.participation, withdrawn_on="2019-01-02", withdrawn_reason="ย้าย"
    )
    come(world.session, 3, enrolment=gone)
    make.InputSupportFactory(enrolment=gone)
    counted = figures(seen(client, world.field))
    assert counted["ครัวเรือนผ่านการอบรม"] == (0, 20)
    assert counted["ครัวเรือนได้รับปัจจัย"] == (1, 20)


def test_a_sage_is_prepared_by_the_session_of_the_team_alone(client, world):
    come(world.session, 3, team_member=world.lead)
    assert figures(seen(client, world.field))["ปราชญ์เตรียมพร้อมแล้ว"] == (0, 5)
    team = make.SessionFactory(participation=world.participation, kind="team")
    come(team, 3, team_member=world.lead)
    assert figures(seen(client, world.field))["ปราชญ์เตรียมพร้อมแล้ว"] == (1, 5)


def test_a_team_is_complete_with_its_lead_and_its_quota_confirmed(client, world):
    Participation.objects.filter(pk=world.participation.pk).update(sage_quota=2)
    TeamMember.objects.filter(pk=world.lead.pk).update(joined_on="2018-11-01")
    member = make.TeamMemberFactory(participation=world.participation)
    assert figures(seen(client, world.field))["ทีมวิทยากรครบ"] == (0, 1)
    TeamMember.objects.filter(pk=member.pk).update(joined_on="2018-11-01")
    assert figures(seen(client, world.field))["ทีมวิทยากรครบ"] == (1, 1)
    TeamMember.objects.filter(pk=world.lead.pk).update(role="member")
    assert figures(seen(client, world.field))["ทีมวิทยากรครบ"] == (0, 1)


def test_a_lead_who_passed_the_course_counts_and_a_member_does_not(client, world):
    member = make.TeamMemberFactory(participation=world.participation, sage__course_passed=True)
    assert figures(seen(client, world.field))["หัวหน้าทีมผ่านหลักสูตร"] == (0, 1)
    member.delete()
    world.lead.sage.course_passed = True
    world.lead.sage.save()
    assert figures(seen(client, world.field))["หัวหน้าทีมผ่านหลักสูตร"] == (1, 1)


def test_what_nobody_noted_is_missing_and_no_absence(client, world):
    tile = seen(client, world.field)["attendance"]
    assert tile["value"] == "100%"
    assert "ยังไม่มีบันทึก 2 คน-วัน" in tile["note"]


def test_money_is_the_programmes_own_and_inputs_without_a_value_are_told(client, world):
    make.CostLineFactory(session=world.session, agency=world.agency, amount=90000)
    make.InputSupportFactory(enrolment=world.enrolment, value=None)
    context = seen(client, world.field)
    assert context["money"]["value"] == 2950
    assert "12,000" in context["money"]["note"]
    assert "1 รายการยังไม่ระบุมูลค่า" in context["money"]["note"]


def test_only_the_viewers_area_and_year_are_counted(client, world):
    assert [str(line["part"].village) for line in seen(client, world.field)["lines"]] == ["บ้านใกล้บ้าน ม.3"]
    assert len(seen(client, world.officer)["lines"]) == 2
    assert len(seen(client, world.officer, area=world.other_village.pk)["lines"]) == 1
    assert len(seen(client, world.officer, area=world.neighbour_village.pk)["lines"]) == 2
    assert seen(client, world.officer, year=2561)["lines"] == []


def test_every_figure_opens_to_exactly_its_rows(client, world):
    come(world.session, 3, enrolment=make.EnrolmentFactory(participation=world.participation))
    make.CertificateFactory(session=world.session)
    world.lead.sage.course_passed = True
    world.lead.sage.save()
    come(make.SessionFactory(participation=world.participation, kind="team"), 3, team_member=world.lead)
    Participation.objects.filter(pk=world.participation.pk).update(sage_quota=1)
    TeamMember.objects.filter(pk=world.lead.pk).update(joined_on="2018-11-01")
    for user in (world.officer, world.field):
        context = seen(client, user)
        told = [*context["figures"], *(figure for line in context["lines"] for figure in line["figures"])]
        assert any(figure.count for figure in told)
        for figure in told:
            found = client.get(figure.url).context["table"].paginator.count
            assert found == figure.count, (figure.label, figure.url)


def test_the_page_asks_as_often_for_a_hundred_villages_as_for_one(client, world):
    first = queries(client, world.field, "reports:teaching", year=2562)
    for number in range(90):
        village = make.VillageFactory(subdistrict=world.village.subdistrict, moo=number + 9)
        part = make.ParticipationFactory(village=village, plan=world.plan)
        make.TeamMemberFactory(participation=part, role="lead")
        session = make.SessionFactory(participation=part)
        make.AttendanceFactory(session=session)
        make.CostLineFactory(session=session)
    assert queries(client, world.field, "reports:teaching", year=2562) == first == 7
