"""A leaders' meeting chooses the village's sages: by the year's criteria, once a year each, two people at once."""

import datetime

import pytest
from django.urls import reverse

from sages.models import Sage, SeatAnswer, TeamMember
from tests import factories as make
from tests.cards import answers, on_card, send
from tests.pages import page, post

pytestmark = pytest.mark.django_db

CHOOSE = "sages:choose"


@pytest.fixture
def criteria(world):
    """Three of the year: the two that are there already, and one more."""
    make.CriterionFactory(plan=world.plan, subject="sage")
    return list(world.plan.criteria.filter(subject="sage"))


@pytest.fixture
def lone(world):
    return make.SageFactory(village=world.village, first_name="ลำพัง")


def seat_of(sage):
    return TeamMember.objects.get(sage=sage)


def answered(sage):
    return dict(SeatAnswer.objects.filter(seat__sage=sage).values_list("criterion", "is_met"))


def test_a_sage_is_seated_with_answers_of_three_states_in_one_save_with_history(
    client, world, lone, criteria
):
    ticked = on_card(lone, chosen="1") | answers(lone, "yes", "no", "", criteria=criteria)
    answer = send(client, world.field, CHOOSE, world.meeting.pk, ticked)
    assert answer["Location"] == world.meeting.get_absolute_url()
    seat = seat_of(lone)
    assert (seat.meeting, seat.fiscal_year, seat.role, seat.joined_on) == (
        world.meeting,
        2562,
        "member",
        None,
    )
    assert answered(lone) == {criteria[0].pk: True, criteria[1].pk: False}
    assert seat.history.get().history_user == world.field
    assert {row.history_user for row in SeatAnswer.history.filter(seat=seat)} == {world.field}


def test_an_answer_is_changed_and_taken_back(client, world, lone, criteria):
    first = on_card(lone, chosen="1") | answers(lone, "yes", "yes", "yes", criteria=criteria)
    send(client, world.field, CHOOSE, world.meeting.pk, first)
    send(client, world.officer, CHOOSE, world.meeting.pk, answers(lone, "no", "", "yes", criteria=criteria))
    assert answered(lone) == {criteria[0].pk: False, criteria[2].pk: True}
    changed = SeatAnswer.objects.get(seat=seat_of(lone), criterion=criteria[0])
    assert (changed.version, changed.history.latest().history_user) == (2, world.officer)
    kept = SeatAnswer.objects.get(seat=seat_of(lone), criterion=criteria[2])
    assert (kept.version, kept.history.count()) == (1, 1)
    gone = SeatAnswer.history.filter(seat=seat_of(lone), criterion_id=criteria[1].pk, history_type="-")
    assert gone.get().history_user == world.officer


def test_a_page_sent_back_as_it_was_changes_nothing(client, world, lone):
    send(client, world.field, CHOOSE, world.meeting.pk, on_card(lone, chosen="1"))
    before = list(TeamMember.history.values_list("history_id"))
    send(client, world.field, CHOOSE, world.meeting.pk)
    assert list(TeamMember.history.values_list("history_id")) == before


def test_two_people_at_once_do_not_undo_each_other(client, world, lone, criteria):
    other = make.SageFactory(village=world.village)
    opened = page(client, world.officer, CHOOSE, world.meeting.pk)
    mine = on_card(lone, chosen="1") | answers(lone, "yes", "yes", "yes", criteria=criteria)
    send(client, world.field, CHOOSE, world.meeting.pk, mine)
    theirs = on_card(other, chosen="1")
    assert send(client, world.officer, CHOOSE, world.meeting.pk, theirs, opened=opened).status_code == 302
    assert seat_of(lone).meeting == seat_of(other).meeting == world.meeting
    assert len(answered(lone)) == 3


def test_both_ticking_one_sage_seat_the_sage_once(client, world, lone):
    opened = page(client, world.officer, CHOOSE, world.meeting.pk)
    send(client, world.field, CHOOSE, world.meeting.pk, on_card(lone, chosen="1"))
    answer = send(client, world.officer, CHOOSE, world.meeting.pk, on_card(lone, chosen="1"), opened=opened)
    assert answer.status_code == 302
    assert TeamMember.objects.filter(sage=lone).count() == 1


def test_a_choice_made_by_mistake_goes_without_a_trace_but_its_history(client, world, lone, criteria):
    ticked = on_card(lone, chosen="1") | answers(lone, "yes", "", "", criteria=criteria)
    send(client, world.field, CHOOSE, world.meeting.pk, ticked)
    seat = seat_of(lone)
    send(client, world.field, CHOOSE, world.meeting.pk, on_card(lone, chosen=None))
    assert not TeamMember.objects.filter(sage=lone).exists()
    assert list(TeamMember.history.filter(id=seat.pk).values_list("history_type", flat=True)) == ["-", "+"]


