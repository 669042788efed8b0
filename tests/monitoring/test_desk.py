"""The chief's desk: visits are read, advised and acknowledged, each as it was read, and nothing is locked by accident."""

import datetime
import io

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from monitoring.models import Visit, VisitAdvice
from monitoring.services import desk as services
from tests import factories as make
from tests.pages import page, post, queries

pytestmark = pytest.mark.django_db

DESK, READ, ADVISE = "monitoring:desk", "monitoring:desk_visit", "monitoring:advise"
LATER = "2019-01-17 09:00 +0700"


def sign(client, user, visit, *, version=None, do="acknowledge", **data):
    shown = {"version": version or visit.version, "do": do} | data
    return post(client, user, READ, visit.pk, data=shown)


def state_of(visit):
    visit.refresh_from_db()
    return visit.state, visit.acknowledged_by


@pytest.mark.parametrize("who", ["officer", "field", "viewer", "auditor"])
def test_only_a_head_of_office_has_a_desk(client, world, who):
    user = getattr(world, who)
    page(client, user, DESK, status=403)
    page(client, user, READ, world.visit.pk, status=403)
    assert sign(client, user, world.visit).status_code == 403
    assert post(client, user, "monitoring:take_back", world.visit.pk, data={}).status_code == 403
    assert state_of(world.visit) == ("recorded", None)


def test_a_neighbours_visit_is_on_nobody_elses_desk(client, world):
    told = page(client, world.chief, DESK)
    assert world.household.first_name in told
    assert world.neighbour_household.first_name not in told
    assert sign(client, world.chief, world.neighbour_visit).status_code == 404
    assert post(client, world.chief, ADVISE, world.neighbour_visit.pk, data={"text": "ดี"}).status_code == 404


def test_drafts_and_ones_own_visits_do_not_wait(client, world):
    own = make.VisitFactory(enrolment=world.enrolment, visitor=world.chief)
    draft = make.VisitFactory(enrolment=world.enrolment, visitor=world.field, state="draft")
    for visit in (own, draft):
        assert sign(client, world.chief, visit).status_code == 404
    assert services.acknowledge([own, draft], by=world.chief) == []
    assert "พบ <b>2</b> ครั้ง" in page(client, world.chief, DESK)


def test_a_visit_is_acknowledged_with_words_and_leads_to_the_next(client, world):
    answer = sign(client, world.chief, world.visit, text="ดีมาก ขอให้ชวนบ้านข้างเคียง")
    assert answer.url == reverse(READ, args=[world.other_visit.pk])
    assert state_of(world.visit) == ("acknowledged", world.chief)
    assert (world.visit.version, world.visit.acknowledged_at is None) == (2, False)
    assert world.visit.history.first().history_user == world.chief
    advice = world.visit.advices.latest("given_at")
    assert (advice.text, advice.given_by) == ("ดีมาก ขอให้ชวนบ้านข้างเคียง", world.chief)
    assert sign(client, world.chief, world.other_visit).url == reverse(DESK)
    assert world.other_visit.advices.count() == 1  # nothing was written, nothing was sent


def test_what_its_writer_changed_since_it_was_read_is_not_acknowledged(client, world):
    Visit.objects.filter(pk=world.visit.pk).update(version=2, findings="แก้แล้ว")
    answer = sign(client, world.chief, world.visit, version=1, text="อ่านแล้ว").content.decode()
    assert "มีผู้แก้ไขบันทึกนี้หลังจากที่ท่านเปิดอ่าน" in answer
    assert "แก้แล้ว" in answer
    assert "อ่านแล้ว" in answer
    assert state_of(world.visit) == ("recorded", None)
    ticks = [f"{world.visit.pk}:1", f"{world.other_visit.pk}:1", "x", f"{world.neighbour_visit.pk}:1"]
    post(client, world.chief, DESK, data={"visit": ticks})
    assert state_of(world.visit) == ("recorded", None)
    assert state_of(world.other_visit) == ("acknowledged", world.chief)
    assert state_of(world.neighbour_visit) == ("recorded", None)
    assert "ไม่ได้รับทราบ 2 ครั้ง" in page(client, world.chief, DESK)


def test_several_are_acknowledged_at_once_and_none_without_a_tick(client, world):
    post(client, world.chief, DESK, data={})
    assert "ยังไม่ได้เลือกรายการ" in page(client, world.chief, DESK)
    post(
        client,
        world.chief,
        DESK,
        data={"visit": [f"{visit.pk}:1" for visit in (world.visit, world.other_visit)]},
    )
    told = page(client, world.chief, DESK)
    assert "รับทราบแล้ว 2 ครั้ง" in told
    assert "ไม่มีการติดตามที่รอรับทราบ" in told
    assert world.household.first_name in page(client, world.chief, DESK, state="read")


def test_an_acknowledged_visit_is_locked_for_its_writer(client, world):
    services.acknowledge([world.visit], by=world.chief)
    page(client, world.field, "monitoring:edit", world.visit.pk, status=403)
    services.take_back(world.visit, by=world.chief)
    page(client, world.field, "monitoring:edit", world.visit.pk)


def test_acknowledging_is_taken_back_while_no_correction_stands_on_it(client, world):
    services.acknowledge([world.visit], by=world.chief)
    post(client, world.chief, "monitoring:take_back", world.visit.pk, data={})
    assert state_of(world.visit) == ("recorded", None)
    assert world.visit.acknowledged_at is None
    answer = post(client, world.chief, "monitoring:take_back", world.visit.pk, data={})
    assert answer.status_code == 302
    services.acknowledge([world.visit], by=world.chief)
    make.VisitFactory(enrolment=world.enrolment, visitor=world.field, corrects=world.visit)
    client.post(reverse("monitoring:take_back", args=[world.visit.pk]), follow=True)
    assert state_of(world.visit) == ("acknowledged", world.chief)


