"""The pages of certificates: giving them, the register, one certificate, taking it back."""

import datetime
import re

import pytest
from django.urls import reverse

from tests import factories as make
from tests.pages import page, post, queries
from training.models import Certificate, Session
from training.services.certificates import certify

from .certified import came, training

pytestmark = pytest.mark.django_db
ROLES = ["admin", "chief", "officer", "field", "viewer", "auditor"]
WRITERS = ["chief", "officer", "field"]


@pytest.fixture
def session(world):
    return training(world.participation, title="อบรมย้อมกระจูด")


def give(client, user, session, people, **changes):
    data = {"people": [str(person.pk) for person in people], "issued_on": "20/12/2561"} | changes
    return post(client, user, "training:certify", session.pk, data=data)


def test_a_neighbours_session_and_certificate_are_not_found_and_in_no_list(client, world):
    for name in ("certify", "certificates_pdf"):
        page(client, world.officer, f"training:{name}", world.neighbour_session.pk, status=404)
        page(client, world.field, f"training:{name}", world.other_session.pk, status=404)
    for name in ("certificate", "certificate_pdf", "certificate_revoke"):
        page(client, world.officer, f"training:{name}", world.neighbour_certificate.pk, status=404)
    told = page(client, world.officer, "training:certificates", year=2562)
    assert world.certificate.holder_name in told
    assert world.neighbour_certificate.holder_name not in told
    people = [world.neighbour_enrolment]
    assert give(client, world.officer, world.neighbour_session, people).status_code == 404


@pytest.mark.parametrize("who", ROLES)
def test_every_role_reads_and_field_and_district_write(client, world, who):
    user, status = getattr(world, who), 200 if who in WRITERS else 403
    page(client, user, "training:certificates", year=2562)
    page(client, user, "training:certificate", world.certificate.pk)
    told = page(client, user, "training:detail", world.session.pk)
    assert ("ออกวุฒิบัตร</a>" in told) == (who in WRITERS)
    page(client, user, "training:certify", world.session.pk, status=status)
    page(client, user, "training:certificate_revoke", world.certificate.pk, status=status)
    if status == 403:
        assert give(client, user, world.session, [world.enrolment]).status_code == 403
        answer = post(
            client, user, "training:certificate_revoke", world.certificate.pk, data={"revoked_reason": "ก"}
        )
        assert answer.status_code == 403


def test_the_page_ticks_who_completed_and_says_of_the_others_why_not(client, world, session):
    complete, once = came(session, 3), came(session, 1, household__first_name="ขาดเรียน")
    told = page(client, world.officer, "training:certify", session.pk)
    ticked = re.findall(r'name="people" value="([^"]+)"[^>]* checked', told)
    assert ticked == [str(complete.pk)]
    assert str(once.pk) not in told
    assert "เข้าอบรม 1 จาก 3 วัน ต้องเข้าอย่างน้อย 3 วัน" in told
    assert "ออกวุฒิบัตร 1 ใบ" in told
    given = Certificate.objects.filter(plan=world.plan).order_by("number").last().number
    assert f"9001-{given + 1:04}/2562" in told


def test_one_press_gives_them_all_and_leads_to_the_paper(client, world, session):
    people = [came(session, 3, household__first_name=name) for name in ("กาญจนา", "ขวัญใจ", "คำแก้ว")]
    answer = give(client, world.officer, session, reversed(people))
    assert answer["Location"] == reverse("training:certify", args=[session.pk])
    made = list(session.certificates.order_by("number"))
    assert [row.enrolment for row in made] == people
    told = client.get(answer["Location"]).content.decode()
    assert f"ออกวุฒิบัตร 3 ใบแล้ว เลขที่ {made[0].serial} ถึง {made[-1].serial}" in told
    assert reverse("training:certificates_pdf", args=[session.pk]) in told
    assert "ได้รับวุฒิบัตรทุกคนแล้ว" in told
    assert 'name="people"' not in told


