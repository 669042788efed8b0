"""A village's year on one line: what every floor knows of it, newest first, and nothing of its neighbours."""

import datetime

import pytest
from django.urls import reverse

from tests import factories as make
from tests.pages import page

pytestmark = pytest.mark.django_db


def test_the_story_mixes_all_floors_newest_first(client, world):
    told = page(client, world.officer, "monitoring:story_of_village", world.village.pk, year=2562)
    titles = ["ก่อตั้งกลุ่มใกล้บ้าน", "อบรมจักสานกระจูด", "ติดตามก่อนอบรม", "ประชุมผู้นำหมู่บ้านคัดเลือกปราชญ์"]
    places = [told.index(title) for title in titles]
    assert places == sorted(places)
    assert "เพื่อนบ้าน" not in told
    assert "มา 1 จาก 1" in told


def test_visits_of_one_phase_stand_together_until_something_else_happened(client, world):
    alone = page(client, world.officer, "monitoring:story_of_village", world.village.pk, year=2562)
    assert reverse("monitoring:detail", args=[world.visit.pk]) in alone
    other = make.EnrolmentFactory(participation=world.participation)
    for day in ("2018-11-21", "2018-11-23"):
        make.VisitFactory(enrolment=other, visitor=world.field, visited_on=day)
    make.VisitFactory(enrolment=other, visitor=world.field, visited_on="2018-12-20")
    together = page(client, world.officer, "monitoring:story_of_village", world.village.pk)
    assert "3 ครั้ง 2 ราย" in together
    assert "19–23 พ.ย. 2561" in together
    assert together.count("ติดตามก่อนอบรม") == 2
    assert together.index("20 ธ.ค. 2561") < together.index("อบรมจักสานกระจูด") < together.index("3 ครั้ง 2 ราย")


def test_drafts_other_years_and_unformed_groups_are_left_out(client, world):
    make.OccupationGroupFactory(village=world.village, name="กลุ่มร่าง", state="draft")
    make.OccupationGroupFactory(village=world.village, name="กลุ่มปีก่อน", formed_on=datetime.date(2018, 9, 30))
    told = page(client, world.officer, "monitoring:story_of_village", world.village.pk, year=2562)
    assert "กลุ่มร่าง" not in told
    assert "กลุ่มปีก่อน" not in told


def test_a_neighbours_story_is_not_found(client, world):
    page(client, world.officer, "monitoring:story_of_village", world.neighbour_village.pk, status=404)


def test_visits_by_phase_are_counted_by_household_against_the_quota_and_open_to_their_rows(client, world):
    make.VisitFactory(enrolment=world.enrolment, visitor=world.field, visited_on="2018-11-20")
    gone = make.EnrolmentFactory(
        participation=world.participation, withdrawn_on=datetime.date(2018, 12, 1), withdrawn_reason="ย้าย"
    )
    make.VisitFactory(enrolment=gone, visitor=world.field)
    told = page(client, world.officer, "monitoring:story_of_village", world.village.pk, year=2562)
    assert "1 จาก 20 ครัวเรือน" in told
    assert "0 จาก 20 ครัวเรือน" in told
    link = f"{reverse('households:list')}?year=2562&area={world.village.pk}&phase=before"
    assert link.replace("&", "&amp;") in told
    listed = client.get(link)
    assert listed.context["table"].paginator.count == 1