def test_a_visit_of_a_closed_year_is_not_acknowledged(client, world):
    world.plan.closed_on = datetime.date(2019, 1, 15)
    world.plan.save()
    answer = sign(client, world.chief, world.visit, text="ดี")
    assert answer.status_code == 403
    assert "ปิดแล้ว" in answer.content.decode()
    assert state_of(world.visit) == ("recorded", None)
    assert world.visit.advices.count() == 1


def test_advice_needs_words_and_stays_open_after_the_lock(client, world):
    before = VisitAdvice.objects.count()
    answer = sign(client, world.chief, world.visit, do="advise", text="  ").content.decode()
    assert "กรุณากรอกคำแนะนำ" in answer
    assert post(client, world.chief, ADVISE, world.visit.pk, data={"text": ""}).status_code == 200
    assert VisitAdvice.objects.count() == before
    services.acknowledge([world.visit], by=world.chief)
    post(client, world.chief, ADVISE, world.visit.pk, data={"text": "พาไปดูงาน"})
    advice = world.visit.advices.get(text="พาไปดูงาน")
    assert advice.history.get().history_user == world.chief
    told = page(client, world.field, "monitoring:detail", world.visit.pk)
    assert "พาไปดูงาน" in told
    assert f"รับทราบโดย {world.chief}" in told
    assert reverse(ADVISE, args=[world.visit.pk]) not in told
    page(client, world.field, ADVISE, world.visit.pk, status=403)
    page(
        client, world.chief, "monitoring:advice_edit", world.visit.advices.first().pk, status=404
    )  # another's words
    page(client, world.chief, "monitoring:advice_edit", advice.pk)


def test_advice_is_new_until_its_reader_writes_of_the_same_household_again(client, world):
    services.advise(world.visit, "พาไปดูงาน", by=world.chief)

    def new():
        return Visit.objects.with_new_advice().filter(is_advised=True, visitor=world.field).count()

    assert new() == 1
    assert "มีคำแนะนำใหม่" in page(client, world.field, "monitoring:list", advice="new")
    with time_machine.travel(LATER):
        other = make.EnrolmentFactory(participation=world.participation)
        visit = make.VisitFactory.build(
            enrolment=other, participation=world.participation, visitor=world.field
        )
        visit._history_user = world.field
        visit.save()
        assert new() == 1
        visit = make.VisitFactory.build(
            enrolment=world.enrolment, participation=world.participation, visitor=world.field
        )
        visit._history_user = world.field
        visit.save()
        assert new() == 0


def test_the_desk_narrows_by_officer_phase_problem_photo_and_advice(client, world):
    make.PhotoFactory(area_code=world.village.pk, subject="monitoring.visit", subject_id=world.visit.pk)
    make.VisitFactory(enrolment=world.enrolment, visitor=world.field, phase="after", findings="หลังอบรมดี")

    def count(**asked):
        told = page(client, world.chief, DESK, **asked)
        return next((n for n in range(4) if f"พบ <b>{n}</b>" in told), 0)

    assert count() == 3
    assert count(officer=world.officer.pk) == 1
    assert count(phase="after") == 1
    assert (count(problem="yes"), count(problem="no")) == (2, 1)
    assert (count(photo="yes"), count(photo="no")) == (1, 2)
    assert (count(advice="yes"), count(advice="no")) == (2, 1)
    assert count(village=world.village.pk) == 2
    assert count(q="หลังอบรมดี") == 1
    answer = client.get(reverse(DESK), {"sheet": "xlsx", "photo": "yes"})
    _, row = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values
    assert (row[0], row[1].date()) == (str(world.household), datetime.date(2018, 11, 19))
    assert row[-2:] == ("วัตถุดิบ: กระจูดขาดช่วงหน้าฝน", 1)


def test_one_page_tells_all_that_is_worth_reading(client, world):
    last = make.VisitFactory(
        enrolment=world.enrolment, visitor=world.field, visited_on="2018-11-10", promise="จะเริ่มสาน"
    )
    make.IncomeFactory(enrolment=world.enrolment, told_on="2018-11-10", amount=3000)
    told = page(client, world.chief, READ, world.visit.pk)
    for words in (
        "กระจูดขาดช่วงหน้าฝน",
        "ตลาดนัด",
        "บ้านข้างเคียง",
        "เกษตรอำเภอ",
        "+40%",
        "จะเริ่มสาน",
        "ควรพาไปดูงาน",
    ):
        assert words in told
    assert last.get_absolute_url() in told
    assert "2 จาก 3" in told


@pytest.mark.parametrize("name", [DESK, READ])
def test_many_visits_cost_as_few_queries_as_two(client, world, name):
    of = [world.visit.pk] if name == READ else []
    few = queries(client, world.chief, name, *of)
    for _ in range(4):
        visit = make.VisitFactory(
            enrolment=make.EnrolmentFactory(participation=world.participation), visitor=world.officer
        )
        make.ProblemFactory(enrolment=visit.enrolment, found_in=visit)
        make.VisitAdviceFactory(visit=world.visit)
        make.VisitAnswerFactory(visit=world.visit)
    assert queries(client, world.chief, name, *of) == few
