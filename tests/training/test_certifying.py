"""Certificates are given to those who completed, under numbers without gap or double, and say what was so on that day."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from sammachip.lib import sealing
from training.certificates import held_on, serial_asked
from training.certifying import standings_of
from training.models import Attendance, Certificate, Session
from training.services.certificates import certify, revoke
from villages.models import Plan

from .certified import came, training

pytestmark = pytest.mark.django_db
ISSUED = datetime.date(2018, 12, 20)


@pytest.fixture
def session(world):
    """A training of the world's village; the plan has given two certificates before, 40 and 41."""
    for number, certificate in enumerate((world.certificate, world.other_certificate), 40):
        Certificate.objects.filter(pk=certificate.pk).update(number=number)
    Plan.objects.filter(pk=world.plan.pk).update(signer_name="นายสมชาย ใจดี", signer_position="พัฒนาการอำเภอ")
    return training(world.participation, title="อบรมย้อมกระจูด")


def numbers(plan):
    return sorted(plan.certificates.values_list("number", flat=True))


def refused(call, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        call(*args, **kwargs)
    return error.value.messages


def test_who_completed_is_given_what_stood_on_that_day(world, session):
    person = came(session, 3, household__prefix="นาง", household__first_name="ปู่ย่า")
    given = certify(session, [person], issued_on=ISSUED, by=world.officer)
    certificate = Certificate.objects.get(session=session)
    assert given.made == [certificate]
    assert certificate.enrolment == person
    assert certificate.team_member is None
    told = (
        certificate.serial,
        certificate.name,
        certificate.holder_name,
        certificate.title,
        certificate.dates,
    )
    assert told == ("9001-0042/2562", "วุฒิบัตร", person.called, "อบรมย้อมกระจูด", "11–13 ธ.ค. 2561")
    assert (certificate.days, certificate.days_needed, certificate.days_came) == (3, 3, 3)
    assert (certificate.signer_name, certificate.signer_position) == ("นายสมชาย ใจดี", "พัฒนาการอำเภอ")
    assert certificate.issued_on == ISSUED
    code = sealing.code_of(certificate.pk, "certificate")
    assert certificate.code_hash == Certificate.hash_of(code)
    assert code not in str(Certificate.objects.filter(pk=certificate.pk).values())
    assert certificate.history.get().history_user == world.officer


def test_a_later_correction_leaves_a_certificate_as_it_was_given(world, session):
    person = came(session, 3, household__first_name="ชื่อเดิม")
    certify(session, [person], issued_on=ISSUED, by=world.officer)
    person.household.first_name = session.title = "ชื่อใหม่"
    person.household.save()
    session.save()
    certificate = Certificate.objects.get(session=session)
    assert "ชื่อเดิม" in certificate.holder_name
    assert certificate.title == "อบรมย้อมกระจูด"


def test_who_came_too_seldom_is_named_with_the_days_and_nobody_is_given_anything(world, session):
    complete, once, never = came(session, 3), came(session, 1), came(session, 0)
    told = refused(certify, session, [complete, once, never], issued_on=ISSUED, by=world.officer)
    assert told == [
        f"{once.called} เข้าอบรม 1 จาก 3 วัน ต้องเข้าอย่างน้อย 3 วัน",
        f"{never.called} เข้าอบรม 0 จาก 3 วัน ต้องเข้าอย่างน้อย 3 วัน",
    ]
    assert not session.certificates.exists()


def test_a_stranger_to_the_session_is_refused(world, session):
    assert f"{world.other_enrolment.called} เข้าอบรม 0 จาก 3 วัน" in str(
        refused(certify, session, [world.other_enrolment], issued_on=ISSUED, by=world.officer)
    )


def test_absence_and_days_outside_the_session_are_no_days(world, session):
    person = came(session, 2)
    outside = {"on": session.ends_on + datetime.timedelta(days=1), "status": "present"}
    absent = {"on": session.ends_on, "status": "absent"}
    for entry in (outside, absent):
        Attendance.objects.create(session=session, enrolment=person, **entry)
    assert "เข้าอบรม 2 จาก 3 วัน" in str(
        refused(certify, session, [person], issued_on=ISSUED, by=world.officer)
    )


def test_the_page_and_the_figures_agree_on_who_completed(world, session):
    people = [came(session, days) for days in range(4)]
    attendances = session.attendances.all()
    for percent in (1, 33, 34, 50, 66, 67, 80, 100):
        Plan.objects.filter(pk=world.plan.pk).update(completion_percent=percent)
        session = Session.objects.get(pk=session.pk)
        counted = set(attendances.completions("enrolment").values_list("enrolment", flat=True))
        standings = standings_of(session, people, attendances, session.certificates.all())
        assert {row.person.pk for row in standings if row.may_have} == counted, percent


def test_who_has_one_is_passed_over_and_named(world, session):
    first, second = came(session, 3), came(session, 3)
    certify(session, [first], issued_on=ISSUED, by=world.officer)
    given = certify(session, [first, second, second], issued_on=ISSUED, by=world.officer)
    assert [row.enrolment for row in given.made] == [second]
    assert given.already == [first]
    session.attendances.filter(enrolment=first).delete()
    assert certify(session, [first], issued_on=ISSUED, by=world.officer).already == [first]
    assert numbers(world.plan) == [40, 41, 42, 43]


def test_a_team_is_certified_like_households(world):
    session = training(world.participation, kind="team")
    for number in range(3):
        day = session.starts_on + datetime.timedelta(days=number)
        Attendance.objects.create(session=session, team_member=world.lead, on=day)
    [certificate] = certify(session, [world.lead], issued_on=ISSUED, by=world.officer).made
    assert (certificate.team_member, certificate.enrolment) == (world.lead, None)
    assert certificate.holder_name == str(world.sage)


def test_before_the_last_day_nobody_is_given_anything(world, session, time_machine):
    person = came(session, 3)
    early = refused(certify, session, [person], issued_on=datetime.date(2018, 12, 12), by=world.officer)
    assert early == ["วันที่ออกต้องไม่มาก่อนวันสุดท้ายของการอบรม คือ 13 ธ.ค. 2561"]
    time_machine.move_to("2018-12-12 10:00+07:00")
    running = refused(certify, session, [person], issued_on=ISSUED, by=world.officer)
    assert running == ["การอบรมนี้ยังไม่จบ ออกวุฒิบัตรได้ตั้งแต่วันสุดท้ายของการอบรม คือ 13 ธ.ค. 2561"]
    time_machine.move_to("2018-12-13 10:00+07:00")
    assert certify(session, [person], issued_on=session.ends_on, by=world.officer).made


def test_numbers_run_through_the_districts_year_and_begin_anew_in_the_neighbours(world, session):
    elsewhere = training(world.other_participation)
    there = training(world.neighbour_participation)
    assert elsewhere.participation.plan_id == session.participation.plan_id
    for one, by in ((session, world.officer), (elsewhere, world.officer), (there, world.neighbour)):
        certify(one, [came(one, 3), came(one, 3)], issued_on=ISSUED, by=by)
    mine, theirs = numbers(world.plan), numbers(world.neighbour_plan)
    assert mine == [40, 41, 42, 43, 44, 45]
    assert theirs == [theirs[0], theirs[0] + 1, theirs[0] + 2]


def test_a_refusal_uses_up_no_number(world, session):
    good, bad = came(session, 3), came(session, 1)
    refused(certify, session, [good, bad], issued_on=ISSUED, by=world.officer)
    [certificate] = certify(session, [good], issued_on=ISSUED, by=world.officer).made
    assert certificate.number == 42


def test_two_calls_that_saw_the_same_list_give_one_certificate_each(world, session):
    """Both pages were opened before either button was pressed."""
    seen = [came(session, 3) for _ in range(3)]
    first = certify(session, seen[:2], issued_on=ISSUED, by=world.officer)
    second = certify(session, seen, issued_on=ISSUED, by=world.field)
    assert [row.number for row in first.made + second.made] == [42, 43, 44]
    assert second.already == seen[:2]


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_leave_neither_gap_nor_double(world, session):
    people = [came(session, 3) for _ in range(6)]
    begin, faults = threading.Barrier(6), []

    def give(person):
        try:
            begin.wait(timeout=10)
            certify(session, [person], issued_on=ISSUED, by=world.officer)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    givers = [threading.Thread(target=give, args=[person]) for person in people]
    for giver in givers:
        giver.start()
    for giver in givers:
        giver.join()
    assert faults == []
    assert sorted(session.certificates.values_list("number", flat=True)) == list(range(42, 48))


def test_the_database_refuses_what_the_service_would_never_write(world, session):
    person = came(session, 3)
    [made] = certify(session, [person], issued_on=ISSUED, by=world.officer).made
    other = came(session, 3)
    columns = {
        field.attname: getattr(made, field.attname)
        for field in Certificate._meta.fields
        if field.name != "id"
    } | {"number": 99, "code_hash": "f" * 64, "enrolment_id": other.pk}
    for wrong in (
        {"number": made.number},
        {"code_hash": made.code_hash},
        {"enrolment_id": person.pk},
        {"days_came": 2},
        {"days_came": 4},
        {"days_needed": 0},
        {"issued_on": datetime.date(2018, 12, 12)},
        {"revoked_on": ISSUED},
        {"revoked_reason": "พิมพ์ผิด"},
        {"team_member_id": world.lead.pk},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.create(**columns | wrong)
    assert Certificate.objects.create(**columns).number == 99


def test_a_certificate_is_taken_back_once_for_a_reason_and_a_new_one_has_a_new_number(world, session):
    person = came(session, 3)
    [old] = certify(session, [person], issued_on=ISSUED, by=world.officer).made
    revoke(old, reason="สะกดชื่อผิด", by=world.chief)
    old.refresh_from_db()
    assert (old.revoked_reason, old.version) == ("สะกดชื่อผิด", 2)
    assert old.history.first().history_user == world.chief
    assert "ยกเลิกไปแล้วเมื่อ" in str(refused(revoke, old, reason="อีกครั้ง", by=world.officer))
    [new] = certify(session, [person], issued_on=ISSUED, by=world.officer).made
    assert (old.number, new.number) == (42, 43)
    assert old.code_hash != new.code_hash


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2018-12-11", "2018-12-11", "เมื่อวันที่ 11 ธันวาคม 2561"),
        ("2018-12-11", "2018-12-13", "ระหว่างวันที่ 11 – 13 ธันวาคม 2561"),
        ("2018-11-30", "2018-12-02", "ระหว่างวันที่ 30 พฤศจิกายน – 2 ธันวาคม 2561"),
        ("2018-12-30", "2019-01-02", "ระหว่างวันที่ 30 ธันวาคม 2561 – 2 มกราคม 2562"),
        ("2018-12-31", "2019-12-31", "ระหว่างวันที่ 31 ธันวาคม 2561 – 31 ธันวาคม 2562"),
    ],
)
def test_the_days_are_told_as_a_certificate_tells_them(first, last, words):
    assert held_on(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)) == words


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("9001-0012/2562", {"plan__district": "9001", "number": "0012", "plan__fiscal_year": "2562"}),
        ("๙๐๐๑-๐๐๑๒/๒๕๖๒", {"plan__district": "9001", "number": "0012", "plan__fiscal_year": "2562"}),
        (" 12 / 2562 ", {"number": "12", "plan__fiscal_year": "2562"}),
        ("12", {"number": "12"}),
        ("กระจูด 12", {}),
        ("9" * 10, {}),
        ("", {}),
    ],
)
def test_a_number_is_found_as_it_is_printed_and_as_it_is_said(typed, found):
    assert serial_asked(typed) == found