def test_a_seat_that_was_there_before_the_choice_stays_when_it_is_taken_back(client, world):
    send(client, world.field, CHOOSE, world.meeting.pk, on_card(world.sage, chosen="1"))
    assert seat_of(world.sage).meeting == world.meeting
    send(client, world.field, CHOOSE, world.meeting.pk, on_card(world.sage, chosen=None))
    assert (seat_of(world.sage).meeting, seat_of(world.sage).version) == (None, 3)


def test_who_teaches_already_is_not_taken_back_and_nothing_else_is_written(client, world, lone):
    other = make.SageFactory(village=world.village)
    send(client, world.field, CHOOSE, world.meeting.pk, on_card(lone, chosen="1"))
    make.TeachingFactory(session=world.session, team_member=seat_of(lone))
    changes = on_card(lone, chosen=None) | on_card(other, chosen="1")
    answer = send(client, world.field, CHOOSE, world.meeting.pk, changes)
    told = answer.content.decode()
    assert f"ยกเลิกการคัดเลือก {lone} ไม่ได้" in told
    assert seat_of(lone).meeting == world.meeting
    assert not TeamMember.objects.filter(sage=other).exists()
    assert f'name="chosen-{other.pk}" value="1" id="chosen-{other.pk}" checked' in told


def test_a_new_lead_takes_the_place_of_the_old_one_in_one_save(client, world, lone):
    changes = on_card(lone, chosen="1", role="lead") | on_card(world.sage, role="member")
    assert send(client, world.field, CHOOSE, world.meeting.pk, changes).status_code == 302
    assert (seat_of(lone).role, seat_of(world.sage).role) == ("lead", "member")


def test_two_leads_are_refused_with_their_names(client, world, lone):
    answer = send(client, world.field, CHOOSE, world.meeting.pk, on_card(lone, chosen="1", role="lead"))
    assert "เลือกหัวหน้าทีมไว้ 2 คน" in answer.content.decode()
    assert not TeamMember.objects.filter(sage=lone).exists()


def test_a_sage_of_another_team_of_the_year_is_shown_as_such_and_refused_when_forced(client, world, lone):
    TeamMember.objects.create(sage=lone, participation=world.other_participation, fiscal_year=2562)
    told = page(client, world.officer, CHOOSE, world.meeting.pk)
    assert f"อยู่ในทีมวิทยากรของ{world.other_village}ในปีนี้แล้ว" in told
    assert f"chosen-{lone.pk}" not in told
    forced = on_card(lone, chosen="1", before="chosen=")
    answer = send(client, world.officer, CHOOSE, world.meeting.pk, forced)
    assert "หนึ่งคนอยู่ได้ปีละหนึ่งทีม" in answer.content.decode()
    assert TeamMember.objects.get(sage=lone).participation == world.other_participation


def test_a_team_outside_the_viewers_area_is_not_named(client, world, lone):
    TeamMember.objects.create(sage=lone, participation=world.other_participation, fiscal_year=2562)
    told = page(client, world.field, CHOOSE, world.meeting.pk)
    assert "อยู่ในทีมวิทยากรของหมู่บ้านอื่นในปีนี้แล้ว" in told
    assert world.other_village.name not in told


def test_a_neighbours_sage_can_not_be_forced_in(client, world):
    forced = on_card(world.neighbour_sage, chosen="1", before="")
    answer = send(client, world.officer, CHOOSE, world.meeting.pk, forced)
    assert "หนึ่งคนอยู่ได้ปีละหนึ่งทีม" in answer.content.decode()
    assert str(world.neighbour_sage) not in answer.content.decode()
    assert TeamMember.objects.filter(sage=world.neighbour_sage).count() == 1


def test_beyond_the_quota_is_warned_of_never_refused(client, world):
    world.participation.sage_quota = 2
    world.participation.save()
    sages = make.SageFactory.create_batch(2, village=world.village)
    changes = [on_card(sage, chosen="1") for sage in sages]
    send(client, world.field, CHOOSE, world.meeting.pk, *changes)
    assert TeamMember.objects.filter(participation=world.participation).count() == 3
    told = page(client, world.field, CHOOSE, world.meeting.pk)
    assert "ขณะนี้เลือก 3 คน เกินโควตา 2 คน" in told
    assert "data-over>เกินโควตา" in told


