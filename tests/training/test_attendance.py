"""Rates over person-days, and where a person stands by the plan's rule: what nobody noted is missing, never absence."""

import datetime
import io
from types import SimpleNamespace

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests import factories as make
from tests.pages import page
from training.attendance import (
    Completion,
    Rate,
    completion_of,
    days_passed,
    rate_of,
    rate_of_session,
    total,
)
from training.models import Session
from training.rollcall import roll_of

DAY = datetime.date(2018, 12, 11)
statuses = st.lists(st.sampled_from(["present", "late", "absent", None]), max_size=12)


def session_of(days, needed=None):
    return SimpleNamespace(starts_on=DAY, days=days, days_needed=needed or days)


def test_late_is_came_absent_is_noted_and_what_nobody_noted_is_neither():
    assert rate_of(["present", "late", "absent", None, None]) == Rate(came=2, noted=3, unknown=2)
    assert rate_of([]) == Rate()


@given(st.lists(statuses, max_size=6))
def test_the_rate_of_many_is_the_sum_of_theirs(people):
    assert total(map(rate_of, people)) == rate_of([status for person in people for status in person])


@given(statuses)
def test_a_percent_is_of_what_was_noted_and_says_100_and_0_only_where_that_is_all(person):
    rate = rate_of(person)
    if not rate.noted:
        assert rate.percent is None
        return
    assert abs(rate.percent - 100 * rate.came / rate.noted) <= 1
    assert (rate.percent == 100) == (rate.came == rate.noted)
    assert (rate.percent == 0) == (rate.came == 0)


def test_a_very_small_or_large_share_is_not_rounded_to_none_or_all():
    assert Rate(1, 1000).percent == 1
    assert Rate(999, 1000).percent == 99


def test_what_is_missing_is_said_as_missing():
    assert Rate(10, 12, 12).missing == "ยังไม่มีบันทึก 12 คน-วัน"
    assert Rate(10, 12, 12).fraction == "มา 10 จาก 12 คน-วัน"
    assert Rate(3, 3).missing == ""
    assert Rate(unknown=3).fraction == ""


@pytest.mark.parametrize(("days_later", "passed"), [(-5, 0), (-1, 0), (0, 1), (1, 2), (2, 3), (30, 3)])
def test_only_days_that_have_begun_can_be_missing(days_later, passed):
    assert days_passed(session_of(3), DAY + datetime.timedelta(days=days_later)) == passed


@pytest.mark.parametrize(
    ("person", "needed", "words", "tone"),
    [
        (["present", "late", "present"], 3, "ผ่านเกณฑ์ 3/3 วัน", "green"),
        (["present", "absent", "present"], 2, "ผ่านเกณฑ์ 2/3 วัน", "green"),
        (["present", "present", None], 3, "ขาดอีก 1 วัน", "gold"),
        ([None, None, None], 2, "ขาดอีก 2 วัน", "gold"),
        (["absent", "present", None], 3, "ไม่ผ่านเกณฑ์ 1/3 วัน", "red"),
    ],
)
def test_a_person_has_completed_or_lacks_days_or_cannot_complete_any_more(person, needed, words, tone):
    stands = completion_of(session_of(3, needed), person)
    assert (stands.words, stands.tone) == (words, tone)


def test_who_has_completed_is_never_lost():
    assert not any(Completion(days, days, days).is_lost for days in range(1, 6))


@pytest.mark.django_db
def test_the_list_counts_person_days_of_everyone_invited_as_the_roll_does(world):
    make.InvitationFactory.create_batch(3, session=world.session)
    late = make.EnrolmentFactory(participation=world.participation)
    make.AttendanceFactory(session=world.session, enrolment=late, status="absent", on=DAY)
    row = Session.objects.with_place().with_came().with_roll().get(pk=world.session.pk)
    people = [invitation.person for invitation in row.invitations.with_names()]
    for today in (DAY - datetime.timedelta(days=1), DAY, DAY + datetime.timedelta(days=60)):
        roll = roll_of(row, people, row.attendances.with_names(), today)
        assert rate_of_session(row, today) == roll.rate
    assert roll.rate == Rate(came=1, noted=2, unknown=13)


@pytest.mark.django_db
def test_the_roll_says_of_each_day_what_is_to_be_known(world):
    absent = make.EnrolmentFactory(participation=world.participation)
    make.AttendanceFactory(session=world.session, enrolment=absent, status="absent", on=DAY)
    make.AttendanceFactory(session=world.session, enrolment=absent, on=DAY + datetime.timedelta(days=1))
    roll = roll_of(
        world.session, [], world.session.attendances.with_names(), DAY + datetime.timedelta(days=1)
    )
    assert [day.words[0] for day in roll.days] == ["ไม่มา 1 คน", "ยังไม่มีบันทึก 1 คน", "ยังไม่ถึงวันอบรม"]
    assert roll.to_call.number == 2


@pytest.mark.django_db
def test_list_village_and_session_show_the_rate_with_what_it_is_made_of(client, world):
    make.InvitationFactory(session=world.session)
    listed = page(client, world.officer, "training:list", year=2562)
    assert f'href="{world.session.get_absolute_url()}#roll">100%</a>' in listed
    for told in (
        listed,
        page(client, world.officer, "training:of_village", world.village.pk, year=2562),
        page(client, world.officer, "training:detail", world.session.pk),
    ):
        assert "มา 1 จาก 1 คน-วัน" in told
        assert "ยังไม่มีบันทึก 5 คน-วัน" in told


@pytest.mark.django_db
def test_a_session_of_next_week_lacks_nothing_yet(client, world):
    world.session.attendances.all().delete()
    with time_machine.travel("2018-12-05 09:00+07:00"):
        told = page(client, world.officer, "training:of_village", world.village.pk, year=2562)
    assert "ยังไม่ถึงวันอบรม" in told
    assert "คน-วัน" not in told


@pytest.mark.django_db
def test_the_session_says_who_has_completed_and_leads_to_the_roll_of_each_day(client, world):
    for number in (1, 2):
        make.AttendanceFactory(
            session=world.session, enrolment=world.enrolment, on=DAY + datetime.timedelta(days=number)
        )
    make.InvitationFactory(session=world.session)
    told = page(client, world.officer, "training:detail", world.session.pk)
    for words in ("ผ่านเกณฑ์ 3/3 วัน", "ขาดอีก 3 วัน", "ผ่านเกณฑ์แล้ว 1 จาก 2 คน", "ต้องเข้าอบรม 3 จาก 3 วัน"):
        assert words in told
    for number in (1, 2, 3):
        assert f"/training/{world.session.pk}/roll/{number}/" in told
    assert "/roll/1/" not in page(client, world.viewer, "training:detail", world.session.pk)


@pytest.mark.django_db
def test_the_sheet_of_the_list_holds_the_rate_as_a_number_and_what_is_missing_beside_it(client, world):
    make.InvitationFactory(session=world.session)
    client.force_login(world.officer)
    sheet = client.get(
        "/training/", {"year": 2562, "sheet": "xlsx", "q": world.session.title, "area": "900102"}
    )
    rows = list(load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).active.values)
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert {(row["อัตราเข้าอบรม"], row["คน-วันที่ยังไม่มีบันทึก"]) for row in told} >= {(100, 5)}
