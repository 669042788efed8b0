"""What a phone saved without a signal arrives once, whatever happens on the way, and every refusal says why in Thai."""

import copy
import json
import random
import uuid

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.models import Visit
from phones.models import Submission
from phones.services import settling
from tests.phones.sending import SYNC, now, op, results, roll_op, send, visit_op
from training.models import Attendance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2019-03-16T03:00:00Z", tick=False):
        yield


def test_a_visit_arrives_with_its_receipt_and_its_writer(client, world):
    one = visit_op(world.enrolment)
    (told,) = results(client, world.device, one)
    assert (told["op_id"], told["status"]) == (one["op_id"], "applied"), told
    visit, receipt = Visit.objects.get(pk=one["id"]), Submission.objects.get(pk=one["op_id"])
    assert (visit.visitor, visit.enrolment, visit.findings) == (world.field, world.enrolment, "ปลูกผักแล้ว")
    assert visit.history.get().history_user == world.field
    assert (receipt.state, receipt.area_code, receipt.is_flagged) == ("applied", world.village.pk, False)


def test_the_same_operation_sent_again_changes_nothing(client, world):
    one = visit_op(world.enrolment)
    results(client, world.device, one)
    assert [told["status"] for told in results(client, world.device, one, one)] == ["replayed"] * 2
    assert Visit.objects.filter(pk=one["id"]).count() == 1


@pytest.mark.parametrize("fresh", [False, True])
def test_a_known_name_with_other_content_is_never_applied(client, world, fresh):
    one = visit_op(world.enrolment)
    results(client, world.device, one)
    other = copy.deepcopy(one)
    other["data"]["findings"] = "อย่างอื่น"
    other["op_id"] = str(uuid.uuid4()) if fresh else one["op_id"]
    (told,) = results(client, world.device, other)
    assert (told["status"], told["code"]) == ("rejected", "op_id_reused")
    assert Visit.objects.get(pk=one["id"]).findings == "ปลูกผักแล้ว"


def test_anothers_operation_tells_nothing(client, world):
    one = visit_op(world.enrolment)
    results(client, world.device, one)
    (told,) = results(client, world.neighbour_device, one)
    assert (told["code"], world.household.first_name in json.dumps(told)) == ("op_id_reused", False)


def test_a_neighbours_household_is_answered_as_one_that_is_not_there(client, world):
    there = visit_op(world.neighbour_enrolment)
    nowhere = visit_op(world.enrolment, enrolment=str(uuid.uuid4()))
    first, second = results(client, world.device, there, nowhere)
    assert {**first, "op_id": ""} == {**second, "op_id": ""}
    assert first["code"] == "unknown_subject"


def test_a_refused_visit_reads_the_desks_sentence_and_does_not_hold_up_the_next(client, world):
    bad, good = visit_op(world.enrolment, income_amount="-5", phase="x"), visit_op(world.enrolment)
    refused, applied = results(client, world.device, bad, good)
    assert (refused["code"], applied["status"]) == ("not_valid", "applied")
    assert refused["errors"]["income_amount"] == ["รายได้ต้องไม่ติดลบ"]
    assert not Visit.objects.filter(pk=bad["id"]).exists()
    again = results(client, world.device, bad)[0]
    assert (again["status"], again["errors"]) == ("rejected", refused["errors"])


def test_a_visit_saved_again_replaces_the_refused_one(client, world):
    bad = visit_op(world.enrolment, phase="x")
    good = visit_op(world.enrolment) | {"id": bad["id"]}
    results(client, world.device, bad)
    assert results(client, world.device, good)[0]["status"] == "applied"
    assert Submission.objects.get(pk=bad["op_id"]).state == "replaced"
    assert results(client, world.device, bad)[0]["code"] == "replaced"


def test_a_question_that_was_not_asked_does_not_refuse_but_waits_for_a_look(client, world):
    one = visit_op(world.enrolment, income_amount="9000000", income_period="month")
    assert results(client, world.device, one)[0]["status"] == "applied"
    receipt = Submission.objects.get(pk=one["op_id"])
    assert (receipt.flags, receipt.is_flagged) == (["unasked"], True)
    settling.looked_at(receipt, by=world.officer)
    assert not Submission.objects.get(pk=one["op_id"]).is_flagged


def test_what_is_no_longer_the_senders_is_kept_for_the_office(client, world):
    one = visit_op(world.enrolment)
    world.field.postings.update(ends_on="2019-03-01")
    (told,) = results(client, world.device, one)
    assert (told["status"], told["code"]) == ("applied", "parked")
    assert not Visit.objects.filter(pk=one["id"]).exists()
    receipt = Submission.objects.get(pk=one["op_id"])
    assert (receipt.state, receipt.area_code) == ("parked", world.village.pk)
    settling.receive(receipt, by=world.officer)
    assert Visit.objects.get(pk=one["id"]).visitor == world.field
    assert "code" not in results(client, world.device, one)[0]


MALFORMED = [
    {"type": "visit"},
    {"type": ["visit"]},
    {"type": "party"},
    {"id": "7"},
    {"id": None},
    {"data": []},
    {"data": {"findings": 5}},
    {"data": {"findings": {"a": [[[[[]]]]]}}},
    {"data": {"findings": "a\0b"}},
    {"data": {"findings": "\ud800"}},
    {"data": {"findings": float("inf")}},
    {"data": {"findings": float("nan")}},
]


