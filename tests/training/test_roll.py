"""Calling the roll of one day: who is on it, what is written, what is refused, and two officers at once."""

import datetime
import itertools
import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.pages import page, post, queries
from training.forms.roll import written
from training.models import Attendance, Invitation
from training.rollcall import CLASH, NOT_NOTED, Mark, mark_of, settled
from training.services.roll import call_roll

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime.date(2018, 12, 11), datetime.date(2018, 12, 12)
PRESENT, LATE, ABSENT = Mark("present"), Mark("late"), Mark("absent")


@pytest.fixture
def people(world):
    """Three households invited to the session besides the one that came on its first day."""
    invited = make.EnrolmentFactory.create_batch(3, participation=world.participation)
    for enrolment in invited:
        make.InvitationFactory(session=world.session, enrolment=enrolment)
    return invited


def noted(session, on):
    return {row.person_key: mark_of(row) for row in Attendance.objects.filter(session=session, on=on)}


def form(marks, seen=None, **more):
    """What the page posts for `marks`; unless told, nobody was noted when it was opened."""
    data = {}
    for person, mark in marks.items():
        data[f"seen-{person.pk}"] = written((seen or {}).get(person, NOT_NOTED))
        data[f"substitute-{person.pk}"] = mark.substitute
        if mark.status:
            data[f"status-{person.pk}"] = mark.status
    return data | more


def call(client, user, session, day, marks, seen=None, **more):
    return post(client, user, "training:roll", session.pk, day, data=form(marks, seen, **more))


# The page


def test_everyone_invited_stands_on_the_roll_with_the_days_before(client, world, people):
    told = page(client, world.officer, "training:roll", world.session.pk, 2)
    for person in (world.enrolment, *people):
        assert f'id="who-{person.pk}">{person.called}<' in told
    assert "มาแล้ว 1 จาก 1 วัน" in told
    assert told.count("วันก่อนไม่มีบันทึก") == 3
    assert "วันที่\xa02\xa0จาก\xa03" in told
    assert "<b data-came>0</b> / 4 มา" in told
    for day in (1, 2, 3):
        assert reverse("training:roll", args=[world.session.pk, day]) in told


def test_the_day_is_saved_and_the_page_counts_it(client, world, people):
    marks = {
        people[0]: PRESENT,
        people[1]: Mark("late", "ลูกสาว"),
        people[2]: ABSENT,
        world.enrolment: NOT_NOTED,
    }
    answer = call(client, world.field, world.session, 2, marks)
    assert answer.url == reverse("training:roll", args=[world.session.pk, 2])
    told = client.get(answer.url).content.decode()
    assert "<b data-came>2</b> / 4 มา" in told
    assert "ยังไม่เช็ก <span data-open>1</span>" in told
    assert 'value="ลูกสาว"' in told
    assert noted(world.session, SECOND) == {
        person.pk: mark for person, mark in marks.items() if mark != NOT_NOTED
    }


def test_all_who_are_left_came_where_no_script_runs(client, world, people):
    call(
        client,
        world.field,
        world.session,
        2,
        {people[0]: ABSENT, people[1]: NOT_NOTED, people[2]: NOT_NOTED},
        all="yes",
    )
    assert noted(world.session, SECOND) == {
        people[0].pk: ABSENT,
        people[1].pk: PRESENT,
        people[2].pk: PRESENT,
    }


def test_a_mark_is_taken_back_and_its_history_says_by_whom(client, world):
    marks = {world.enrolment: Mark("present", "ลูกชาย")}
    call(
        client,
        world.field,
        world.session,
        1,
        marks,
        {world.enrolment: PRESENT},
        **{f"clear-{world.enrolment.pk}": "yes"},
    )
    assert noted(world.session, FIRST) == {}
    gone = Attendance.history.filter(session_id=world.session.pk).first()
    assert (gone.history_type, gone.history_user) == ("-", world.field)


def test_who_was_added_after_the_page_was_opened_is_not_touched(client, world, people):
    call(client, world.field, world.session, 1, {people[0]: PRESENT})
    assert noted(world.session, FIRST) == {world.enrolment.pk: PRESENT, people[0].pk: PRESENT}


def test_a_withdrawn_household_stays_on_the_roll_it_was_invited_to(client, world):
    world.enrolment.withdrawn_on, world.enrolment.withdrawn_reason = SECOND, "ย้ายบ้าน"
    world.enrolment.save()
    assert "ถอนตัวแล้ว" in page(client, world.field, "training:roll", world.session.pk, 3)
    call(client, world.field, world.session, 3, {world.enrolment: LATE})
    assert noted(world.session, datetime.date(2018, 12, 13)) == {world.enrolment.pk: LATE}


