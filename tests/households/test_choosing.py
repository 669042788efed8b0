"""A team meeting chooses the village's target households: by the year's criteria, from its register."""

import datetime

import pytest
from django.urls import reverse

from households.models import Enrolment, EnrolmentAnswer
from tests import factories as make
from tests.cards import answers, on_card, send
from tests.pages import page, post

pytestmark = pytest.mark.django_db

CHOOSE = "households:choose"


@pytest.fixture
def meeting(world):
    return make.MeetingFactory(participation=world.participation, kind="team")


@pytest.fixture
def lone(world):
    return make.HouseholdFactory(village=world.village, first_name="ลำพัง", house_no="99/7")


@pytest.fixture
def criteria(world):
    """The two of the year that are there already."""
    return list(world.plan.criteria.filter(subject="household"))


def test_a_household_is_enrolled_with_its_trade_and_answers(client, world, meeting, lone, criteria):
    make.TradeSynonymFactory(district=world.plan.district, trade="จักสานกระจูด", occupation="other")
    ticked = on_card(lone, chosen="1", trade=" จักสานกระจูด ")
    ticked |= answers(lone, "yes", "no", criteria=criteria)
    answer = send(client, world.field, CHOOSE, meeting.pk, ticked)
    assert answer["Location"] == meeting.get_absolute_url()
    row = Enrolment.objects.get(household=lone)
    assert (row.meeting, row.participation, row.fiscal_year) == (meeting, world.participation, 2562)
    assert (row.trade, row.occupation, row.volunteered_on) == ("จักสานกระจูด", "other", None)
    assert dict(row.answers.values_list("criterion", "is_met")) == {
        criteria[0].pk: True,
        criteria[1].pk: False,
    }
    assert row.history.get().history_user == world.field


def test_one_that_is_enrolled_already_is_told_which_meeting_chose_it(client, world, meeting):
    told = page(client, world.field, CHOOSE, meeting.pk)
    assert "เป็นครัวเรือนเป้าหมายแล้ว แต่ยังไม่ระบุการประชุมที่คัดเลือก" in told
    assert f"trade-{world.household.pk}" not in told
    send(client, world.field, CHOOSE, meeting.pk, on_card(world.household, chosen="1"))
    row = Enrolment.objects.get(pk=world.enrolment.pk)
    assert (row.meeting, row.version, row.trade) == (meeting, 2, world.enrolment.trade)


def test_taking_back_leaves_what_was_there_before_and_refuses_what_work_rests_on(
    client, world, meeting, lone
):
    ticked = on_card(lone, chosen="1") | on_card(world.household, chosen="1")
    send(client, world.field, CHOOSE, meeting.pk, ticked)
    make.IncomeFactory(enrolment=Enrolment.objects.get(household=lone))
    answer = send(client, world.field, CHOOSE, meeting.pk, on_card(lone, chosen=None))
    assert f"ยกเลิกการคัดเลือก {lone} ไม่ได้" in answer.content.decode()
    send(client, world.field, CHOOSE, meeting.pk, on_card(world.household, chosen=None))
    assert Enrolment.objects.get(pk=world.enrolment.pk).meeting is None
    assert Enrolment.objects.get(household=lone).meeting == meeting


def test_a_choice_made_by_mistake_goes_with_its_answers(client, world, meeting, lone, criteria):
    ticked = on_card(lone, chosen="1") | answers(lone, "yes", "yes", criteria=criteria)
    send(client, world.field, CHOOSE, meeting.pk, ticked)
    send(client, world.field, CHOOSE, meeting.pk, on_card(lone, chosen=None))
    assert not Enrolment.objects.filter(household=lone).exists()
    assert EnrolmentAnswer.history.filter(history_type="-").count() == 2


def test_who_is_enrolled_anywhere_this_year_is_not_offered_and_refused_when_forced(
    client, world, meeting, lone
):
    make.EnrolmentFactory(household=lone, participation=world.other_participation)
    assert f"chosen-{lone.pk}" not in page(client, world.field, CHOOSE, meeting.pk)
    forced = on_card(lone, chosen="1", before="")
    answer = send(client, world.field, CHOOSE, meeting.pk, forced)
    assert "หนึ่งครัวเรือนเข้าร่วมได้ปีละครั้ง" in answer.content.decode()
    assert Enrolment.objects.get(household=lone).participation == world.other_participation


def test_households_of_neighbours_and_of_other_villages_are_neither_shown_nor_forced(client, world, meeting):
    told = page(client, world.officer, CHOOSE, meeting.pk)
    for stranger in (world.other_household, world.neighbour_household):
        assert str(stranger) not in told
        free = make.HouseholdFactory(village=stranger.village)
        forced = on_card(free, chosen="1", before="")
        assert send(client, world.officer, CHOOSE, meeting.pk, forced).status_code == 200
        assert not Enrolment.objects.filter(household=free).exists()


