"""An area changes hands: postings, open problems, the facts that are kept, the paper, and the way back."""

import datetime
import re

import pytest
from django.urls import reverse

from monitoring import handover_paper
from monitoring.handover_facts import facts_of
from monitoring.models import HandOver
from sammachip.lib import fiscal
from tests import factories as make
from tests.pages import page, post, queries
from villages.models import Posting

pytestmark = pytest.mark.django_db

NEW, UNDO, PAPER = "monitoring:handover_create", "monitoring:handover_undo", "monitoring:handover_pdf"
DAY = datetime.date


@pytest.fixture
def receiver(world):
    """Another field officer of the district, of ตำบล 900103."""
    user = make.UserFactory(username="receiver", role="field_officer", first_name="ผู้รับ", last_name="คนใหม่")
    make.PostingFactory(user=user, area_code="900103")
    return user


def own(world):
    return Posting.objects.get(user=world.field)


def typed(world, to, **changes):
    posting = Posting.objects.filter(user=world.field).first()
    return {
        "posting": posting.pk,
        "receiver": to.pk,
        "handed_on": "01/02/2562",
        "note": "กุญแจตู้",
    } | changes


def handed(client, world, receiver, **changes):
    post(client, world.chief, NEW, data=typed(world, receiver, **changes))
    return HandOver.objects.get(receiver=receiver)


def test_an_area_goes_to_the_receiver_from_the_day_on_with_the_open_problems_of_the_giver(
    client, world, receiver
):
    closed = make.ProblemFactory(
        enrolment=world.enrolment, owner=world.field, closed_on=DAY(2019, 1, 2), outcome="จบ"
    )
    others = make.ProblemFactory(enrolment=world.enrolment, owner=world.officer)
    handover = handed(client, world, receiver)
    assert (handover.giver, handover.area_code, handover.note) == (world.field, "900102", "กุญแจตู้")
    assert handover.history.get().history_user == world.chief
    assert own(world).ends_on == DAY(2019, 1, 31)
    begun = Posting.objects.get(user=receiver, area_code="900102")
    assert (begun.starts_on, begun.ends_on) == (DAY(2019, 2, 1), None)
    assert "ยังไม่เริ่ม" in page(client, world.chief, "villages:detail", world.village.pk)
    for row in (world.problem, closed, others, world.visit):
        row.refresh_from_db()
    assert (world.problem.owner, world.problem.version) == (receiver, 2)
    assert world.problem.history.first().history_user == world.chief
    assert (closed.owner, others.owner, world.visit.visitor) == (world.field, world.officer, world.field)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"receiver": "giver"}, "ผู้ส่งมอบและผู้รับมอบต้องเป็นคนละคน"),
        ({"receiver": "viewer"}, "ผู้รับมอบที่เลือกไม่มีในรายการของท่าน"),
        ({"receiver": "neighbour"}, "ผู้รับมอบที่เลือกไม่มีในรายการของท่าน"),
        ({"posting": "neighbour"}, "ผู้ส่งมอบและพื้นที่ที่เลือกไม่มีในรายการของท่าน"),
        ({"posting": ""}, "กรุณาเลือกผู้ส่งมอบและพื้นที่"),
        ({"handed_on": "01/10/2561"}, "หลังวันที่ผู้ส่งมอบเริ่มรับผิดชอบพื้นที่นี้ (01/10/2561)"),
        ({"handed_on": "18/03/2562"}, "ไม่เกิน 60 วันข้างหน้า คือไม่เกินวันที่ 17/03/2562"),
        ({"handed_on": "พรุ่งนี้"}, "ไม่ใช่วันที่"),
    ],
    ids=["same", "no role", "stranger", "not theirs", "none", "too early", "too late", "no day"],
)
def test_what_cannot_be_handed_over_comes_back_with_its_sentence(client, world, receiver, changes, sentence):
    known = {
        ("receiver", "giver"): world.field.pk,
        ("receiver", "viewer"): world.viewer.pk,
        ("receiver", "neighbour"): world.neighbour.pk,
        ("posting", "neighbour"): Posting.objects.get(user=world.neighbour).pk,
    }
    changes = {name: known.get((name, value), value) for name, value in changes.items()}
    before = HandOver.objects.count()
    answer = post(client, world.chief, NEW, data=typed(world, receiver, **changes)).content.decode()
    assert sentence in answer
    assert "กุญแจตู้" in answer
    assert HandOver.objects.count() == before
    assert own(world).ends_on is None


def test_a_posting_that_ends_by_itself_is_not_made_longer(client, world, receiver):
    Posting.objects.filter(user=world.field).update(ends_on=DAY(2019, 1, 20))
    answer = post(client, world.chief, NEW, data=typed(world, receiver)).content.decode()
    assert "พ้นหน้าที่ในพื้นที่นี้ตั้งแต่วันที่ 21/01/2562" in answer
    handed(client, world, receiver, handed_on="21/01/2562")
    assert own(world).ends_on == DAY(2019, 1, 20)