def test_sages_are_called_as_households_are_but_nobody_comes_in_their_place(client, world):
    session = make.SessionFactory(participation=world.participation, kind="team", title="เตรียมทีม")
    Invitation.objects.create(session=session, team_member=world.lead)
    told = page(client, world.field, "training:roll", session.pk, 1)
    assert world.lead.called in told
    assert "มีผู้มาแทน" not in told
    call(client, world.field, session, 1, {world.lead: LATE})
    assert noted(session, FIRST) == {world.lead.pk: LATE}
    answer = call(client, world.field, session, 1, {world.lead: Mark("late", "เพื่อน")}, {world.lead: LATE})
    assert "ผู้มาแทนมีได้เฉพาะครัวเรือนที่มาหรือมาสาย" in answer.content.decode()


def test_a_session_without_invited_people_says_where_to_add_them(client, world):
    session = make.SessionFactory(participation=world.participation)
    assert "ยังไม่มีรายชื่อผู้เข้าอบรม" in page(client, world.field, "training:roll", session.pk, 1)


# Who may, and which day


def test_a_neighbours_roll_is_not_found_and_readers_may_not_call(client, world):
    page(client, world.officer, "training:roll", world.neighbour_session.pk, 1, status=404)
    answer = call(client, world.officer, world.neighbour_session, 1, {world.neighbour_enrolment: ABSENT})
    assert answer.status_code == 404
    assert noted(world.neighbour_session, FIRST) == {world.neighbour_enrolment.pk: PRESENT}
    for reader in (world.viewer, world.auditor, world.admin):
        page(client, reader, "training:roll", world.session.pk, 1, status=403)
        assert call(client, reader, world.session, 1, {world.enrolment: ABSENT}).status_code == 403


@pytest.mark.parametrize("day", [0, 4, 99, 10**12, 10**40])
def test_a_day_beyond_the_session_is_no_page(client, world, day):
    page(client, world.officer, "training:roll", world.session.pk, day, status=404)


def test_a_post_for_a_day_beyond_the_session_is_refused_with_a_sentence_and_keeps_what_was_typed(
    client, world
):
    answer = call(client, world.officer, world.session, 4, {world.enrolment: Mark("present", "ลูกสาว")})
    told = answer.content.decode()
    assert "วันที่ 14 ธ.ค. 2561 ไม่อยู่ในวันอบรม (11–13 ธ.ค. 2561)" in told
    assert 'value="ลูกสาว"' in told
    assert Attendance.objects.filter(session=world.session).count() == 1


def test_the_day_that_was_seen_is_called_though_the_session_has_moved(client, world):
    data = form({world.enrolment: LATE}, on="2018-12-12")
    world.session.starts_on = SECOND
    world.session.save()
    answer = post(client, world.officer, "training:roll", world.session.pk, 2, data=data)
    assert answer.url == reverse("training:roll", args=[world.session.pk, 1])
    assert noted(world.session, SECOND) == {world.enrolment.pk: LATE}
    answer = call(client, world.officer, world.session, 1, {world.enrolment: LATE}, on="2018-12-11")
    assert "วันที่ 11 ธ.ค. 2561 ไม่อยู่ในวันอบรม" in answer.content.decode()


def test_a_day_that_has_not_come_is_shown_but_not_called(client, world):
    with time_machine.travel("2018-12-11 23:30+07:00"):
        assert "ยังไม่ถึงวันอบรม" in page(client, world.officer, "training:roll", world.session.pk, 2)
        answer = call(client, world.officer, world.session, 2, {world.enrolment: PRESENT})
        assert "ยังไม่ถึงวันอบรม เช็กชื่อของวันที่ 12 ธ.ค. 2561" in answer.content.decode()
        assert noted(world.session, SECOND) == {}
    with time_machine.travel("2018-12-12 00:30+07:00"):
        assert call(client, world.officer, world.session, 2, {world.enrolment: PRESENT}).status_code == 302


# What is refused


def test_one_person_who_was_not_invited_refuses_the_whole_post_by_name(client, world, people):
    stranger = make.EnrolmentFactory(participation=world.participation, household__first_name="ไม่ได้เชิญ")
    answer = call(client, world.officer, world.session, 2, {people[0]: PRESENT, stranger: PRESENT})
    told = answer.content.decode()
    assert f"{stranger.called} ไม่อยู่ในรายชื่อผู้เข้าอบรม" in told
    assert 'value="present" checked' in told
    assert noted(world.session, SECOND) == {}


