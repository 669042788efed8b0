"""Many problems at once: another officer answers for them, or by another day, each by the rules of its village."""

import datetime
import re

import pytest

from monitoring.models import Problem
from tests import factories as make
from tests.pages import page, post

pytestmark = pytest.mark.django_db

BULK, DONE = "monitoring:bulk_problems", "monitoring:bulk_problems_done"


@pytest.fixture
def problems(world):
    return [world.problem, make.ProblemFactory(enrolment=world.enrolment, owner=None)]


def again(rows):
    found = Problem.objects.in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows]


def typed(rows, **changes):
    return {"row": [str(row.pk) for row in rows]} | changes


def test_the_list_leads_to_it_and_it_offers_open_problems_of_the_area(client, world, problems):
    assert "/visits/problems/bulk/" in page(client, world.field, "monitoring:problems", year=2562)
    told = page(client, world.field, BULK, year=2562)
    assert told.count('name="row"') == 2
    assert "เพื่อนบ้าน" not in told
    page(client, world.viewer, BULK, status=403)


def test_another_officer_and_another_day_are_looked_at_saved_and_undone(client, world, problems):
    data = typed(problems, owner=str(world.officer.pk), due_on="๑/๒/๒๕๖๒")
    told = post(client, world.officer, BULK, data=data, year=2562).content.decode()
    assert "<ins>1 ก.พ. 2562</ins>" in told
    seen = {f"seen-{row.pk}": "1" for row in problems}
    answer = post(client, world.officer, BULK, data=data | seen | {"save": "1"}, year=2562)
    key = re.search(r"bulk/([0-9a-f-]{36})/", answer["Location"]).group(1)
    assert {(row.owner, row.due_on) for row in again(problems)} == {
        (world.officer, datetime.date(2019, 2, 1))
    }
    assert "เพื่อนบ้าน" not in page(client, world.officer, DONE, key)
    page(client, world.neighbour, DONE, key, status=404)
    post(client, world.officer, DONE, key, data={})
    assert [(row.owner, row.due_on) for row in again(problems)] == [(world.field, None), (None, None)]


def test_who_does_not_answer_for_the_village_and_a_day_before_it_was_found_are_refused(
    client, world, problems
):
    other = make.UserFactory(username="elsewhere", role="field_officer")
    make.PostingFactory(user=other, area_code="900103")
    told = post(
        client, world.officer, BULK, data=typed(problems, owner=str(other.pk)), year=2562
    ).content.decode()
    assert told.count("ไม่ได้รับผิดชอบหมู่บ้านนี้") == 2
    told = post(
        client, world.officer, BULK, data=typed(problems, due_on="1/11/2561"), year=2562
    ).content.decode()
    assert told.count("กำหนดแก้ไขต้องไม่มาก่อนวันที่พบปัญหา") == 2


def test_a_closed_problem_stays_as_it_is(client, world, problems):
    Problem.objects.filter(pk=problems[0].pk).update(closed_on="2019-01-10", outcome="แก้แล้ว")
    data = typed(problems, due_on="1/2/2562")
    told = post(client, world.officer, BULK, data=data, year=2562, state="all").content.decode()
    assert "เรื่องนี้ปิดแล้ว" in told
    assert "บันทึก 1 รายการ" in told