def test_a_neighbours_meeting_or_one_of_leaders_is_not_found(client, world):
    page(client, world.officer, CHOOSE, world.meeting.pk, status=404)
    far = make.MeetingFactory(participation=world.neighbour_participation, kind="team")
    page(client, world.officer, CHOOSE, far.pk, status=404)
    beside = make.MeetingFactory(participation=world.other_participation, kind="team")
    page(client, world.field, CHOOSE, beside.pk, status=404)


@pytest.mark.parametrize(
    ("who", "status"),
    [("chief", 200), ("officer", 200), ("field", 200), ("admin", 403), ("viewer", 403), ("auditor", 403)],
)
def test_field_and_district_choose_and_others_only_read(client, world, meeting, who, status):
    page(client, getattr(world, who), CHOOSE, meeting.pk, status=status)


def test_nobody_is_chosen_before_the_day_of_the_meeting(client, world, lone):
    coming = make.MeetingFactory(
        participation=world.participation, kind="team", held_on=datetime.date(2100, 1, 1)
    )
    answer = post(client, world.field, CHOOSE, coming.pk, data=on_card(lone, chosen="1", before=""))
    assert "ยังไม่ถึงวันประชุม" in answer.content.decode()
    assert not Enrolment.objects.filter(household=lone).exists()


def test_a_trade_too_long_is_refused_on_its_card_and_kept(client, world, meeting, lone):
    answer = send(client, world.field, CHOOSE, meeting.pk, on_card(lone, chosen="1", trade="ก" * 101))
    told = answer.content.decode()
    assert "อาชีพที่ต้องการ: ยาวเกินไป" in told
    assert "ก" * 101 in told
    assert not Enrolment.objects.filter(household=lone).exists()


def test_a_large_village_is_paged_and_searched_by_name_or_house(client, world, meeting, lone):
    make.HouseholdFactory.create_batch(100, village=world.village)
    first = page(client, world.field, CHOOSE, meeting.pk)
    assert first.count('name="chosen-') == 31
    second = page(client, world.field, CHOOSE, meeting.pk, page=2)
    assert f"chosen-{world.household.pk}" not in second
    for words in ("ลำพัง", "99/7"):
        found = page(client, world.field, CHOOSE, meeting.pk, q=words)
        assert found.count('name="chosen-') == 1
        assert f"chosen-{lone.pk}" in found


def test_a_card_of_page_two_is_read_though_others_moved_the_list_meanwhile(client, world, meeting, lone):
    make.HouseholdFactory.create_batch(40, village=world.village, first_name="ก")
    opened = page(client, world.officer, CHOOSE, meeting.pk, page=2)
    assert f"chosen-{lone.pk}" in opened
    make.HouseholdFactory.create_batch(40, village=world.village, first_name="ก")
    send(client, world.officer, CHOOSE, meeting.pk, on_card(lone, chosen="1"), opened=opened, page=2)
    assert Enrolment.objects.get(household=lone).meeting == meeting


def test_a_household_added_on_the_way_is_chosen_and_leads_back(client, world, meeting):
    query = {"village": world.village.pk, "meeting": meeting.pk, "year": 2562}
    told = page(client, world.field, "households:create", **query)
    assert f'value="{meeting.pk}" selected' in told
    choose = reverse(CHOOSE, args=[meeting.pk])
    assert f'href="{choose}"' in told
    data = {
        "first_name": "ใหม่",
        "last_name": "ตัวอย่าง",
        "house_no": "5",
        "participation": world.participation.pk,
        "meeting": meeting.pk,
    }
    answer = post(client, world.field, "households:create", data=data, **query)
    row = Enrolment.objects.get(household__first_name="ใหม่")
    assert answer["Location"] == f"{choose}#p-{row.household.pk}"
    assert row.meeting == meeting


def test_a_households_page_tells_how_it_was_chosen(client, world, meeting, lone, criteria):
    ticked = on_card(lone, chosen="1") | answers(lone, "yes", "", criteria=criteria)
    send(client, world.field, CHOOSE, meeting.pk, ticked)
    told = page(client, world.auditor, "households:detail", lone.pk, year=2562)
    part = told[told.index('id="selection"') :]
    for words in (
        meeting.get_absolute_url(),
        "ไม่ได้บันทึกจำนวนผู้เข้าประชุม",
        "ผ่าน 1/2 ข้อ ยังไม่ตอบ 1 ข้อ",
        str(world.field),
    ):
        assert words in part