def test_a_neighbour_in_a_forged_post_is_refused_without_a_name(client, world, people):
    answer = call(
        client, world.officer, world.session, 2, {people[0]: PRESENT, world.neighbour_enrolment: PRESENT}
    )
    told = answer.content.decode()
    assert "มีผู้ที่ไม่อยู่ในรายชื่อผู้เข้าอบรม" in told
    assert world.neighbour_enrolment.called not in told
    assert noted(world.session, SECOND) == {}


@pytest.mark.parametrize("key", ["", "1", "not-a-key", str(uuid.UUID(int=1)), "ก" * 80])
def test_a_forged_key_is_refused(client, world, key):
    answer = post(
        client, world.officer, "training:roll", world.session.pk, 2, data={f"status-{key}": "present"}
    )
    assert "มีผู้ที่ไม่อยู่ในรายชื่อผู้เข้าอบรม" in answer.content.decode()


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        (Mark("absent", "ลูกสาว"), "ผู้มาแทนมีได้เฉพาะครัวเรือนที่มาหรือมาสาย"),
        (Mark(None, "ลูกสาว"), "มีชื่อผู้มาแทนแต่ยังไม่ได้เช็ก"),
        (Mark("present", "ก" * 151), "ชื่อผู้มาแทนยาวเกินไป กรอกได้ไม่เกิน 150 ตัวอักษร"),
        (Mark("maybe"), "โปรดเลือก มา สาย หรือ ขาด"),
    ],
)
def test_a_wrong_mark_is_told_by_name_kept_as_typed_and_nothing_is_written(
    client, world, people, mark, sentence
):
    answer = call(client, world.officer, world.session, 2, {people[0]: PRESENT, people[1]: mark})
    told = answer.content.decode()
    assert f"{people[1].called}: " in told
    assert sentence in told
    assert not mark.substitute or mark.substitute in told
    assert noted(world.session, SECOND) == {}


# What is written


def test_only_what_differs_is_written_with_version_and_history(world, people):
    first = call_roll(
        world.session, on=SECOND, marks={people[0].pk: PRESENT, people[1].pk: LATE}, by=world.field
    )
    marks = {
        str(people[0].pk): ("present", ""),
        people[1].pk: ("late", "  ลูก   สาว "),
        people[2].pk: (None, ""),
    }
    second = call_roll(world.session, on=SECOND, marks=marks, by=world.officer)
    third = call_roll(world.session, on=SECOND, marks=marks, by=world.officer)
    assert [first.count, second.count, third.count] == [2, 1, 0]
    row = Attendance.objects.get(session=world.session, on=SECOND, enrolment=people[1])
    assert (row.version, row.substitute) == (2, "ลูก สาว")
    told = [
        (past.history_type, past.history_user, past.version) for past in row.history.order_by("history_id")
    ]
    assert told == [("+", world.field, 1), ("~", world.officer, 2)]
    assert Attendance.history.filter(enrolment_id=people[0].pk).count() == 1


def test_a_mark_taken_back_without_a_page_is_told_by_its_history_too(world):
    called = call_roll(world.session, on=FIRST, marks={world.enrolment.pk: NOT_NOTED}, by=world.chief)
    gone = Attendance.history.filter(session_id=world.session.pk).first()
    assert (called.count, gone.history_type, gone.history_user) == (1, "-", world.chief)


def test_a_session_that_is_gone_is_said_to_be_gone(world):
    session = make.SessionFactory(participation=world.participation)
    gone = session.pk
    session.delete()
    session.pk = gone
    with pytest.raises(ValidationError, match="การอบรมนี้ถูกลบไปแล้ว"):
        call_roll(session, on=FIRST, marks={}, by=world.field)


# Two officers at once

MARKS = [NOT_NOTED, PRESENT, LATE, ABSENT, Mark("late", "ลูกสาว")]


def test_a_mark_changes_only_by_who_changed_it():
    for now, seen, typed in itertools.product(MARKS, MARKS, MARKS):
        becomes = settled(now, seen, typed)
        if typed == seen:
            assert becomes == now, "untouched here, so theirs holds"
        elif now == seen:
            assert becomes == typed, "untouched there, so ours holds"
        else:
            assert becomes == (now if typed == now else CLASH)
    assert settled(NOT_NOTED, None, LATE) == LATE
    assert settled(PRESENT, None, LATE) is CLASH


