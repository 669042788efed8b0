"""The paper: one page a certificate, whatever a name holds, in the digits that are asked for."""

import datetime
import re

import pytest
from django.urls import reverse

from sammachip.lib import papers
from tests.pages import page
from training.certificates import code_of, paper_of
from training.models import Certificate
from training.services.certificates import certify
from training.views.certificate_papers import address_of
from villages.models import Plan

from .certified import came, training

pytestmark = pytest.mark.django_db
ADDRESS = "https://office.example/c/{}/"
# What would be code, a heading or a break if a name were read as anything but a name; and what is hard to set.
HARD = [
    '#read("/etc/passwd")',
    "#pagebreak()",
    "#panic()",
    "$x$ [*b*] <b>หนา</b> _u_ `c` @a // ไม่มี /* */",
    "\\ \" ' { } ] ) #",
    '"},{"holder":"',
    "ปู่ย่า น้ำผึ้ง กี่กิ๊ฟ ญาณี ฐิฏิ ฎฏฐญ",
    "พระบรมราชินีนาถรัตนโกสินทร์มหินทรายุธยามหาดิลกภพนพรัตน์ราชธานีบูรีรมย์อุดมราชนิเวศน์"[:80],
    "W" * 80,
]


def pages_of(pdf):
    assert pdf.startswith(b"%PDF")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def fetched(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def made(world, names=("กาญจนา",), **plan):
    """Certificates of people with these first names."""
    Plan.objects.filter(pk=world.plan.pk).update(**plan)
    session = training(world.participation, title="อบรมจักสานกระจูด รุ่น 2")
    people = [came(session, 3, household__first_name=name, household__last_name=name) for name in names]
    certify(session, people, issued_on=datetime.date(2018, 12, 20), by=world.officer)
    return session


def values(session, has_thai_digits=False):
    rows = Certificate.objects.filter(session=session).with_place()
    told = paper_of(rows, lambda code: ADDRESS.format(code))
    return papers._written(told, papers.thai.thai_digits if has_thai_digits else str)["pages"]


def test_the_paper_says_all_that_an_official_one_says(world):
    [told] = values(made(world, signer_name="นายสมชาย ใจดี", signer_position="พัฒนาการอำเภอ"))
    certificate = Certificate.objects.get(title="อบรมจักสานกระจูด รุ่น 2")
    village = world.village
    assert told | {"qr": ""} == {
        "department": "กรมการพัฒนาชุมชน กระทรวงมหาดไทย",
        "office": "สำนักงานพัฒนาชุมชนอำเภอเมืองสงขลา จังหวัดสงขลา",
        "name": "วุฒิบัตร",
        "holder": "นางกาญจนา กาญจนา",
        "village": f"{village.name} หมู่ที่ 3 ตำบล{village.subdistrict.name} อำเภอเมืองสงขลา จังหวัดสงขลา",
        "course": "อบรมจักสานกระจูด รุ่น 2",
        "held": "ระหว่างวันที่ 11 – 13 ธันวาคม 2561",
        "given": "ให้ไว้ ณ วันที่ 20 ธันวาคม 2561",
        "signer": "นายสมชาย ใจดี",
        "position": "พัฒนาการอำเภอ",
        "serial": certificate.serial,
        "address": ADDRESS.format(code_of(certificate)),
        "qr": "",
    }
    assert told["qr"].startswith("<svg")


def test_thai_digits_stand_everywhere_but_in_the_address(world):
    [told] = values(made(world), has_thai_digits=True)
    assert told["held"] == "ระหว่างวันที่ ๑๑ – ๑๓ ธันวาคม ๒๕๖๑"
    assert told["course"].endswith("รุ่น ๒")
    assert re.fullmatch(r"๙๐๐๑-[๐-๙]{4}/๒๕๖๒", told["serial"])
    assert told["address"].isascii()
    assert told["qr"] == papers.qr_svg(told["address"])


def test_each_certificate_has_one_page_whatever_a_name_holds(client, world):
    session = made(world, names=HARD, certificate_name="ใบรับรอง#pagebreak()", signer_name="#panic()")
    answer = fetched(client, world.officer, "training:certificates_pdf", session.pk)
    assert pages_of(b"".join(answer)) == len(HARD)
    assert [told["holder"] for told in values(session)] == [
        f"นาง{name} {name}" for name in sorted_as(session)
    ]


def sorted_as(session):
    rows = (
        Certificate.objects.filter(session=session).order_by("number").select_related("enrolment__household")
    )
    return [row.enrolment.household.first_name for row in rows]


def test_a_title_and_a_signer_of_full_length_still_fit_one_page(client, world):
    session = made(world, names=HARD[-1:], certificate_name="หนังสือรับรอง" * 4, signer_position="พัฒนาการ" * 12)
    Certificate.objects.filter(session=session).update(title="การแปรรูปผลิตภัณฑ์" * 8)
    answer = fetched(client, world.officer, "training:certificates_pdf", session.pk)
    assert pages_of(b"".join(answer)) == 1


def test_the_paper_is_private_and_named_in_thai(client, world):
    session = made(world)
    certificate = session.certificates.get()
    answer = fetched(client, world.viewer, "training:certificate_pdf", certificate.pk)
    assert answer["Content-Type"] == "application/pdf"
    assert "private" in answer["Cache-Control"]
    assert "no-store" in answer["Cache-Control"]
    assert "filename*=utf-8''%E0%B8%A7" in answer["Content-Disposition"]
    assert "/" not in answer["Content-Disposition"].replace("utf-8''", "")
    assert pages_of(b"".join(answer)) == 1


def test_digits_follow_the_plan_unless_they_are_asked_for(client, world):
    """The two papers carry different digits of the font, so they are not of one size."""
    session = made(world)

    def size(digits):
        answer = fetched(client, world.officer, "training:certificates_pdf", session.pk, digits=digits)
        return len(b"".join(answer))

    thai, arabic = size("thai"), size("arabic")
    assert thai != arabic
    assert size("") == size("roman") == thai
    Plan.objects.filter(pk=world.plan.pk).update(has_thai_digits=False)
    assert size("") == arabic
    assert size("thai") == thai


def test_the_address_is_the_sites_own_or_the_one_it_is_known_by(rf, settings):
    assert address_of(rf.get("/training/"), "ABC") == "http://testserver/c/ABC/"
    settings.PUBLIC_URL = "https://office.example"
    assert address_of(rf.get("/training/"), "ABC") == "https://office.example/c/ABC/"


def test_only_standing_ones_are_printed_and_none_is_not_found(client, world):
    session = made(world, names=("กาญจนา", "ขวัญใจ"))
    first, second = session.certificates.order_by("number")
    Certificate.objects.filter(pk=first.pk).update(revoked_on="2019-01-05", revoked_reason="ผิด")
    answer = fetched(client, world.officer, "training:certificates_pdf", session.pk)
    assert pages_of(b"".join(answer)) == 1
    Certificate.objects.filter(pk=second.pk).update(revoked_on="2019-01-05", revoked_reason="ผิด")
    page(client, world.officer, "training:certificates_pdf", session.pk, status=404)


def test_a_paper_asks_the_database_as_often_for_twenty_as_for_one(client, world, django_assert_num_queries):
    session = made(world, names=[f"คนที่ {number}" for number in range(20)])
    client.force_login(world.officer)
    client.get(reverse("training:certificates_pdf", args=[session.pk]))
    with django_assert_num_queries(5):
        answer = client.get(reverse("training:certificates_pdf", args=[session.pk]))
    assert pages_of(b"".join(answer)) == 20
