"""The page behind the QR code: open to anyone, says whether a certificate is genuine, and never whose it is."""

import datetime

import pytest
from django.urls import reverse

from sammachip.lib import sealing
from training.certificates import code_of
from training.models import Certificate
from training.services.certificates import certify, revoke

from .certified import came, training

pytestmark = pytest.mark.django_db
FORGED = [
    "A" * 26,
    "x",
    "วุฒิบัตร",
    "9" * 5000,
    "../../etc/passwd",
    "a/b/c",
    "a b",
    "%00",
    "%0A",
    "%FF%FE",
    "<script>",
    "' OR 1=1 --",
    "%2e%2e%2f",
    "😀",
]


@pytest.fixture
def certificate(world):
    session = training(world.participation, title="อบรมย้อมกระจูด")
    person = came(session, 3, household__first_name="ผู้รับวุฒิ", household__last_name="นามสกุลลับ")
    return certify(session, [person], issued_on=datetime.date(2018, 12, 20), by=world.officer).made[0]


def address(certificate):
    return reverse("certificate_check", args=[code_of(certificate)])


def test_a_genuine_one_says_of_which_course_when_and_from_which_office(client, certificate):
    answer = client.get(address(certificate))
    told = answer.content.decode()
    assert answer.status_code == 200
    for words in ("ของจริง", "อบรมย้อมกระจูด", "11–13 ธ.ค. 2561", certificate.serial):
        assert words in told
    assert "สำนักงานพัฒนาชุมชนอำเภอเมืองสงขลา จังหวัดสงขลา" in told


def test_nobody_is_named_to_a_stranger_or_to_an_officer(client, world, certificate):
    for user in (None, world.officer):
        if user:
            client.force_login(user)
        told = client.get(address(certificate)).content.decode()
        for secret in ("ผู้รับวุฒิ", "นามสกุลลับ", world.village.name, world.village.subdistrict.name):
            assert secret not in told
        assert user is None or str(user) not in told


def test_what_is_published_carries_no_personal_column(certificate):
    published = Certificate.objects.published().get(title=certificate.title)
    assert not set(Certificate.personal_fields) & set(published)
    assert certificate.holder_name not in published.values()


def test_a_revoked_one_says_so_and_not_why(client, world, certificate):
    revoke(certificate, reason="สะกดชื่อผิด", by=world.officer)
    told = client.get(address(certificate)).content.decode()
    assert "ถูกยกเลิกแล้ว" in told
    assert "ของจริง" not in told
    assert "สะกดชื่อผิด" not in told


@pytest.mark.parametrize("code", FORGED)
def test_any_other_text_is_not_found_in_the_same_frame(client, certificate, code):
    answer = client.get(f"/c/{code}/")
    told = answer.content.decode()
    assert answer.status_code == 404
    assert "ไม่พบวุฒิบัตรของรหัสนี้" in told
    assert answer.templates[0].name == "public/certificate.html"
    assert "<script>" not in told


def test_only_this_purpose_and_this_row_make_the_code(client, world, certificate):
    for pk, purpose in ((certificate.pk, "feed"), (world.certificate.pk, "certificate")):
        forged = reverse("certificate_check", args=[sealing.code_of(pk, purpose)])
        assert client.get(forged).status_code == 404
    assert client.get(reverse("certificate_check", args=[certificate.code_hash])).status_code == 404


def test_a_code_typed_by_hand_may_be_small(client, certificate):
    assert client.get(reverse("certificate_check", args=[code_of(certificate).lower()])).status_code == 200


def test_one_query_tells_the_true_from_the_forged(client, certificate, django_assert_num_queries):
    for code in (code_of(certificate), *FORGED):
        with django_assert_num_queries(1):
            client.get(f"/c/{code}/")


def test_who_is_signed_in_gets_the_same_bare_page(client, world, certificate, django_assert_num_queries):
    """Nothing is read for the frame of the office's pages: the session, its user and the certificate, no more."""
    client.force_login(world.officer)
    for code in (code_of(certificate), "forged"):
        with django_assert_num_queries(3):
            answer = client.get(f"/c/{code}/")
        assert "nav" not in (answer.context or {})


def test_it_leaves_nothing_with_the_visitor_and_nothing_for_search_engines(client, certificate):
    for code in (code_of(certificate), "forged"):
        answer = client.get(f"/c/{code}/")
        assert not answer.cookies
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]


def test_who_tries_the_demo_is_told_the_same(client, certificate, settings):
    settings.DEBUG = True
    answer = client.get("/c/forged/")
    assert answer.status_code == 404
    assert "ไม่พบวุฒิบัตรของรหัสนี้" in answer.content.decode()


def test_it_only_answers(client, certificate):
    assert client.post(address(certificate)).status_code == 405
    assert client.head(address(certificate)).status_code == 200
