"""The district's support team: who is in it, from which agency, and on how many visits each went along."""

import pytest

from monitoring.models import Companion, Visit
from tests import factories as make
from tests.pages import page, post, queries
from villages.models import SupportPerson

pytestmark = pytest.mark.django_db

PERSON = {
    "name": "นายเกษตร ตัวอย่าง",
    "position": "นักวิชาการเกษตร",
    "district": "9001",
    "phone": "๐๘๑-๒๓๔-๕๖๗๘",
    "is_present": "on",
}


def test_the_list_shows_the_own_districts_team_with_how_often_each_went_along(client, world):
    make.CompanionFactory(visit=world.visit, agency=None, support_person=world.supporter)
    draft = make.VisitFactory(enrolment=world.enrolment, state=Visit.State.DRAFT)
    make.CompanionFactory(visit=draft, agency=None, support_person=world.supporter)
    SupportPerson.objects.filter(pk=world.neighbour_supporter.pk).update(name="คนต่างอำเภอ")
    told = page(client, world.field, "villages:support_team", year=2562)
    assert world.supporter.name in told
    assert "คนต่างอำเภอ" not in told
    assert ">1</a>" in told
    assert "สำนักงานพัฒนาชุมชนอำเภอ" in told


def test_someone_is_added_and_leaves_the_team(client, world):
    answer = post(client, world.officer, "villages:support_create", data=PERSON | {"agency": world.agency.pk})
    row = SupportPerson.objects.get(name=PERSON["name"])
    assert answer["Location"] == "/villages/support-team/"
    assert (row.agency, row.phone, row.history.get().history_user) == (
        world.agency,
        "0812345678",
        world.officer,
    )
    assert PERSON["name"] in page(client, world.officer, "villages:agency", world.agency.pk, year=2562)
    left = PERSON | {"agency": world.agency.pk, "is_present": "", "version": 1}
    post(client, world.officer, "villages:support_edit", row.pk, data=left)
    assert PERSON["name"] not in page(client, world.field, "villages:support_team", year=2562)
    told = page(client, world.field, "villages:support_team", year=2562, state="left")
    assert PERSON["name"] in told
    assert "ออกจากทีมแล้ว" in told


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "นางสนับสนุน ตัวอย่าง"}, "ทีมสนับสนุนของอำเภอนี้มีชื่อนี้แล้ว"),
        ({"name": ""}, "กรุณากรอกชื่อ-สกุล"),
        ({"phone": "12"}, "โทรศัพท์"),
        ({"district": "9002"}, "อำเภอที่เลือกไม่มีในรายการของท่าน"),
    ],
)
def test_what_is_wrong_is_said(client, world, changes, sentence):
    answer = post(client, world.officer, "villages:support_create", data=PERSON | changes)
    assert sentence in answer.content.decode()


def test_an_agency_of_another_district_is_no_choice(client, world):
    data = PERSON | {"agency": world.neighbour_agency.pk}
    told = post(client, world.officer, "villages:support_create", data=data).content.decode()
    assert "หน่วยงานที่เลือกไม่มีในรายการของท่าน" in told


def test_who_may(client, world):
    page(client, world.viewer, "villages:support_team")
    page(client, world.field, "villages:support_create", status=403)
    page(client, world.field, "villages:support_edit", world.supporter.pk, status=403)
    page(client, world.officer, "villages:support_edit", world.neighbour_supporter.pk, status=404)


def test_joint_visits_of_an_agency_count_each_visit_once_and_those_of_its_people(client, world):
    Companion.objects.filter(visit=world.visit).delete()
    person = make.SupportPersonFactory(district=world.plan.district, name="คนของหน่วยงาน", agency=world.agency)
    make.CompanionFactory(visit=world.visit, agency=world.agency)
    make.CompanionFactory(visit=world.visit, agency=None, support_person=person)
    second = make.VisitFactory(enrolment=world.enrolment, visited_on="2018-11-20")
    make.CompanionFactory(visit=second, agency=None, support_person=person)
    told = page(client, world.officer, "monitoring:joint_visits", world.agency.pk, year=2562)
    assert "ร่วมติดตาม <b>3</b> ครั้ง ใน <b>2</b> หมู่บ้าน" in told  # the third is of the other village
    told = page(client, world.field, "monitoring:joint_visits", world.agency.pk, year=2562)
    assert "ร่วมติดตาม <b>2</b> ครั้ง ใน <b>1</b> หมู่บ้าน" in told
    told = page(client, world.field, "monitoring:joint_visits_of_person", person.pk, year=2562)
    assert "ร่วมติดตาม <b>2</b> ครั้ง" in told
    page(client, world.field, "monitoring:joint_visits", world.neighbour_agency.pk, status=404)


def test_the_team_is_asked_for_as_often_for_many_as_for_one(client, world):
    few = queries(client, world.field, "villages:support_team", year=2562)
    for number in range(6):
        make.SupportPersonFactory(district=world.plan.district, name=f"คนที่ {number}", agency=world.agency)
    assert queries(client, world.field, "villages:support_team", year=2562) == few


def test_what_a_year_still_owes_is_told_where_it_is_closed(client, world):
    told = page(client, world.chief, "monitoring:owed_in_plan", world.plan.pk)
    assert "การติดตามที่เกินกำหนด" in told
    page(client, world.chief, "monitoring:owed_in_plan", world.neighbour_plan.pk, status=404)
