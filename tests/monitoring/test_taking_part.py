"""Who took part at each of the six steps: names once each, typed numbers added up, nothing written is no zero."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from monitoring.models import Visit
from monitoring.taking_part import Facts, steps_of
from sages.models import TeamMember
from tests import factories as make
from tests.pages import page, queries
from training.models import Attendance, Session, Teaching
from villages.models import PARTIES, Meeting

CAME = ("present", "late")


def facts(**found):
    return Facts(**dict.fromkeys(Facts.__dataclass_fields__, ()) | found)


def row(kind, pk=1, **present):
    names = {f"{party}_present": None for party in PARTIES}
    return SimpleNamespace(kind=kind, pk=pk, **names | {f"{name}_present": n for name, n in present.items()})


def numbers(step):
    """{party: [numbers of its figures]} of what has any."""
    return {party: [figure.number for figure in found] for party, found in step.parties.items() if found}


def test_nothing_written_is_no_figure_and_the_last_step_has_no_records():
    steps = steps_of(facts())
    assert [step.step for step in steps] == [1, 2, 3, 4, 5, 6]
    assert all(numbers(step) == {} and step.sources == [] for step in steps)


def test_a_written_zero_is_a_zero_and_an_empty_field_is_nothing():
    meetings = [row("leaders", leaders=0), row("leaders", leaders=None)]
    assert numbers(steps_of(facts(meetings=meetings))[0]) == {"leaders": [0]}


def test_numbers_typed_at_meetings_are_added_up_and_lead_to_them():
    meetings = [row("leaders", leaders=7, sages=5), row("leaders", leaders=3), row("team", leaders=90)]
    step = steps_of(facts(meetings=meetings))[0]
    assert numbers(step) == {"leaders": [10], "sages": [5]}
    assert step.parties["leaders"][0].where.name == "villages:meetings"
    assert step.parties["leaders"][0].where.asked == (("kind", "leaders"),)
    assert [source.words for source in step.sources] == ["ประชุมผู้นำ 2 ครั้ง"]


def test_a_sage_on_the_roll_and_through_the_course_is_one_sage():
    came = [("team", None, "a", "present"), ("team", None, "a", "late"), ("team", None, "b", "absent")]
    came.append(("team", None, "d", "late"))
    seats = [("a", None, True, None, None), ("c", None, True, None, None)]
    step = steps_of(facts(sessions=[row("team", officers=2)], came=came, seats=seats))[1]
    assert numbers(step) == {"sages": [3], "officers": [2]}
    assert step.parties["sages"][0].where is None
    only_roll = steps_of(facts(sessions=[row("team")], came=came))[1]
    assert only_roll.parties["sages"][0].where.asked == (("kind", "team"),)


def test_a_roll_on_which_nobody_came_counts_zero():
    came = [("training", "h", None, "absent")]
    assert numbers(steps_of(facts(sessions=[row("training")], came=came))[3])["households"] == [0]


def test_only_seats_with_a_day_of_joining_count_and_the_others_are_told():
    seats = [("a", "2018-11-01", False, None, None), ("b", None, False, None, None)]
    step = steps_of(facts(seats=seats))[2]
    assert numbers(step) == {"sages": [1]}
    assert step.parties["sages"][0].where is None
    assert [source.words for source in step.sources] == ["อยู่ในทีม 2 คน", "ไม่ระบุวันเข้าทีม 1 คน"]


def test_another_meeting_counts_for_the_team_only_where_it_chose_someone():
    meetings = [row("other", pk=1, leaders=4), row("other", pk=2, leaders=30)]
    seats = [("a", "2018-11-01", False, "other", 1)]
    step = steps_of(facts(meetings=meetings, seats=seats))[2]
    assert numbers(step)["leaders"] == [4]
    assert step.parties["leaders"][0].where is None


def test_names_stand_before_typed_numbers_and_are_never_added_to_them():
    sessions = [row("training", leaders=2, partners=1), row("practice", leaders=1)]
    meetings = [row("team", sages=5, households=22, partners=4)]
    came = [("training", who, None, "present") for who in "xyz"] + [("practice", "x", None, "late")]
    taught = [("training", "a"), ("practice", "a"), ("team", "b")]
    partners = [(4, "agency 1"), (4, "agency 2"), (4, "agency 1"), (5, "agency 3")]
    found = facts(meetings=meetings, sessions=sessions, came=came, taught=taught, partners=partners)
    step = steps_of(found)[3]
    assert numbers(step) == {
        "leaders": [3],
        "sages": [1, 5],
        "households": [3, 22],
        "partners": [2, 5],
    }
    assert [figure.unit for figure in step.parties["partners"]] == ["หน่วยงาน", "คน"]
    assert step.parties["households"][1].where.asked == (("kind", "team"),)
    assert [source.words for source in step.sources] == ["ประชุมทีม 1 ครั้ง", "ฝึกอบรม 1 ครั้ง", "ฝึกปฏิบัติ/สาธิต 1 ครั้ง"]


def test_visits_count_households_and_visitors_once():
    visits = [("x", "me"), ("x", "me"), ("y", "you"), (None, "me")]
    assert numbers(steps_of(facts(visits=visits))[4]) == {"households": [2], "officers": [2]}


@given(some.lists(some.tuples(some.sampled_from("abcde"), some.sampled_from([*CAME, "absent"]))))
def test_nobody_is_counted_twice_however_often_they_came(roll):
    came = [("training", who, None, status) for who, status in roll]
    found = numbers(steps_of(facts(sessions=[row("training")], came=came))[3]).get("households", [])
    assert found == ([len({who for who, status in roll if status in CAME})] if roll else [])


@pytest.mark.django_db
def test_the_page_tells_what_a_plain_recount_finds_and_nothing_of_neighbours(client, world):
    village = world.village
    Meeting.objects.filter(pk=world.meeting.pk).update(leaders_present=9, partners_present=2)
    Meeting.objects.filter(pk=world.neighbour_meeting.pk).update(leaders_present=500)
    make.AttendanceFactory(session=world.session, enrolment=world.enrolment, on="2018-12-12", status="late")
    late = make.AttendanceFactory(session=world.session)
    make.AttendanceFactory(session=world.session, status="absent")
    make.VisitFactory(enrolment=world.enrolment, visitor=world.officer, visited_on="2018-12-20")
    make.VisitFactory(enrolment=late.enrolment, visitor=world.officer, state="draft")
    make.TeachingFactory(
        session=make.SessionFactory(participation=world.participation), team_member=world.lead
    )
    client.force_login(world.officer)
    address = reverse("monitoring:taking_part_of_village", args=[village.pk])
    rows = client.get(address, {"year": 2562}).context["rows"]
    told = [
        {label: [figure.number for figure, _ in figures] for label, figures in step["cells"] if figures}
        for step in rows
    ]
    here = {"participation__village": village}
    came = Attendance.objects.filter(session__participation__village=village, status__in=CAME)
    visits = Visit.objects.filter(**here).exclude(state="draft")
    taught = Teaching.objects.filter(session__participation__village=village).exclude(session__kind="team")
    assert told[0] == {"ผู้นำ": [9], "ภาคี": [2]}
    assert told[1] == told[2] == told[5] == {}
    assert told[3] == {
        "ปราชญ์": [len({row.team_member.sage_id for row in taught})],
        "ครัวเรือน": [len({row.enrolment.household_id for row in came})],
        "ภาคี": [1],
    }
    assert told[4] == {
        "ครัวเรือน": [len({row.enrolment.household_id for row in visits})],
        "เจ้าหน้าที่": [len({row.visitor_id for row in visits})],
    }
    assert (told[3]["ครัวเรือน"], told[4]["เจ้าหน้าที่"]) == ([2], [2])


@pytest.mark.django_db
def test_figures_lead_to_the_lists_that_hold_their_rows(client, world):
    Meeting.objects.filter(pk=world.meeting.pk).update(leaders_present=9)
    TeamMember.objects.filter(pk=world.lead.pk).update(joined_on="2018-11-01")
    told = page(client, world.officer, "monitoring:taking_part_of_village", world.village.pk, year=2562)
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]+area=[^"]+)"', told)}
    asked = f"year=2562&area={world.village.pk}"
    for name, more, count in (
        ("villages:meetings", "&kind=leaders", 1),
        ("sages:list", "&team=any", 1),
        (
            "training:list",
            "&kind=training",
            Session.objects.filter(participation=world.participation).count(),
        ),
        ("training:activities", "&step=4", 1),
        ("monitoring:list", "", 1),
    ):
        link = f"{reverse(name)}?{asked}{more}"
        assert link in links
        assert client.get(link).context["table"].paginator.count == count


@pytest.mark.django_db
def test_every_role_reads_it_and_a_neighbours_is_not_found(client, world):
    for who in ("admin", "chief", "officer", "field", "viewer", "auditor"):
        told = page(
            client, getattr(world, who), "monitoring:taking_part_of_village", world.village.pk, year=2562
        )
        assert "ยังไม่มีบันทึก" in told
        assert "นำมาบวกกันทุกครั้ง" in told
    page(client, world.officer, "monitoring:taking_part_of_village", world.neighbour_village.pk, status=404)


@pytest.mark.django_db
def test_it_asks_as_often_for_a_hundred_people_as_for_one(client, world):
    def ask():
        return queries(
            client, world.officer, "monitoring:taking_part_of_village", world.village.pk, year=2562
        )

    first = ask()
    make.MeetingFactory.create_batch(20, participation=world.participation, kind="team")
    for enrolment in make.EnrolmentFactory.create_batch(99, participation=world.participation):
        make.AttendanceFactory(session=world.session, enrolment=enrolment)
        make.VisitFactory(enrolment=enrolment, visitor=world.field)
    make.TeachingFactory.create_batch(20, session=world.session)
    assert ask() == first
    assert first <= 12