@pytest.mark.parametrize("odd", MALFORMED[1:], ids=repr)
def test_what_cannot_be_read_is_answered_alone(client, world, odd):
    good = visit_op(world.enrolment)
    bad = visit_op(world.enrolment) | odd
    first, second = results(client, world.device, bad, good)
    assert (first["op_id"], first["status"], first["code"]) == (bad["op_id"], "rejected", "malformed")
    assert second["status"] == "applied"


@pytest.mark.parametrize(
    "raw", [None, 7, [], {}, {"op_id": 5}, {"op_id": "\ud800"}, {"op_id": "x" * 4000}], ids=repr
)
def test_an_operation_without_a_name_is_answered_too(client, world, raw):
    first, second = results(client, world.device, raw, visit_op(world.enrolment))
    assert (first["code"], second["status"]) == ("malformed", "applied")


@pytest.mark.parametrize(
    "body", [b"", b"[", b"[]", b"{}", b'{"ops": 5}', b"\xff", b"[" * 100_000, b"9" * 5000]
)
def test_a_batch_that_cannot_be_read_is_sent_one_by_one(client, world, body):
    client.force_login(world.field)
    headers = {"X-Device": str(world.device.pk)}
    answer = client.post(SYNC, body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


def test_too_much_at_once_is_to_be_halved(client, world):
    assert send(client, world.device, *[None] * 201).json()["code"] == "too_large"
    assert send(client, world.device, "x" * 1_100_000).status_code == 413


def test_a_wrong_clock_dates_by_arrival_and_the_desk_gives_the_true_day(client, world):
    one = visit_op(world.enrolment, visited_on="10/03/2565", next_on="11/03/2562")
    (told,) = results(client, world.device, one, sent_at="2031-01-01T00:00:00+07:00")
    assert told["status"] == "applied", told
    visit, receipt = Visit.objects.get(pk=one["id"]), Submission.objects.get(pk=one["op_id"])
    assert (visit.visited_on, visit.next_on) == (timezone.localdate(), None)
    assert receipt.flags == ["clock", "arrival"]
    settling.redate(receipt, on=visit.visited_on.replace(day=9), by=world.officer)
    visit.refresh_from_db()
    assert (visit.visited_on.day, visit.findings) == (9, "ปลูกผักแล้ว")
    assert visit.history.first().history_user == world.officer


def test_a_dismissed_visit_tells_its_writer_why_and_can_be_taken_back(client, world):
    one = visit_op(world.enrolment, phase="x")
    results(client, world.device, one)
    receipt = Submission.objects.get(pk=one["op_id"])
    settling.dismiss(receipt, note="ซ้ำกับของเพื่อน", by=world.officer)
    told = results(client, world.device, one)[0]
    assert (told["code"], "ซ้ำกับของเพื่อน" in told["words"]) == ("dismissed", True)
    settling.reopen(receipt, by=world.officer)
    assert results(client, world.device, one)[0]["code"] == "not_valid"


def test_a_roll_call_holds_and_shows_what_it_changed_of_others(client, world):
    row = Attendance.objects.get(session=world.session)
    key, on = str(row.person_key), row.on
    with time_machine.travel(f"{on}T05:00:00Z", tick=False):
        one = roll_op(world.session, {key: ["absent", ""]}, on)
        (told,) = results(client, world.device, one)
    assert told["status"] == "applied", told
    row.refresh_from_db()
    assert row.status == "absent"
    receipt = Submission.objects.get(pk=one["op_id"])
    assert receipt.flags == ["differs"]
    assert receipt.result["differences"][0]["is"] == "ไม่มา"


@pytest.mark.parametrize(
    "data",
    [
        {"on": "2001-01-01"},
        {"on": "x"},
        {"marks": {"x": ["present", ""]}},
        {"marks": {"0d5f0c3e-7a51-4c58-9d6a-2f6c7e0b1a11": ["present", ""]}},
    ],
    ids=repr,
)
def test_a_roll_that_cannot_be_is_refused_in_words(client, world, data):
    one = op("attendance", {"session": str(world.session.pk), "on": "2019-03-16", "marks": {}} | data)
    (told,) = results(client, world.device, one)
    assert (told["code"], bool(told["errors"][""][0])) == ("not_valid", True)


@given(times=st.integers(1, 5), seed=st.integers(), change=st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_often_and_in_whatever_order_it_comes_nothing_is_doubled(client, world, times, seed, change):
    rnd = random.Random(seed)
    ops = [visit_op(world.enrolment, findings=f"ข้อ {n}") for n in range(4)]
    first = results(client, world.device, *ops)
    assert {told["status"] for told in first} == {"applied"}
    before = Visit.objects.count()
    sent = ops * times
    rnd.shuffle(sent)
    if change:
        sent = [copy.deepcopy(one) for one in sent]
        sent[0]["data"]["findings"] += "x"
    cut = rnd.randrange(len(sent) + 1)
    told = results(client, world.device, *sent[:cut]) + results(client, world.device, *sent[cut:])
    assert Visit.objects.count() == before
    wanted = ["rejected" if change and n == 0 else "replayed" for n in range(len(sent))]
    assert [one["status"] for one in told] == wanted
    assert now()
