"""What stands on a certificate, and by which code and number it is found."""

import re

from sammachip.lib import sealing, thai
from sammachip.lib.papers import Verbatim, qr_svg

from .models import Certificate

SERIAL = re.compile(
    r"(?:(?P<plan__district>\d{4})-)?(?P<number>\d{1,9})(?:/(?P<plan__fiscal_year>\d{4}))?", re.ASCII
)
DEPARTMENT = "กรมการพัฒนาชุมชน กระทรวงมหาดไทย"


def serial_asked(text):
    """Lookups of the number meant by `9001-0012/2562`, `12/2562` or `๑๒`; none where it is no number."""
    match = SERIAL.fullmatch(thai.arabic(thai.tidy(text[:40])).replace(" ", ""))
    return {name: found for name, found in match.groupdict().items() if found} if match else {}


def code_of(certificate):
    """What its QR picture says: letters and digits that only this install can make."""
    return sealing.code_of(certificate.pk, Certificate.CODE)


def office_of(district, province):
    """The issuing office in words, by the names of its places."""
    return f"สำนักงานพัฒนาชุมชนอำเภอ{district} จังหวัด{province}"


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
    village, district = certificate.session.participation.village, certificate.plan.district
    return {
        "department": DEPARTMENT,
        "office": office_of(district.name, district.province.name),
        "name": certificate.name,
        "holder": certificate.holder_name,
        "village": place_of(village, district),
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