@pytest.mark.parametrize(("theirs", "ours"), list(itertools.product(MARKS, MARKS)))
def test_of_two_posts_from_one_opened_page_nothing_is_lost_in_silence(client, world, people, theirs, ours):
    """Both opened the page with the first person present and nobody else noted."""
    person, beside = world.enrolment, people[0]
    seen = {person: PRESENT}
    call(client, world.field, world.session, 1, {person: theirs, beside: NOT_NOTED}, seen)
    answer = call(client, world.officer, world.session, 1, {person: ours, beside: LATE}, seen)
    now = noted(world.session, FIRST)
    assert now.get(beside.pk) == LATE
    if theirs == PRESENT or ours in (PRESENT, theirs):
        assert answer.status_code == 302
        assert now.get(person.pk, NOT_NOTED) == (ours if theirs == PRESENT else theirs)
        return
    told = answer.content.decode()
    assert now.get(person.pk, NOT_NOTED) == theirs
    for words in ("มีผู้เช็กชื่อต่างกัน 1 คน", "บันทึกคนอื่นแล้ว 1 คน", str(world.field), theirs.words, ours.words):
        assert words in told


def clash(client, world):
    """The page that asks: the field officer noted late, the officer absent, both having seen present."""
    person, seen = world.enrolment, {world.enrolment: PRESENT}
    call(client, world.field, world.session, 1, {person: LATE}, seen)
    assert "choose-" in call(client, world.officer, world.session, 1, {person: ABSENT}, seen).content.decode()
    return person


@pytest.mark.parametrize(("chosen", "stands"), [("typed", ABSENT), ("now", LATE)])
def test_a_clash_is_settled_as_the_person_chooses(client, world, chosen, stands):
    person = clash(client, world)
    more = {"asked": str(person.pk), f"choose-{person.pk}": chosen}
    answer = call(client, world.officer, world.session, 1, {person: ABSENT}, {person: LATE}, **more)
    assert answer.status_code == 302
    assert noted(world.session, FIRST) == {person.pk: stands}


def test_a_clash_without_a_choice_is_asked_again(client, world):
    person = clash(client, world)
    for theirs in (LATE, NOT_NOTED):
        call_roll(world.session, on=FIRST, marks={person.pk: theirs}, by=world.field)
        again = call(
            client, world.officer, world.session, 1, {person: ABSENT}, {person: theirs}, asked=str(person.pk)
        )
        assert f"choose-{person.pk}" in again.content.decode()
        assert noted(world.session, FIRST).get(person.pk, NOT_NOTED) == theirs


def test_a_choice_holds_only_while_the_mark_is_as_it_was_shown(client, world):
    person = clash(client, world)
    call_roll(world.session, on=FIRST, marks={person.pk: ("present", "ลูกสาว")}, by=world.chief)
    more = {"asked": str(person.pk), f"choose-{person.pk}": "typed"}
    again = call(client, world.officer, world.session, 1, {person: ABSENT}, {person: LATE}, **more)
    assert str(world.chief) in again.content.decode()
    assert noted(world.session, FIRST) == {person.pk: Mark("present", "ลูกสาว")}


# The history


def test_the_history_of_a_roll_tells_who_noted_what_of_whom(client, world, people):
    call_roll(world.session, on=SECOND, marks={people[0].pk: PRESENT}, by=world.field)
    call_roll(world.session, on=SECOND, marks={people[0].pk: Mark("late", "ลูกสาว")}, by=world.officer)
    call_roll(world.session, on=SECOND, marks={people[0].pk: NOT_NOTED}, by=world.chief)
    call_roll(world.other_session, on=SECOND, marks={world.other_enrolment.pk: ABSENT}, by=world.officer)
    told = page(client, world.officer, "training:roll_history", world.session.pk)
    steps = [
        "ยังไม่เช็ก → <b>มา</b>",
        "มา → <b>มาสาย (ผู้มาแทน ลูกสาว)</b>",
        "มาสาย (ผู้มาแทน ลูกสาว) → <b>ยังไม่เช็ก</b>",
    ]
    places = [told.index(step) for step in steps]
    assert places == sorted(places, reverse=True)
    assert people[0].called in told
    assert world.other_enrolment.called not in told
    for who in (world.field, world.officer, world.chief):
        assert str(who) in told


def test_the_history_is_for_those_who_may_read_histories(client, world):
    page(client, world.auditor, "training:roll_history", world.session.pk)
    page(client, world.viewer, "training:roll_history", world.session.pk, status=403)
    page(client, world.officer, "training:roll_history", world.neighbour_session.pk, status=404)


