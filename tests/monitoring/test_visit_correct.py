"""An acknowledged visit is corrected by a new one: what counts moves to it, and the old one stays as it was read."""

import uuid

import pytest

from accounts.models import Photo
from monitoring.models import Visit
from tests import factories as make
from tests.pages import page

from .writing import CORRECT, DETAIL, EDIT, at, typed, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(world):
    """The cast's visit, acknowledged, with a photo and a step of its own."""
    Visit.objects.filter(pk=world.visit.pk).update(state="acknowledged", findings="เดิม")
    make.PhotoFactory(subject="monitoring.visit", subject_id=world.visit.pk, area_code=world.village.pk)
    make.ProblemStepFactory(problem=world.problem, visit=world.visit)
    return Visit.objects.get(pk=world.visit.pk)


def before_training(**changes):
    return typed(visited_on="19/11/2561", phase="before", income_amount="4,500") | changes


def test_the_new_one_begins_as_the_old_one_was(client, world, old):
    assert at(CORRECT, old) in page(client, world.field, DETAIL, old.pk)
    told = page(client, world.field, CORRECT, old.pk)
    for part in (
        "เดิม",
        'value="19/11/2561"',
        'value="4,200"',
        "ตลาดนัด",
        "บ้านข้างเคียง (ตัวอย่าง)",
        "กระจูดขาดช่วงหน้าฝน",
    ):
        assert part in told, part


def test_income_problems_steps_and_photos_move_and_the_old_one_stays_to_be_read(client, world, old):
    income = old.income
    visit = write(client, world.field, before_training(findings="ที่ถูกคือ"), CORRECT, old.pk)
    old.refresh_from_db()
    assert (visit.corrects, visit.state, old.state, old.income, old.findings) == (
        old,
        "recorded",
        "corrected",
        None,
        "เดิม",
    )
    assert (visit.income, visit.income.amount, visit.visitor) == (income, 4500, world.field)
    assert [problem.pk for problem in visit.problems.all()] == [world.problem.pk]
    assert (Photo.objects.of(visit).count(), Photo.objects.of(old).count()) == (1, 0)
    assert (old.answers.count(), old.companions.count(), old.helps.count()) == (1, 1, 1)
    assert old.history.first().history_user == world.field
    assert list(Visit.objects.recorded().filter(enrolment=world.enrolment)) == [visit]
    assert at(DETAIL, visit) in page(client, world.field, DETAIL, old.pk)
    assert at(DETAIL, old) in page(client, world.field, DETAIL, visit.pk)


def test_one_is_corrected_once_and_a_second_press_finds_it(client, world, old):
    key = str(uuid.uuid4())
    visit = write(client, world.field, before_training(key=key), CORRECT, old.pk)
    assert write(client, world.field, before_training(key=key), CORRECT, old.pk) == visit
    told = write(client, world.field, before_training(), CORRECT, old.pk, status=403)
    assert "มีฉบับแก้ไขแล้ว" in told
    write(client, world.field, before_training(version="1"), EDIT, old.pk, status=403)
    Visit.objects.filter(pk=visit.pk).update(state="acknowledged")
    assert write(client, world.field, before_training(), CORRECT, visit.pk).corrects == visit


def test_what_is_wrong_leaves_the_old_one_as_it_was(client, world, old):
    told = write(client, world.field, before_training(next_on="01/01/2561"), CORRECT, old.pk, status=200)
    assert "วันนัดครั้งต่อไปต้องอยู่หลังวันที่ติดตาม" in told
    old.refresh_from_db()
    assert (old.state, old.income_id is None) == ("acknowledged", False)


def test_only_its_writer_corrects_and_only_what_was_acknowledged(client, world, old):
    for user in (world.officer, world.chief):
        write(client, user, before_training(), CORRECT, old.pk, status=403)
        assert at(CORRECT, old) not in page(client, user, DETAIL, old.pk)
    write(client, world.viewer, before_training(), CORRECT, old.pk, status=403)
    write(client, world.field, before_training(), CORRECT, world.neighbour_visit.pk, status=404)
    Visit.objects.filter(pk=old.pk).update(state="recorded")
    told = write(client, world.field, before_training(), CORRECT, old.pk, status=403)
    assert "ยังแก้ไขได้โดยตรง" in told
