"""What anyone learns who scans a certificate's QR code: the same page and the same work, whatever the answer."""

from dataclasses import dataclass

from sammachip.lib import thai

from .certificates import office_of
from .models.certificates import serial_of

COMPARE = "โปรดเทียบกับใบที่ท่านถืออยู่ หน้านี้ไม่แสดงชื่อผู้รับ เพื่อคุ้มครองข้อมูลส่วนบุคคล"


@dataclass(frozen=True)
class Verdict:
    """`facts`: [(label, text)]"""

    is_found: bool
    word: str
    heading: str
    facts: list
    note: str
    tone: str = "red"
    icon: str = "error"


UNKNOWN = Verdict(
    False,
    "ไม่พบ",
    "ไม่พบวุฒิบัตรของรหัสนี้",
    [
        ("ถ้าสแกน QR", "โปรดสแกนอีกครั้งให้เห็นทั้งรูป"),
        ("ถ้าพิมพ์ที่อยู่เอง", "โปรดตรวจรหัสให้ครบ 26 ตัว"),
        ("ถ้ายังไม่พบ", "โปรดสอบถามสำนักงานพัฒนาชุมชนอำเภอที่มีชื่ออยู่บนใบ"),
    ],
    "รหัสนี้ไม่ตรงกับวุฒิบัตรใดที่ออกจากระบบนี้ ใบที่มีรหัสนี้อาจไม่ใช่ของจริง",
)


def verdict_of(published):
    """Of what is published of a certificate; None where the code is unknown."""
    if not published:
        return UNKNOWN
    name, facts = published["name"], facts_of(published)
    if published["revoked_on"]:
        return Verdict(True, "ยกเลิกแล้ว", f"{name}ใบนี้ถูกยกเลิกแล้ว ใช้ไม่ได้", facts, COMPARE)
    return Verdict(True, "ของจริง", f"{name}ใบนี้ออกโดยสำนักงานจริง", facts, COMPARE, "green", "ok")


def facts_of(told):
    return [
        ("เลขที่", serial_of(told["district_code"], told["number"], told["year"])),
        ("หลักสูตร", told["title"]),
        ("วันที่อบรม", thai.format_date_range(told["starts_on"], told["ends_on"])),
        ("ออกโดย", office_of(told["district"], told["province"])),
    ]