def test_who_was_given_one_meanwhile_is_passed_over_and_named(client, world, session):
    first, second = came(session, 3), came(session, 3)
    day = datetime.date(2018, 12, 20)
    certify(session, [first], issued_on=day, by=world.chief)
    answer = give(client, world.officer, session, [first, second])
    told = client.get(answer["Location"]).content.decode()
    assert "ออกวุฒิบัตร 1 ใบแล้ว" in told
    assert f"ข้าม 1 คนที่ได้รับไปแล้ว คือ {first.called}" in told
    answer = give(client, world.officer, session, [first])
    assert "ไม่มีวุฒิบัตรที่ออกใหม่" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": []}, "กรุณาเลือกผู้รับวุฒิบัตร"),
        ({"people": ["stranger"]}, "มีผู้ที่ไม่อยู่ในรายชื่อของการอบรมนี้"),
        ({"issued_on": ""}, "กรุณากรอกวันที่ออก"),
        ({"issued_on": "31/2/2562"}, "ไม่มีวันที่ 31/2/2562"),
        ({"issued_on": "12/12/2561"}, "วันที่ออกต้องไม่มาก่อนวันสุดท้ายของการอบรม คือ 13 ธ.ค. 2561"),
    ],
)
def test_each_wrong_answer_is_told_and_what_was_ticked_is_kept(client, world, session, changes, sentence):
    people = [came(session, 3), came(session, 3)]
    data = {"people": [str(people[0].pk)], "issued_on": "20/12/2561"} | changes
    answer = post(client, world.officer, "training:certify", session.pk, data=data)
    told = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in told
    assert not session.certificates.exists()
    kept = [str(people[0].pk)] if "people" not in changes else []
    assert re.findall(r'name="people" value="([^"]+)"[^>]* checked', told) == kept
    assert f"ออกวุฒิบัตร {len(kept)} ใบ" in told


def test_who_has_not_completed_cannot_be_smuggled_in(client, world, session):
    complete, once = came(session, 3), came(session, 1)
    told = give(client, world.officer, session, [complete, once]).content.decode()
    assert f"{once.called} เข้าอบรม 1 จาก 3 วัน ต้องเข้าอย่างน้อย 3 วัน" in told
    assert not session.certificates.exists()


@pytest.mark.parametrize(
    ("day", "code", "words"),
    [
        ("1/10/2562", "year", "วันที่ออก 1 ต.ค. 2562 อยู่นอกปีงบประมาณ 2562"),
        ("20/12/2561", "future", "วันที่ออก 20 ธ.ค. 2561 ยังมาไม่ถึง"),
    ],
)
def test_an_unusual_day_asks_once(client, world, session, time_machine, day, code, words):
    time_machine.move_to("2018-12-14 10:00+07:00" if code == "future" else "2019-10-02 10:00+07:00")
    person = came(session, 3)
    assert words in give(client, world.officer, session, [person], issued_on=day).content.decode()
    assert not session.certificates.exists()
    assert give(client, world.officer, session, [person], issued_on=day, confirm=code).status_code == 302
    assert session.certificates.count() == 1


def test_a_session_that_is_not_over_gives_none(client, world, session, time_machine):
    person = came(session, 2)
    Session.objects.filter(pk=session.pk).update(ends_on=session.starts_on + datetime.timedelta(days=1))
    time_machine.move_to("2018-12-11 10:00+07:00")
    told = page(client, world.officer, "training:certify", session.pk)
    assert "การอบรมยังไม่จบ" in told
    assert 'type="submit" data-count-ticks' not in told
    refused = give(client, world.officer, session, [person], confirm="future").content.decode()
    assert "การอบรมนี้ยังไม่จบ ออกวุฒิบัตรได้ตั้งแต่วันสุดท้ายของการอบรม คือ 12 ธ.ค. 2561" in refused


def test_a_session_without_people_says_what_comes_first(client, world, session):
    assert "การอบรมนี้ยังไม่มีผู้ได้รับเชิญ" in page(client, world.officer, "training:certify", session.pk)
    came(session, 1)
    assert "ยังไม่มีผู้ที่เข้าอบรมครบตามเกณฑ์" in page(client, world.officer, "training:certify", session.pk)


