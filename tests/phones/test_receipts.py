"""What of a receipt is seen at the desk, and what a later operation does to an earlier one."""

import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError

from monitoring.models import Visit
from phones.models import Submission
from phones.services import settling
from tests import factories as make
from tests.phones.sending import results, send, visit_op

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2019-03-16T03:00:00Z", tick=False):
        yield


def refused(client, world):
    one = visit_op(world.enrolment, phase="x")
    results(client, world.device, one)
    return one


def state_of(op):
    return Submission.objects.get(pk=op["op_id"]).state


def test_a_refused_visit_that_is_written_again_waits_once(client, world):
    first = refused(client, world)
    again = visit_op(world.enrolment) | {"id": first["id"]}
    assert results(client, world.device, again)[0]["status"] == "applied"
    assert (state_of(first), state_of(again)) == ("replaced", "applied")


def test_what_cannot_be_read_does_not_push_a_refused_visit_from_the_desk(client, world):
    first = refused(client, world)
    spoilt = visit_op(world.enrolment) | {"id": first["id"], "data": {"phase": 5}}
    assert results(client, world.device, spoilt)[0]["code"] == "malformed"
    assert state_of(first) == "rejected"


def test_what_names_nobody_is_seen_by_the_senders_office_and_not_by_the_neighbour(client, world):
    lost = visit_op(world.enrolment, enrolment=str(uuid.uuid4()))
    assert results(client, world.device, lost)[0]["code"] == "unknown_subject"
    for who, sees in (("officer", True), ("chief", True), ("neighbour", False)):
        rows = Submission.objects.visible_to(getattr(world, who)).waiting()
        assert rows.filter(pk=lost["op_id"]).exists() is sees


def test_a_batch_beyond_its_limit_is_to_be_halved(client, world):
    big = visit_op(world.enrolment, findings="ก" * 400_000)
    answer = send(client, world.device, big)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not Visit.objects.filter(pk=big["id"]).exists()


def named(world, whom):
    group = {"group": str(world.group.pk), "kind": "advice"}
    return {
        "team_member": {"team_member": str(world.lead.pk)},
        "session": {"session": str(world.session.pk)},
        "group": group,
        "team": {"participation": str(world.participation.pk), "whom": "team"},
        "village": {"participation": str(world.participation.pk), "whom": "village"},
    }[whom]


@pytest.mark.parametrize("whom", ["team_member", "session", "group", "team", "village"])
def test_whomever_a_visit_was_paid_to_it_arrives(client, world, whom):
    told = visit_op(world.enrolment)
    del told["data"]["enrolment"]
    told["data"] |= {"kind": "advice"} | named(world, whom)
    (answer,) = results(client, world.device, told)
    assert answer["status"] == "applied", answer
    assert Visit.objects.get(pk=told["id"]).visitor == world.field


def test_a_household_that_had_left_and_a_closed_year_are_refused_in_the_desks_words(client, world):
    world.enrolment.withdrawn_on, world.enrolment.withdrawn_reason = "2019-03-01", "ย้าย"
    world.enrolment.save()
    (left,) = results(client, world.device, visit_op(world.enrolment))
    assert "ถอนตัว" in left["errors"]["visited_on"][0]
    world.plan.closed_on = "2019-03-15"
    world.plan.save()
    (closed,) = results(client, world.device, visit_op(world.enrolment))
    assert closed["status"] == "rejected"
    assert "ปิดปี" in str(closed["errors"])


def test_only_what_is_flagged_and_written_is_looked_at(client, world):
    waiting = Submission.objects.get(pk=refused(client, world)["op_id"])
    with pytest.raises(ValidationError):
        settling.looked_at(waiting, by=world.officer)
    plain = visit_op(world.enrolment)
    results(client, world.device, plain)
    with pytest.raises(ValidationError):
        settling.looked_at(Submission.objects.get(pk=plain["op_id"]), by=world.officer)
    odd = visit_op(make.EnrolmentFactory(participation=world.participation))
    results(client, world.device, odd, sent_at="2019-03-16T04:00:00Z")
    assert Submission.objects.waiting().filter(pk=odd["op_id"]).exists()
    settling.looked_at(Submission.objects.get(pk=odd["op_id"]), by=world.officer)
    assert not Submission.objects.waiting().filter(pk=odd["op_id"]).exists()


def test_what_was_left_out_and_taken_back_waits_again_and_both_acts_are_kept(client, world):
    row = Submission.objects.get(pk=refused(client, world)["op_id"])
    settling.dismiss(row, note="เขียนซ้ำ", by=world.officer)
    settling.reopen(row, by=world.chief)
    row.refresh_from_db()
    assert (row.state, row.settled_by, row.settled_at, row.note) == ("rejected", None, None, "")
    acts = [(act["by"], act["state"], act["note"]) for act in row.result["acts"]]
    assert acts == [(world.officer.pk, "dismissed", "เขียนซ้ำ"), (world.chief.pk, "rejected", "")]