def test_only_a_head_of_office_hands_over_and_a_neighbours_is_not_there(client, world, receiver):
    for user in (world.officer, world.field, world.viewer):
        page(client, user, NEW, status=403)
        page(client, user, UNDO, world.handover.pk, status=403)
        page(client, user, "monitoring:handover", world.handover.pk)
    page(client, world.field, "monitoring:handover", world.other_handover.pk, status=404)
    for name in ("monitoring:handover", UNDO, PAPER):
        page(client, world.chief, name, world.neighbour_handover.pk, status=404)
    told = page(client, world.chief, "monitoring:handovers")
    assert str(world.other_handover.giver) in told
    assert str(world.neighbour_handover.giver) not in told


def test_the_facts_stay_as_they_were_on_the_day(client, world, receiver):
    make.VisitFactory(enrolment=world.enrolment, visitor=world.field, state="draft", visited_on="2019-01-10")
    handover = handed(client, world, receiver, handed_on="16/01/2562")
    facts = handover.facts
    assert {name: facts["counts"][name] for name in ("villages", "households", "groups", "problems")} == {
        "villages": 1,
        "households": 1,
        "groups": 1,
        "problems": 1,
    }
    assert (facts["counts"]["appointments"], facts["counts"]["unread"], facts["counts"]["drafts"]) == (
        1,
        1,
        1,
    )
    assert facts["problems"][0]["what"] == "วัตถุดิบ: กระจูดขาดช่วงหน้าฝน"
    world.problem.closed_on, world.problem.outcome = DAY(2019, 1, 16), "จบ"
    world.problem.save()
    told = page(client, receiver, "monitoring:handover", handover.pk)
    assert "กระจูดขาดช่วงหน้าฝน" in told


def test_what_is_overdue_is_named_with_its_day(world):
    facts = facts_of("900102", world.field, today=fiscal.today(), user=world.chief)
    [row] = [row for row in facts["overdue"] if row["what"] == world.rule.name]
    assert (row["name"], row["village"], row["on"]) == (
        str(world.household),
        str(world.village),
        "2019-01-12",
    )
    assert facts["villages"][0]["overdue"] == facts["counts"]["overdue"] == len(facts["overdue"])
    assert all(row["code"].startswith("900102") for row in facts["overdue"])


def test_a_receiver_who_is_posted_there_already_stays_so(client, world, receiver):
    make.PostingFactory(user=receiver, area_code="900102")
    handed(client, world, receiver)
    assert Posting.objects.filter(user=receiver, area_code="900102").count() == 1
    assert own(world).ends_on == DAY(2019, 1, 31)


def test_a_hand_over_is_taken_back_whole(client, world, receiver):
    handover = handed(client, world, receiver)
    assert "ยกเลิกการส่งมอบนี้?" in page(client, world.chief, UNDO, handover.pk)
    post(client, world.chief, UNDO, handover.pk, data={})
    assert not HandOver.objects.filter(pk=handover.pk).exists()
    assert HandOver.history.filter(id=handover.pk, history_type="-").get().history_user == world.chief
    assert own(world).ends_on is None
    assert not Posting.objects.filter(user=receiver, area_code="900102").exists()
    world.problem.refresh_from_db()
    assert world.problem.owner == world.field


@pytest.mark.parametrize("newer", ["hand-over", "posting", "visit", "no facts"])
def test_a_hand_over_on_which_something_stands_is_kept(client, world, receiver, newer):
    handover = handed(client, world, receiver, handed_on="10/01/2562")
    match newer:
        case "hand-over":
            make.HandOverFactory()
        case "posting":
            Posting.objects.filter(user=receiver, area_code="900102").update(ends_on=DAY(2019, 9, 30))
        case "visit":
            make.VisitFactory(enrolment=world.enrolment, visitor=receiver, visited_on=DAY(2019, 1, 15))
        case _:
            handover = world.other_handover
    answer = client.post(reverse(UNDO, args=[handover.pk]), follow=True).content.decode()
    assert "โปรด" in answer
    assert HandOver.objects.filter(pk=handover.pk).exists()
    assert own(world).ends_on == DAY(2019, 1, 9)


def test_the_paper_names_both_and_lists_what_goes_along_in_the_digits_of_the_plan(client, world, receiver):
    handover = handed(client, world, receiver)
    client.force_login(world.chief)
    answer = client.get(reverse(PAPER, args=[handover.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert "filename*" in answer["Content-Disposition"]
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", answer.content)) == 2
    values = handover_paper.values_of(HandOver.objects.with_names().get(pk=handover.pk), world.chief)
    assert (values["receiver"]["name"], values["chief"]["name"]) == ("ผู้รับ คนใหม่", world.chief.get_full_name())
    assert (values["area"], values["note"], values["has_thai_digits"]) == ("ตำบลเขารูปช้าง", "กุญแจตู้", True)
    assert [row["what"] for row in values["problems"]] == ["วัตถุดิบ: กระจูดขาดช่วงหน้าฝน"]
    assert client.get(reverse(PAPER, args=[world.other_handover.pk])).status_code == 404  # nothing was kept


def test_many_rows_cost_as_few_queries_as_one(client, world, receiver):
    handover = handed(client, world, receiver)
    names = {"monitoring:handovers": [], "monitoring:handover": [handover.pk]}
    few = {name: queries(client, world.chief, name, *of) for name, of in names.items()}
    for _ in range(4):
        make.HandOverFactory()
    handover.facts["problems"] *= 5
    handover.save()
    assert {name: queries(client, world.chief, name, *of) for name, of in names.items()} == few
