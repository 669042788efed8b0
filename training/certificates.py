"""Who has completed a session and may have its certificate, and what stands on the paper."""

import re
from dataclasses import dataclass

from django.db.models import Count, Max

from sammachip.lib import sealing, thai
from sammachip.lib.papers import Verbatim, qr_svg

from .attendance import Completion
from .models import Certificate

SERIAL = re.compile(
    r"(?:(?P<plan__district>\d{4})-)?(?P<number>\d{1,9})(?:/(?P<plan__fiscal_year>\d{4}))?", re.ASCII
)
DEPARTMENT = "กรมการพัฒนาชุมชน กระทรวงมหาดไทย"


@dataclass(frozen=True)
class Standing:
    """How a person (an enrolment or a team member) stands towards a session's certificate, and the one that is held."""

    person: object
    completion: Completion
    certificate: Certificate | None = None

    @property
    def may_have(self):
        return self.completion.is_passed and self.certificate is None

    @property
    def shortfall(self):
        done = self.completion
        return f"เข้าอบรม {done.came} จาก {done.days} วัน ต้องเข้าอย่างน้อย {done.needed} วัน"


def standings_of(session, people, attendances, certificates):
    """[Standing] of `people`, each once, in their order; the rows come from wherever the caller may read them."""
    came = days_came(session, attendances)
    held = {row.person_key: row for row in certificates.filter(session=session).standing()}
    needed, days = session.days_needed, session.days
    return [
        Standing(person, Completion(came.get(person.pk, 0), needed, days), held.get(person.pk))
        for person in dict.fromkeys(people)
    ]


def days_came(session, attendances):
    """{key of an enrolment or a team member: on how many days of the session}"""
    within = attendances.came().filter(session=session, on__range=(session.starts_on, session.ends_on))
    counted = within.order_by().values("enrolment", "team_member").annotate(days=Count("on", distinct=True))
    return {row["enrolment"] or row["team_member"]: row["days"] for row in counted}


def next_number(plan):
    """Numbers count through a district's year; one that was revoked stays used."""
    return (plan.certificates.aggregate(last=Max("number"))["last"] or 0) + 1


def serial_asked(text):
    """Lookups of the number meant by `9001-0012/2562`, `12/2562` or `๑๒`; none where it is no number."""
    match = SERIAL.fullmatch(thai.arabic(thai.tidy(text[:40])).replace(" ", ""))
    return {name: found for name, found in match.groupdict().items() if found} if match else {}


def code_of(certificate):
    """What its QR picture says: letters and digits that only this install can make."""
    return sealing.code_of(certificate.pk, Certificate.CODE)


def office_of(district):
    """The issuing office in words; the district comes with its province."""
    return f"สำนักงานพัฒนาชุมชนอำเภอ{district.name} จังหวัด{district.province.name}"


def held_on(first, last):
    """`เมื่อวันที่ 11 ธันวาคม 2561`, `ระหว่างวันที่ 11 – 13 ธันวาคม 2561`, months and years told where they differ."""
    written = thai.format_date(last, "long")
    if first == last:
        return f"เมื่อวันที่ {written}"
    day, month, year = thai.format_date(first, "long").split(" ")
    if year != str(thai.buddhist_year(last)):
        return f"ระหว่างวันที่ {day} {month} {year} – {written}"
    return f"ระหว่างวันที่ {day}{f' {month}' if first.month != last.month else ''} – {written}"


def paper_of(certificates, address_of):
    """Values of `papers/certificate.typ`; `address_of(code)` is where anyone may check one. Rows come `with_place`."""
    return {"pages": [page_of(row, Verbatim(address_of(code_of(row)))) for row in certificates]}


def page_of(certificate, address):
    village = certificate.session.participation.village
    return {
        "department": DEPARTMENT,
        "office": office_of(certificate.plan.district),
        "name": certificate.name,
        "holder": certificate.holder_name,
        "village": place_of(village, certificate.plan.district),
        "course": certificate.title,
        "held": held_on(certificate.starts_on, certificate.ends_on),
        "given": f"ให้ไว้ ณ วันที่ {thai.format_date(certificate.issued_on, 'long')}",
        "signer": certificate.signer_name,
        "position": certificate.signer_position,
        "serial": certificate.serial,
        "address": address,
        "qr": qr_svg(address),
    }


def place_of(village, district):
    return (
        f"{village.name} หมู่ที่ {village.moo} ตำบล{village.subdistrict.name} "
        f"อำเภอ{district.name} จังหวัด{district.province.name}"
    )
