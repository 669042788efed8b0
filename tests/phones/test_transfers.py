"""A sealed outbox brought by someone else: its writer's work arrives as the writer's, anything else is refused in words."""

import base64
import hashlib
import json

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Photo
from monitoring.models import Visit
from phones.answers import MARKER
from phones.models import Submission
from sammachip.lib.envelopes import seal_letter
from tests import factories as make
from tests.nasty.pictures import jpeg
from tests.phones.sending import now, visit_op

pytestmark = pytest.mark.django_db
BRING = reverse("api:transfer")


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2019-03-16T03:00:00Z", tick=False):
        yield


def sealed(phone, *ops, photos=(), **odd):
    told = {"marker": MARKER, "device": str(phone.pk), "user": phone.user_id, "stamp": phone.stamp}
    told |= {"sent_at": now(), "made_at": now(), "ops": list(ops), "photos": photos}
    return seal_letter(json.dumps(told | odd).encode())


def bring(client, user, blob):
    mine = make.DeviceFactory(user=user)
    client.force_login(user)
    headers = {"X-Device": str(mine.pk)}
    return client.post(BRING, blob, content_type="application/octet-stream", headers=headers)


def test_a_colleague_brings_what_another_wrote(client, world):
    one, picture = visit_op(world.enrolment), jpeg()
    photo = {"visit": one["id"], "sha256": hashlib.sha256(picture).hexdigest()}
    photo |= {"base64": base64.b64encode(picture).decode()}
    wrong = photo | {"sha256": "0" * 64}
    blob = sealed(world.device, one, photos=[photo, wrong, None])
    told = bring(client, world.officer, blob).json()
    assert (told["results"][0]["status"], told["photos"]) == ("applied", {"kept": 1, "refused": 2}), told
    assert Visit.objects.get(pk=one["id"]).visitor == world.field
    receipt = Submission.objects.get(pk=one["op_id"])
    assert (receipt.sender, receipt.brought_by) == (world.field, world.officer)
    assert Photo.objects.filter(subject_id=one["id"]).count() == 1
    again = bring(client, world.officer, blob).json()
    assert again["results"][0]["status"] == "replayed"
    assert Photo.objects.filter(subject_id=one["id"]).count() == 1


@pytest.mark.parametrize("rights", ["role", "is_active", "posting"])
def test_what_its_writer_may_no_longer_write_is_parked(client, world, rights):
    one = visit_op(world.enrolment)
    blob = sealed(world.device, one)
    if rights == "posting":
        world.field.postings.update(ends_on="2019-03-01")
    else:
        value = {"role": "viewer", "is_active": False}[rights]
        type(world.field).objects.filter(pk=world.field.pk).update(**{rights: value})
    told = bring(client, world.officer, blob).json()["results"][0]
    assert (told["status"], told["code"]) == ("applied", "parked")
    assert not Visit.objects.filter(pk=one["id"]).exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"stamp": "forged"},
        {"stamp": "ปลอม"},
        {"stamp": None},
        {"device": "0d5f0c3e-7a51-4c58-9d6a-2f6c7e0b1a11"},
        {"device": 5},
        {"user": 0},
        {"ops": 5},
        {"marker": "x"},
        {"photos": None},
    ],
    ids=repr,
)
def test_a_letter_that_proves_nothing_changes_nothing(client, world, odd):
    one = visit_op(world.enrolment)
    answer = bring(client, world.officer, sealed(world.device, one, **odd))
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_letter")
    assert not Submission.objects.filter(pk=one["op_id"]).exists()


@pytest.mark.parametrize("spoil", ["empty", "garbage", "cut", "flipped", "list", "deep"])
def test_what_is_no_letter_is_refused_in_words(client, world, spoil):
    blob = sealed(world.device, visit_op(world.enrolment))
    spoiled = {
        "empty": b"",
        "garbage": b"SMCX1\xff\xff" + b"x" * 300,
        "cut": blob[:-40],
        "flipped": blob[:-1] + bytes([blob[-1] ^ 1]),
        "list": seal_letter(b"[]"),
        "deep": seal_letter(b"[" * 100_000),
    }[spoil]
    answer = bring(client, world.officer, spoiled)
    assert (answer.status_code, answer.json()["marker"]) == (422, MARKER)
    assert answer.json()["words"]


def test_a_file_beyond_all_measure_is_refused(client, world):
    assert bring(client, world.officer, b"x" * (41 * 1024 * 1024)).json()["code"] == "too_large"


def with_photo(world, one, **more):
    picture = jpeg()
    photo = {"visit": one["id"], "sha256": hashlib.sha256(picture).hexdigest()}
    photo |= {"base64": base64.b64encode(picture).decode()}
    return sealed(world.device, one, photos=[photo | more])


def test_a_photo_answers_only_questions_of_its_own_district(client, world):
    for plan, answered in ((world.plan, 1), (world.neighbour_plan, 0)):
        question = make.VisitQuestionFactory(plan=plan, kind="photo", text="ภาพแปลงผัก")
        one = visit_op(world.enrolment)
        bring(client, world.officer, with_photo(world, one, question=str(question.pk)))
        assert Photo.objects.filter(subject_id=one["id"]).count() == 1
        assert question.answers.count() == answered


def test_where_there_is_no_room_for_photos_the_file_is_to_be_brought_again(client, world, settings, tmp_path):
    blocked = tmp_path / "files"
    blocked.write_text("")  # a file where the folder should be: nothing can be stored below it
    settings.MEDIA_ROOT = blocked
    one = visit_op(world.enrolment)
    answer = bring(client, world.officer, with_photo(world, one))
    assert (answer.status_code, answer.json()["code"]) == (503, "no_room")
    assert "เต็ม" in answer.json()["words"]
    assert Visit.objects.filter(pk=one["id"]).exists()
