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


def test_visits_of_one_day_stand_together_and_a_single_one_leads_to_itself(client, world):
    alone = page(client, world.officer, "monitoring:story_of_village", world.village.pk, year=2562)
    assert reverse("monitoring:detail", args=[world.visit.pk]) in alone
    enrolment = make.EnrolmentFactory(participation=world.participation)
    make.VisitFactory(enrolment=enrolment, visitor=world.field)
    together = page(client, world.officer, "monitoring:story_of_village", world.village.pk)
    assert "2 ราย" in together
    assert reverse("monitoring:detail", args=[world.visit.pk]) not in together


def test_drafts_other_years_and_unformed_groups_are_left_out(client, world):
    make.OccupationGroupFactory(village=world.village, name="กลุ่มร่าง", state="draft")
    make.OccupationGroupFactory(village=world.village, name="กลุ่มปีก่อน", formed_on=datetime.date(2018, 9, 30))
    told = page(client, world.officer, "monitoring:story_of_village", world.village.pk, year=2562)
    assert "กลุ่มร่าง" not in told
    assert "กลุ่มปีก่อน" not in told


def test_a_neighbours_story_is_not_found(client, world):
    page(client, world.officer, "monitoring:story_of_village", world.neighbour_village.pk, status=404)
