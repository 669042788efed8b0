"""What phones sent and the rules refused or the areas no longer fit is settled by a person, once, and can be read after."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.models import Visit
from phones.models import Submission
from phones.services import settling
from tests.phones.sending import results, visit_op

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2019-03-16T03:00:00Z", tick=False):
        yield


def sent(client, world, **data):
    one = visit_op(world.enrolment, **data)
    results(client, world.device, one)
    return Submission.objects.get(pk=one["op_id"])


def test_what_the_rules_refuse_cannot_be_received_and_stays_waiting(client, world):
    receipt = sent(client, world, phase="x")
    with pytest.raises(ValidationError) as refused:
        settling.receive(receipt, by=world.officer)
    assert refused.value.messages[0]
    receipt.refresh_from_db()
    assert (receipt.state, receipt.settled_by) == ("rejected", None)


def test_what_was_refused_is_received_once_nothing_stands_in_its_way(client, world):
    joined = world.enrolment.volunteered_on
    world.enrolment.volunteered_on = "2019-03-12"
    world.enrolment.save()
    receipt = sent(client, world)
    assert receipt.state == "rejected"
    world.enrolment.volunteered_on = joined
    world.enrolment.save()
    settling.receive(receipt, by=world.officer)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.settled_by) == ("applied", world.officer)
    assert Visit.objects.get(pk=receipt.record_id).visitor == world.field


@pytest.mark.parametrize("verb", ["receive", "dismiss"])
def test_nothing_is_settled_twice(client, world, verb):
    receipt = sent(client, world)
    more = {"note": "ซ้ำ"} if verb == "dismiss" else {}
    with pytest.raises(ValidationError, match="ตัดสินไปแล้ว"):
        getattr(settling, verb)(receipt, by=world.officer, **more)
    assert Visit.objects.filter(pk=receipt.record_id).count() == 1


@pytest.mark.parametrize("note", ["", "  ", None])
def test_what_is_left_out_needs_a_reason(client, world, note):
    with pytest.raises(ValidationError, match="เหตุผล"):
        settling.dismiss(sent(client, world, phase="x"), note=note, by=world.officer)


def test_a_visit_that_was_read_and_signed_keeps_its_day(client, world):
    receipt = sent(client, world)
    Visit.objects.filter(pk=receipt.record_id).update(state="acknowledged")
    with pytest.raises(ValidationError, match="รับทราบ"):
        settling.redate(receipt, on=Visit.objects.get(pk=receipt.record_id).visited_on, by=world.officer)


def test_a_day_on_which_it_cannot_have_been_is_refused(client, world):
    receipt = sent(client, world)
    day = Visit.objects.get(pk=receipt.record_id).visited_on
    with pytest.raises(ValidationError):
        settling.redate(receipt, on=day.replace(year=2020), by=world.officer)
    assert Visit.objects.get(pk=receipt.record_id).visited_on == day


def test_each_visit_of_a_batch_asks_the_database_a_bounded_number_of_questions(client, world):
    counts = []
    for size in (2, 6):
        ops = [visit_op(world.enrolment) for _ in range(size)]
        with CaptureQueriesContext(connection) as asked:
            results(client, world.device, *ops)
        counts.append(len(asked))
    assert counts[1] - counts[0] <= 4 * 32, counts