def test_nobody_is_chosen_before_the_day_of_the_meeting(client, world, lone):
    coming = make.MeetingFactory(participation=world.participation, held_on=datetime.date(2100, 1, 1))
    told = page(client, world.field, CHOOSE, coming.pk)
    assert "ยังไม่ถึงวันประชุม จึงยังคัดเลือกไม่ได้" in told
    assert "chosen-" not in told
    answer = post(client, world.field, CHOOSE, coming.pk, data=on_card(lone, chosen="1", before=""))
    assert "ยังไม่ถึงวันประชุม" in answer.content.decode()
    assert not TeamMember.objects.filter(sage=lone).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("chief", 200), ("officer", 200), ("field", 200), ("admin", 403), ("viewer", 403), ("auditor", 403)],
)
def test_field_and_district_choose_and_others_only_read(client, world, who, status):
    user = getattr(world, who)
    page(client, user, CHOOSE, world.meeting.pk, status=status)
    page(client, user, "sages:team", world.participation.pk, status=status)
    if status == 403:
        assert post(client, user, CHOOSE, world.meeting.pk, data={}).status_code == 403


def test_a_meeting_of_a_neighbour_or_of_another_kind_is_not_found(client, world):
    page(client, world.officer, CHOOSE, world.neighbour_meeting.pk, status=404)
    page(client, world.field, CHOOSE, world.other_meeting.pk, status=404)
    page(client, world.field, "sages:team", world.other_participation.pk, status=404)
    of_team = make.MeetingFactory(participation=world.participation, kind="team")
    page(client, world.officer, CHOOSE, of_team.pk, status=404)


def test_a_long_list_is_searched_and_what_stands_on_another_page_is_left_alone(client, world, lone):
    make.SageFactory.create_batch(40, village=world.village, first_name="ก")
    assert f"chosen-{lone.pk}" not in page(client, world.field, CHOOSE, world.meeting.pk)
    found = page(client, world.field, CHOOSE, world.meeting.pk, q="ลำพัง")
    assert f"chosen-{lone.pk}" in found
    assert f"chosen-{world.sage.pk}" not in found
    answer = send(client, world.field, CHOOSE, world.meeting.pk, on_card(lone, chosen="1"), q="ลำพัง")
    assert answer["Location"].startswith(reverse(CHOOSE, args=[world.meeting.pk]) + "?q=")
    assert seat_of(lone).meeting == world.meeting
    assert seat_of(world.sage).meeting is None


@pytest.mark.parametrize("words", ["%", "' or 1=1 --", "ก" * 3000])
def test_any_words_may_be_searched_for(client, world, words):
    page(client, world.field, CHOOSE, world.meeting.pk, q=words, page="-1")


def test_a_sage_added_on_the_way_leads_back_to_the_choosing(client, world):
    choose = reverse(CHOOSE, args=[world.meeting.pk])
    told = page(client, world.field, CHOOSE, world.meeting.pk)
    create = reverse(
        "sages:create", query={"village": world.village.pk, "meeting": world.meeting.pk, "year": 2562}
    )
    assert create.replace("&", "&amp;") in told
    query = {"village": world.village.pk, "meeting": world.meeting.pk}
    assert f'href="{choose}"' in page(client, world.field, "sages:create", **query)
    data = {"first_name": "ใหม่", "last_name": "ตัวอย่าง", "village": world.village.pk, "expertise": "ทอผ้า"}
    answer = post(client, world.field, "sages:create", data=data, **query)
    assert answer["Location"] == f"{choose}#p-{Sage.objects.get(first_name='ใหม่').pk}"


@pytest.mark.parametrize("meeting", ["neighbour", "http://far.example/", "01a0dc95"])
def test_an_added_sage_leads_nowhere_else(client, world, meeting):
    known = {"neighbour": world.neighbour_meeting.pk}
    data = {"first_name": "ใหม่", "last_name": "ตัวอย่าง", "village": world.village.pk, "expertise": "ทอผ้า"}
    answer = post(client, world.field, "sages:create", data=data, meeting=known.get(meeting, meeting))
    assert answer["Location"] == Sage.objects.get(first_name="ใหม่").get_absolute_url()


def test_a_sages_page_tells_how_the_choice_was_made_and_who_wrote_it_down(client, world, lone, criteria):
    world.meeting.attendees, world.meeting.place = 17, "ศาลากลางบ้าน"
    world.meeting.save()
    ticked = on_card(lone, chosen="1") | answers(lone, "yes", "no", "", criteria=criteria)
    send(client, world.field, CHOOSE, world.meeting.pk, ticked)
    send(client, world.officer, CHOOSE, world.meeting.pk, answers(lone, "yes", "no", "", criteria=criteria))
    send(client, world.chief, CHOOSE, world.meeting.pk, {f"c{criteria[1].pk}-{lone.pk}": "yes"})
    told = page(client, world.viewer, "sages:detail", lone.pk)
    part = told[told.index('id="selection"') :]
    for words in (
        world.meeting.get_absolute_url(),
        "20 ต.ค. 2561",
        "ศาลากลางบ้าน",
        "ผู้เข้าประชุม 17 คน",
        "ผ่าน 2/3 ข้อ ยังไม่ตอบ 1 ข้อ",
        str(world.field),
        str(world.chief),
        *(criterion.text for criterion in criteria),
    ):
        assert words in part
    assert str(world.officer) not in part