def test_the_sessions_page_counts_who_completed_and_who_was_given_one(client, world, session):
    people = [came(session, 3), came(session, 3), came(session, 2)]
    certify(session, people[:1], issued_on=datetime.date(2018, 12, 20), by=world.officer)
    told = page(client, world.officer, "training:detail", session.pk)
    part = told[told.index('id="certificates"') :].split("</section>")[0]
    assert "2 คน" in part
    assert ">1 ใบ</a>" in part
    address = re.search(r'href="([^"]+session=[^"]+)"', part)[1].replace("&amp;", "&")
    listed = client.get(address).content.decode()
    assert people[0].called in listed
    assert world.certificate.holder_name not in listed


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["ใกล้บ้าน", "ต่างตำบล"]),
        ({"q": "ใกล้บ้าน"}, ["ใกล้บ้าน"]),
        ({"q": "9001-0007/2562"}, ["ใกล้บ้าน"]),
        ({"q": "๘/๒๕๖๒"}, ["ต่างตำบล"]),
        ({"q": "9002-0007/2562"}, []),
        ({"area": "900103"}, ["ต่างตำบล"]),
        ({"state": "standing"}, ["ใกล้บ้าน"]),
        ({"state": "revoked"}, ["ต่างตำบล"]),
        ({"year": 2561}, []),
    ],
)
def test_each_filter_finds_its_certificates(client, world, query, found):
    Certificate.objects.filter(pk=world.certificate.pk).update(number=7)
    Certificate.objects.filter(pk=world.other_certificate.pk).update(
        number=8, revoked_on="2019-01-05", revoked_reason="พิมพ์ผิด"
    )
    told = page(client, world.officer, "training:certificates", **{"year": 2562} | query)
    rows = told[told.index('id="rows"') :]
    assert [name for name in ("ใกล้บ้าน", "ต่างตำบล") if f"นาง{name} ตัวอย่าง" in rows] == found


def test_the_sheet_holds_what_the_list_shows(client, world):
    client.force_login(world.officer)
    answer = client.get(reverse("training:certificates"), {"year": 2562, "sheet": "xlsx"})
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"PK")


def revoke(client, user, certificate, **changes):
    data = {"revoked_reason": "สะกดชื่อผิด", "version": 1} | changes
    return post(client, user, "training:certificate_revoke", certificate.pk, data=data)


def test_a_certificate_is_taken_back_and_says_so(client, world):
    certificate = world.certificate
    answer = revoke(client, world.field, certificate)
    assert answer["Location"] == certificate.get_absolute_url()
    told = client.get(answer["Location"]).content.decode()
    assert "ยกเลิกแล้ว" in told
    assert "สะกดชื่อผิด" in told
    assert reverse("training:certificate_pdf", args=[certificate.pk]) not in told
    certificate.refresh_from_db()
    assert (certificate.version, certificate.history.first().history_user) == (2, world.field)
    page(client, world.field, "training:certificate_pdf", certificate.pk, status=404)
    assert revoke(client, world.field, certificate).status_code == 404


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "กรุณากรอกเหตุผลที่ยกเลิก"), ("   ", "กรุณากรอกเหตุผลที่ยกเลิก"), ("ก" * 201, "200")]
)
def test_taking_back_asks_for_a_reason(client, world, reason, sentence):
    told = revoke(client, world.officer, world.certificate, revoked_reason=reason).content.decode()
    assert sentence in told
    world.certificate.refresh_from_db()
    assert world.certificate.revoked_on is None


def test_a_certificates_page_and_its_history_lead_to_each_other(client, world):
    told = page(client, world.officer, "training:certificate", world.certificate.pk)
    assert world.certificate.history_url in told
    assert reverse("training:certificate_pdf", args=[world.certificate.pk]) in told
    history = page(client, world.officer, "accounts:history", "training", "certificate", world.certificate.pk)
    assert world.certificate.get_absolute_url() in history


def test_the_pages_ask_the_database_as_often_for_a_hundred_people_as_for_one(client, world):
    def ask():
        return [
            queries(client, world.officer, "training:certify", world.session.pk),
            queries(client, world.officer, "training:certificates", year=2562),
            queries(client, world.officer, "training:certificate", world.certificate.pk),
            queries(client, world.officer, "training:certificate_revoke", world.certificate.pk),
        ]

    first = ask()
    for enrolment in make.EnrolmentFactory.create_batch(99, participation=world.participation):
        make.AttendanceFactory(session=world.session, enrolment=enrolment)
        make.CertificateFactory(session=world.session, enrolment=enrolment)
    assert ask() == first
    assert max(first) <= 12, first
