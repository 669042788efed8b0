"""The numbers people and houses are registered under, and their phones."""

import re
from decimal import Decimal

from stdnum.th import pin

from .text import arabic

_SHORTENED = re.compile(r"\d+E\+?\d+", re.IGNORECASE | re.ASCII)
_NO_DIGIT = re.compile(r"[^0-9]")
_PHONE_DIGITS = re.compile(r"0[1-9][0-9]{7,8}")
_ABROAD = re.compile(r"(?:00)?66[1-9][0-9]{7,8}")
_WITHOUT_ZERO = re.compile(r"[689][0-9]{8}|[2-57][0-9]{7}")
_CELL_AS_TEXT = re.compile(r"^(\d+)\.0$", re.ASCII)
_SPACING = re.compile(r"[\s\-./()‐-―−\u00a0\u200b-\u200f\u2060\ufeff]")

WRONG_CHECK_DIGIT = "เลขประจำตัวประชาชนไม่ถูกต้อง โปรดตรวจสอบกับบัตรประชาชน"
_ID_LETTERS = "เลขประจำตัวประชาชนต้องเป็นตัวเลข 13 หลัก แต่พบ “{}” ปนอยู่ โปรดตรวจสอบกับบัตรประชาชน"
_ID_LENGTH = "เลขประจำตัวประชาชนต้องมี 13 หลัก แต่พบ {} หลัก โปรดตรวจสอบกับบัตรประชาชน"
_ID_TWELVE = "เลขประจำตัวประชาชนมีเพียง 12 หลัก ถ้าขึ้นต้นด้วย 0 โปรดเติม 0 ข้างหน้า มิฉะนั้นโปรดตรวจสอบกับบัตรประชาชน"
_ID_SHORTENED = (
    "เลขประจำตัวประชาชนถูกโปรแกรมตารางย่อเป็นแบบ 1.1E+12 จนตัวเลขหายไป โปรดจัดรูปแบบช่องเป็นข้อความ แล้วพิมพ์เลข 13 หลักใหม่"
)
_HOUSE = "เลขรหัสประจำบ้านต้องเป็นตัวเลข 11 หลัก โปรดตรวจสอบกับทะเบียนบ้าน"
_PHONE = "หมายเลขโทรศัพท์ต้องขึ้นต้นด้วย 0 และมี 9 หรือ 10 หลัก กรอกได้หมายเลขเดียว เช่น 081-234-1234"


def citizen_id(raw):
    """Thirteen digits with a right check digit; a number cell that lost its first zero gets it back."""
    digits = _plain(raw)
    if isinstance(raw, str):
        if not digits.isdecimal() and _SHORTENED.fullmatch(digits):
            raise ValueError(_ID_SHORTENED)
    elif len(digits) == 12:
        digits = "0" + digits
    if strange := _NO_DIGIT.search(digits):
        raise ValueError(_ID_LETTERS.format(strange[0]))
    if len(digits) != 13:
        raise ValueError((_ID_TWELVE if len(digits) == 12 else _ID_LENGTH).format(len(digits)))
    # `pin.validate` refuses a first 0, which people without a registered status do have.
    if pin.calc_check_digit(digits) != digits[-1]:
        raise ValueError(WRONG_CHECK_DIGIT)
    return digits


def mask_citizen_id(last4):
    return f"X-XXXX-XXXX{last4[0]}-{last4[1:3]}-{last4[3]}" if len(last4) == 4 else ""


def house_registration_no(raw):
    digits = _plain(raw)
    if not re.fullmatch(r"[0-9]{11}", digits):
        raise ValueError(_HOUSE)
    return digits


def format_house_registration_no(digits):
    return f"{digits[:4]}-{digits[4:10]}-{digits[10:]}" if len(digits) == 11 else digits


def phone(raw):
    """`0` and 8 or 9 digits; the zero is put back where a number cell or the +66 form has none."""
    digits = _plain(raw).removeprefix("+")
    if _PHONE_DIGITS.fullmatch(digits):
        return digits
    if _ABROAD.fullmatch(digits):
        return "0" + digits.removeprefix("00").removeprefix("66")
    if _WITHOUT_ZERO.fullmatch(digits):
        return "0" + digits
    raise ValueError(_PHONE)


def format_phone(digits):
    """0812341234 → 081-234-1234, 074311234 → 074-311-234, 021234567 → 02-123-4567."""
    if len(digits) == 9 and digits.startswith("02"):
        return f"{digits[:2]}-{digits[2:5]}-{digits[5:]}"
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if digits else ""


def mask_phone(digits):
    return f"{digits[:2]}X-XXX-{digits[6:]}" if digits else ""


def _plain(raw):
    """Digits without what people put between them; a whole number from a cell loses its `.0`."""
    if isinstance(raw, str):
        text = arabic(raw[:200].strip())
        return _SPACING.sub("", _CELL_AS_TEXT.sub(r"\1", text) if text.endswith(".0") else text)
    if isinstance(raw, Decimal) and raw.is_finite():
        raw = float(raw)
    countable = isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw < 10**15
    return str(int(raw)) if countable and raw == int(raw) else ""
