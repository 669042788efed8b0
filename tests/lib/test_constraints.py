"""What the database refuses is said in the constraint's own sentence, on both databases."""

import pytest
from django.db import IntegrityError, transaction

from sammachip.lib.constraints import FALLBACK, sentence_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def refusal(write):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    return sentence_of(caught.value)


def test_a_unique_constraint_over_two_columns(world):
    make.CriterionFactory(plan=world.plan, text="ยากจน")
    again = refusal(lambda: make.CriterionFactory(plan=world.plan, text="ยากจน"))
    assert again == "เกณฑ์ข้อนี้มีในแผนแล้ว"


def test_constraints_that_hold_for_some_rows_only(world):
    lead = refusal(lambda: make.TeamMemberFactory(participation=world.participation, role="lead"))
    assert lead == "ทีมนี้มีหัวหน้าทีมแล้ว โปรดเปลี่ยนบทบาทของหัวหน้าทีมเดิมก่อน"
    seat = refusal(lambda: make.TeamMemberFactory(participation=world.other_participation, sage=world.sage))
    assert seat.startswith("ปราชญ์คนนี้อยู่ในทีมวิทยากรของปีนี้แล้ว")


def test_a_check(world):
    assert refusal(lambda: make.SageFactory(village=world.village, years=91)) == "ประสบการณ์ต้องไม่เกิน 90 ปี"


def test_what_no_constraint_of_ours_refused_still_has_a_sentence():
    assert sentence_of(IntegrityError("NOT NULL constraint failed: villages_village.name")) == FALLBACK


def test_a_constraint_is_not_taken_for_another_whose_name_is_longer():
    text = 'duplicate key value violates unique constraint "plan_once_a_year_and_more"'
    assert sentence_of(IntegrityError(text)) == FALLBACK