def test_a_roll_without_history_says_so(client, world):
    session = make.SessionFactory(participation=world.participation)
    assert "ยังไม่มีประวัติการเช็กชื่อ" in page(client, world.officer, "training:roll_history", session.pk)


# What the persons' pages tell


def test_a_households_part_tells_its_sessions_days_inputs_and_certificates(client, world):
    make.InvitationFactory(
        session=make.SessionFactory(participation=world.participation, title="ยังไม่มีบันทึกเลย"),
        enrolment=world.enrolment,
    )
    told = page(client, world.field, "training:of_household", world.household.pk, year=2562)
    for words in (
        "มา 1 จาก 3 วัน",
        "ขาดอีก 2 วัน",
        "ยังไม่มีบันทึก 3 วัน",
        "กระจูด 20 มัด",
        "1,450 บาท",
        f"เลขที่ {world.certificate.serial}",
    ):
        assert words in told
    page(client, world.officer, "training:of_household", world.neighbour_household.pk, status=404)
    assert f"/training/of-household/{world.household.pk}/" in page(
        client, world.field, "households:detail", world.household.pk
    )


def test_a_household_without_a_year_or_without_sessions_says_so(client, world):
    bare = make.HouseholdFactory(village=world.village)
    assert "ยังไม่เคยเป็นครัวเรือนเป้าหมาย" in page(client, world.field, "training:of_household", bare.pk)
    new = make.EnrolmentFactory(participation=world.participation)
    told = page(client, world.field, "training:of_household", new.household_id, year=2562)
    for words in ("ยังไม่ได้รับเชิญเข้าอบรม", "ยังไม่มีบันทึกการรับปัจจัย", "ยังไม่มีวุฒิบัตร"):
        assert words in told


def test_a_sages_part_tells_preparation_teaching_and_certificates(client, world):
    session = make.SessionFactory(participation=world.participation, kind="team", title="เตรียมทีม")
    make.AttendanceFactory(session=session, enrolment=None, team_member=world.lead)
    make.CertificateFactory(session=session, enrolment=None, team_member=world.lead, holder_name="ปราชญ์")
    told = page(client, world.field, "training:of_sage", world.sage.pk)
    for words in ("เตรียมทีม", "มา 1 จาก 3 วัน", world.session.title, "วุฒิบัตร เลขที่"):
        assert words in told
    assert world.certificate.serial not in told
    page(client, world.officer, "training:of_sage", world.neighbour_sage.pk, status=404)
    assert f"/training/of-sage/{world.sage.pk}/" in page(client, world.field, "sages:detail", world.sage.pk)


def test_the_parts_are_fragments_for_htmx_and_pages_without_script(client, world):
    client.force_login(world.officer)
    for name, row in (("training:of_household", world.household), ("training:of_sage", world.sage)):
        url = reverse(name, args=[row.pk])
        assert "<html" not in client.get(url, headers={"HX-Request": "true"}).content.decode()
        assert "<html" in client.get(url).content.decode()


# How often the database is asked


def test_pages_ask_as_often_for_a_hundred_people_as_for_one(client, world):
    def ask():
        return [
            queries(client, world.officer, "training:roll", world.session.pk, 2),
            queries(client, world.officer, "training:roll_history", world.session.pk),
            queries(client, world.officer, "training:of_household", world.household.pk),
            queries(client, world.officer, "training:of_sage", world.sage.pk),
        ]

    first = ask()
    for enrolment in make.EnrolmentFactory.create_batch(99, participation=world.participation):
        make.AttendanceFactory(session=world.session, enrolment=enrolment)
    for session in make.SessionFactory.create_batch(20, participation=world.participation):
        make.AttendanceFactory(session=session, enrolment=world.enrolment)
        make.TeachingFactory(session=session, team_member=world.lead)
        make.InputSupportFactory(session=session, enrolment=world.enrolment)
    assert ask() == first
    assert max(first) <= 12, first


def test_calling_asks_as_often_for_fifty_people_as_for_one(world):
    people = make.EnrolmentFactory.create_batch(51, participation=world.participation)
    for enrolment in people:
        make.InvitationFactory(session=world.session, enrolment=enrolment)

    def ask(some):
        asked = []
        for mark in (PRESENT, LATE):
            with CaptureQueriesContext(connection) as captured:
                marks = {person.pk: mark for person in some}
                assert call_roll(world.session, on=SECOND, marks=marks, by=world.field).count == len(some)
            asked.append(len(captured))
        return asked

    assert ask(people[:1]) == ask(people[1:]) == [8, 8]  # one of them: is a fiscal year closed?
