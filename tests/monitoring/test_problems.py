"""Problems followed through: from found to closed, and what the district suffers from most."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from monitoring.models import Problem
from monitoring.suffering import Trouble, sums_by
from tests import factories as make
from tests.pages import page, post, queries

pytestmark = pytest.mark.django_db

NEW, STEP, CLOSE = "monitoring:problem_create", "monitoring:problem_step", "monitoring:problem_close"
REOPEN, HAND_ON = "monitoring:problem_reopen", "monitoring:problem_hand_on"
OTHER_WEEK = datetime.date(2019, 1, 9)


def typed(**changes):
    kind = make.ProblemKindFactory(name="ตลาด")
    return {"kind": kind.pk, "text": "ขายไม่ได้", "opened_on": "10/01/2562", "due_on": "30/01/2562"} | changes


def change(client, user, name, problem, **data):
    problem.refresh_from_db()
    return post(client, user, name, problem.pk, data={"version": problem.version} | data)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": ""}, "กรุณาเลือกประเภทปัญหา"),
        ({"kind": "0"}, "ประเภทปัญหาที่เลือกไม่มีในรายการของท่าน"),
        ({"opened_on": "17/01/2562"}, "วันที่พบปัญหาต้องไม่เป็นวันในอนาคต"),
        ({"due_on": "09/01/2562"}, "กำหนดแก้ไขต้องไม่มาก่อนวันที่พบปัญหา"),
        ({"opened_on": "เมื่อวาน"}, "ไม่ใช่วันที่"),
    ],
    ids=["no kind", "unknown kind", "future", "due too early", "no date"],
)
def test_what_cannot_be_a_problem_comes_back_with_its_sentence_and_what_was_typed(
    client, world, changes, sentence
):
    before = Problem.objects.count()
    answer = post(client, world.field, NEW, data=typed(**changes), enrolment=world.enrolment.pk)
    assert sentence in answer.content.decode()
    assert "ขายไม่ได้" in answer.content.decode()
    assert Problem.objects.count() == before


def test_a_problem_by_hand_is_of_one_household_group_or_village_and_of_whoever_wrote_it(client, world):
    for name, row in {
        "enrolment": world.enrolment,
        "group": world.group,
        "participation": world.participation,
    }.items():
        post(client, world.field, NEW, data=typed(owner=world.field.pk), **{name: row.pk})
        made = Problem.objects.latest("pk")
        assert (made.subject_row, made.participation, made.owner) == (row, world.participation, world.field)
        assert made.history.get().history_user == world.field
    page(
        client, world.field, NEW, group=world.group.pk, year=2563
    )  # the village takes no part: its last year counts
    page(client, world.field, NEW, group=world.group.pk, year=2562)
    post(client, world.officer, NEW, data=typed(group=world.group.pk))
    made = Problem.objects.latest("pk")
    assert (made.group, made.participation, made.owner) == (world.group, world.participation, world.officer)


def test_a_problem_of_nobody_or_of_two_is_refused(client, world):
    both = typed(group=world.group.pk, enrolment=world.enrolment.pk)
    for data in (typed(), both):
        assert "เป็นปัญหาของใครหนึ่งราย" in post(client, world.field, NEW, data=data).content.decode()
    elsewhere = make.OccupationGroupFactory(
        village=make.VillageFactory(subdistrict=world.village.subdistrict, moo=9)
    )
    answer = post(client, world.field, NEW, data=typed(group=elsewhere.pk)).content.decode()
    assert "หมู่บ้านของกลุ่มนี้ไม่ได้เข้าร่วมโครงการในปี 2562" in answer


def test_a_neighbours_problem_is_not_there_and_a_reader_changes_nothing(client, world):
    page(client, world.field, "monitoring:problem", world.other_problem.pk, status=404)
    page(client, world.field, NEW, enrolment=world.other_enrolment.pk, status=404)
    page(client, world.field, NEW, enrolment="x", status=404)
    for name in (STEP, CLOSE, REOPEN, HAND_ON, "monitoring:problem_edit"):
        page(client, world.field, name, world.other_problem.pk, status=404)
        page(client, world.viewer, name, world.problem.pk, status=403)
    assert "บันทึกสิ่งที่ได้ทำ" not in page(client, world.viewer, "monitoring:problem", world.problem.pk)


def test_a_step_is_dated_and_bears_the_name_of_who_took_it(client, world):
    answer = post(client, world.field, STEP, world.problem.pk, data={"taken_on": "17/01/2562", "text": "ซื้อ"})
    assert "วันที่ต้องไม่เป็นวันในอนาคต" in answer.content.decode()
    answer = post(client, world.field, STEP, world.problem.pk, data={"taken_on": "18/11/2561", "text": "ซื้อ"})
    assert "อยู่ก่อนวันที่พบปัญหา (19/11/2561)" in answer.content.decode()
    post(
        client,
        world.officer,
        STEP,
        world.problem.pk,
        data={"taken_on": "15/01/2562", "text": "ซื้อกระจูดแห้งสำรอง"},
    )
    step = world.problem.steps.get(taken_on="2019-01-15")
    assert (step.text, step.taken_by) == ("ซื้อกระจูดแห้งสำรอง", world.officer)
    assert step.history.get().history_user == world.officer
    told = page(client, world.field, "monitoring:problem", world.problem.pk)
    assert (
        told.index("ซื้อกระจูดแห้งสำรอง")
        < told.index("ประสานกลุ่มข้างเคียงแบ่งซื้อ")
        < told.index("พบในการติดตามก่อนอบรม")
    )
    page(client, world.field, "monitoring:problem_step_edit", step.pk, status=404)  # another's step
    page(client, world.officer, "monitoring:problem_step_edit", step.pk)


@pytest.mark.parametrize(
    ("due_on", "word"), [("2018-11-22", "เกินกำหนด"), ("2019-02-01", "ตามแผน")], ids=["late", "coming"]
)
def test_the_day_by_which_a_problem_is_to_be_solved_stands_in_its_place_in_the_story(
    client, world, due_on, word
):
    Problem.objects.filter(pk=world.problem.pk).update(due_on=due_on)
    told = page(client, world.field, "monitoring:problem", world.problem.pk)
    story = told[told.index("ความเป็นมา") :]
    step, due = story.index("ประสานกลุ่มข้างเคียงแบ่งซื้อ"), story.index("กำหนดแก้ไข")
    assert (due > step) == (word == "เกินกำหนด")
    assert f"({word})" in story


def test_a_problem_is_handed_on_to_a_colleague_of_the_village_only(client, world):
    outsider = make.UserFactory(role="field_officer")
    make.PostingFactory(user=outsider, area_code="900103")
    for owner, sentence in ((outsider, "ไม่มีในรายการของท่าน"), (world.field, "รับผิดชอบเรื่องนี้อยู่แล้ว")):
        answer = change(client, world.officer, HAND_ON, world.problem, owner=owner.pk)
        assert sentence in answer.content.decode()
    change(client, world.field, HAND_ON, world.problem, owner=world.officer.pk, note="ต้องใช้งบอำเภอ")
    world.problem.refresh_from_db()
    assert (world.problem.owner, world.problem.version) == (world.officer, 2)
    step = world.problem.steps.latest("pk")
    assert (step.text, step.taken_by) == (f"ส่งต่อให้ {world.officer}: ต้องใช้งบอำเภอ", world.field)


def test_a_problem_is_closed_with_its_outcome_and_reopened_without_losing_it(client, world):
    for data, sentence in (
        ({"closed_on": "16/01/2562", "outcome": " "}, "กรุณากรอกผลการแก้ไข"),
        ({"closed_on": "", "outcome": "ได้แหล่งใหม่"}, "กรุณากรอกวันที่ปิดเรื่อง"),
        ({"closed_on": "18/11/2561", "outcome": "ได้แหล่งใหม่"}, "อยู่ก่อนวันที่พบปัญหา"),
    ):
        assert sentence in change(client, world.field, CLOSE, world.problem, **data).content.decode()
    change(client, world.field, CLOSE, world.problem, closed_on="12/01/2562", outcome="ได้แหล่งใหม่")
    world.problem.refresh_from_db()
    assert (str(world.problem.closed_on), world.problem.outcome) == ("2019-01-12", "ได้แหล่งใหม่")
    assert (
        "ปิดแล้วเมื่อ 12/01/2562"
        in post(
            client, world.field, STEP, world.problem.pk, data={"taken_on": "15/01/2562", "text": "ซื้อ"}
        ).content.decode()
    )
    change(client, world.officer, REOPEN, world.problem, reason="แหล่งใหม่ขึ้นราคา")
    world.problem.refresh_from_db()
    assert (world.problem.closed_on, world.problem.outcome, world.problem.version) == (None, "", 3)
    ended, anew = world.problem.steps.order_by("pk")[1:]
    assert (ended.text, str(ended.taken_on), ended.taken_by) == (
        "ปิดเรื่อง: ได้แหล่งใหม่",
        "2019-01-12",
        world.field,
    )
    assert (anew.text, anew.taken_by) == ("เปิดเรื่องอีกครั้ง: แหล่งใหม่ขึ้นราคา", world.officer)
    assert "เปิดอยู่แล้ว" in change(client, world.officer, REOPEN, world.problem, reason="ย้ำ").content.decode()


def test_two_who_close_one_problem_at_once_choose_between_their_outcomes(client, world):
    change(client, world.field, CLOSE, world.problem, closed_on="12/01/2562", outcome="ได้แหล่งใหม่")
    late = {"version": 1, "closed_on": "12/01/2562", "outcome": "เลิกทำ"}
    answer = post(client, world.officer, CLOSE, world.problem.pk, data=late).content.decode()
    assert "ได้แหล่งใหม่" in answer
    assert "เลิกทำ" in answer
    assert Problem.objects.get(pk=world.problem.pk).outcome == "ได้แหล่งใหม่"


def test_the_list_shows_what_is_open_and_narrows_by_state_kind_owner_and_whose(client, world):
    make.ProblemFactory(enrolment=world.enrolment, text="เรื่องเก่า", closed_on=OTHER_WEEK, outcome="จบ")
    make.ProblemFactory(enrolment=world.enrolment, text="เรื่องช้า", due_on=OTHER_WEEK)
    make.ProblemFactory(
        enrolment=None, participation=world.participation, text="เรื่องหมู่บ้าน", owner=world.officer
    )

    def found(**asked):
        told = page(client, world.officer, "monitoring:problems", **asked)
        names = {"เรื่องเก่า", "เรื่องช้า", "เรื่องหมู่บ้าน", "กระจูดขาดช่วงหน้าฝน"}
        return {name for name in names if name in told}

    assert found() == {"เรื่องช้า", "เรื่องหมู่บ้าน", "กระจูดขาดช่วงหน้าฝน"}
    assert found(state="closed") == {"เรื่องเก่า"}
    assert found(state="overdue") == {"เรื่องช้า"}
    assert found(whose="village") == {"เรื่องหมู่บ้าน"}
    assert found(owner=world.officer.pk) == {"เรื่องหมู่บ้าน", "กระจูดขาดช่วงหน้าฝน"}  # ต่างตำบล
    assert found(since="20/11/2561") == set()
    assert found(village=world.village.pk, owner="none") == {"เรื่องช้า"}
    answer = client.get(reverse("monitoring:problems"), {"sheet": "xlsx", "whose": "village"})
    _, row = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values
    assert row[:2] == ("วัตถุดิบ", "เรื่องหมู่บ้าน")
    assert datetime.date(2018, 11, 19) in [cell.date() for cell in row if isinstance(cell, datetime.datetime)]


def test_what_was_still_open_when_the_year_began_is_seen_in_it(client, world):
    old = make.PlanFactory(fiscal_year=2561)
    part = make.ParticipationFactory(village=world.village, plan=old)
    for text, closed_on in (("ค้างมา", None), ("จบก่อนปี", "2018-09-30"), ("จบในปี", "2018-10-01")):
        make.ProblemFactory(
            enrolment=None,
            participation=part,
            text=text,
            opened_on="2018-08-01",
            closed_on=closed_on,
            outcome="จบ" if closed_on else "",
        )
    told = page(client, world.field, "monitoring:problems", state="all")
    assert ("ค้างมา" in told, "จบในปี" in told, "จบก่อนปี" in told) == (True, True, False)


def test_kinds_are_counted_with_the_middle_of_the_days_that_closing_took():
    day, today = datetime.date, datetime.date(2019, 1, 16)
    troubles = [
        Trouble(1, "a", day(2019, 1, 1), None, None),
        Trouble(1, "b", day(2019, 1, 1), day(2019, 1, 15), None),
        Trouble(1, "a", day(2019, 1, 1), None, day(2019, 1, 3)),
        Trouble(1, "a", day(2019, 1, 1), None, day(2019, 1, 15)),
        Trouble(2, "a", day(2019, 1, 1), day(2019, 1, 16), None),
    ]
    first, second = sums_by("kind", troubles, today).items()
    assert first[0] == 1
    assert (first[1].open, first[1].overdue, first[1].closed, first[1].days_to_close) == (2, 1, 2, 8)
    assert (second[1].open, second[1].overdue, second[1].days_to_close) == (1, 0, None)


def test_every_figure_of_the_overview_opens_its_rows(client, world):
    make.ProblemFactory(enrolment=world.enrolment, closed_on=OTHER_WEEK, outcome="จบ")
    told = page(client, world.officer, "monitoring:problem_kinds", area="900102")
    kind = world.problem.kind_id
    assert f"/problems/?area=900102&amp;kind={kind}&amp;state=closed" in told
    closed = page(client, world.officer, "monitoring:problems", area="900102", kind=kind, state="closed")
    assert "พบ <b>1</b> เรื่อง" in closed
    assert "51" in told  # days from 19 November to 9 January
    assert f"village={world.other_village.pk}" not in told


def test_the_pages_of_a_village_and_of_a_household_show_what_is_open(client, world):
    for name, key in (
        ("problems_of_village", world.village.pk),
        ("problems_of_household", world.household.pk),
    ):
        told = page(client, world.field, f"monitoring:{name}", key)
        assert "กระจูดขาดช่วงหน้าฝน" in told
    page(client, world.field, "monitoring:problems_of_household", world.other_household.pk, status=404)
    assert reverse("monitoring:problems_of_village", args=[world.village.pk]) in page(
        client, world.field, "villages:detail", world.village.pk
    )
    assert reverse("monitoring:problems_of_household", args=[world.household.pk]) in page(
        client, world.field, "households:detail", world.household.pk
    )


@pytest.mark.parametrize("name", ["problems", "problem_kinds", "problems_of_village", "problem"])
def test_many_problems_cost_as_few_queries_as_one(client, world, name):
    of = {"problems_of_village": [world.village.pk], "problem": [world.problem.pk]}.get(name, [])
    few = queries(client, world.field, f"monitoring:{name}", *of)
    for moo in range(4):
        make.ProblemFactory(
            enrolment=make.EnrolmentFactory(participation=world.participation), owner=world.officer
        )
        make.ProblemStepFactory(problem=world.problem, text=f"ขั้นที่ {moo}")
    assert queries(client, world.field, f"monitoring:{name}", *of) == few
