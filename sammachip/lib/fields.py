"""Form fields that understand what an officer types and what a spreadsheet cell holds, and answer in Thai.

`clean()` takes str, int, float, Decimal, date or datetime and gives a value or `ValidationError`. It reads no
database and keeps nothing between calls: whole columns can be cleaned, and repeated values remembered.
"""

import datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator

from sammachip.lib import thai

INT32 = 2**31 - 1

_LIMITS = {
    "max_length": "ยาวเกินไป กรอกได้ไม่เกิน %(limit_value)d ตัวอักษร (ขณะนี้ %(show_value)d)",
    "min_length": "สั้นเกินไป กรอกอย่างน้อย %(limit_value)d ตัวอักษร (ขณะนี้ %(show_value)d)",
    "max_value": "มากเกินไป กรอกได้ไม่เกิน %(limit_value)s",
    "min_value": "น้อยเกินไป กรอกได้ตั้งแต่ %(limit_value)s ขึ้นไป",
}
_UNREADABLE = "ข้อความในช่องนี้อ่านไม่ได้ โปรดพิมพ์ใหม่"
_HOUSE_NUMBER_BECAME_DATE = "โปรแกรมตารางแปลงบ้านเลขที่เป็นวันที่ โปรดจัดรูปแบบช่องเป็นข้อความ แล้วพิมพ์บ้านเลขที่ใหม่ เช่น 6/8"
_TOO_FINE = "กรอกทศนิยมได้ไม่เกิน {} ตำแหน่ง"
_TOO_MANY_DIGITS = "ตัวเลขมากเกินไป โปรดตรวจสอบจำนวนหลัก"


class _Asking:
    """Asks for the field by its name, unless the form has words of its own, and states limits in Thai."""

    default_error_messages = {"required": ""}

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        for limit in self.validators:
            if isinstance(limit, BaseValidator) and limit.code in _LIMITS:
                limit.message = _LIMITS[limit.code]

    def validate(self, value):
        if self.required and value in self.empty_values:
            asking = self.error_messages["required"] or f"กรุณากรอก{self.label or 'ข้อมูลช่องนี้'}"
            raise ValidationError(asking, code="required")
        super().validate(value)


class ThaiTextField(_Asking, forms.CharField):
    """Tidied text with the digits 0–9; a textarea keeps its lines. A date cell becomes a date in พ.ศ."""

    def to_python(self, value):
        if value is None:
            return self.empty_value
        text = value if isinstance(value, str) else self.text_of(value)
        tidied = thai.tidy_lines(text) if isinstance(self.widget, forms.Textarea) else thai.tidy(text)
        return thai.arabic(tidied) or self.empty_value

    def text_of(self, cell):
        if isinstance(cell, datetime.date):
            return thai.format_date(_understood(thai.date, cell))
        if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
            return str(int(cell))
        if isinstance(cell, int) and cell.bit_length() > 256:
            raise ValidationError(_UNREADABLE, code="invalid")
        return str(cell)


class HouseNumberField(ThaiTextField):
    """บ้านเลขที่: `๖๑ / ๕` is 61/5, and a cell in which 6/8 became the sixth of August is refused."""

    def to_python(self, value):
        return "/".join(part.strip() for part in super().to_python(value).split("/"))

    def text_of(self, cell):
        if isinstance(cell, datetime.date):
            raise ValidationError(_HOUSE_NUMBER_BECAME_DATE, code="date_cell")
        return super().text_of(cell)


class _ReadByThai(_Asking, forms.Field):
    """A field whose value is read by one function of `thai`, a blank or a dash being no value."""

    read = None
    empty_value = None

    def to_python(self, value):
        return self.empty_value if thai.is_blank(value) else _understood(self.read, value)


class _Registered(_ReadByThai):
    empty_value = ""

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "autocomplete": "off", "maxlength": "30"}


class ThaiDateInput(forms.TextInput):
    def __init__(self, attrs=None):
        shape = {
            "inputmode": "numeric",
            "placeholder": "วว/ดด/ปปปป",
            "autocomplete": "off",
            "data-thai-date": "",
        }
        super().__init__(shape | (attrs or {}))

    def format_value(self, value):
        return thai.format_date(value) if isinstance(value, datetime.date) else super().format_value(value)


class ThaiTimeInput(forms.TextInput):
    def __init__(self, attrs=None):
        super().__init__(
            {"inputmode": "decimal", "placeholder": "09.00", "autocomplete": "off"} | (attrs or {})
        )

    def format_value(self, value):
        return f"{value:%H.%M}" if isinstance(value, datetime.time) else super().format_value(value)


class ThaiDateField(_ReadByThai):
    """A day, shown and typed in พ.ศ. as 22/11/2561; what was typed comes back when it is wrong."""

    widget = ThaiDateInput
    read = staticmethod(thai.date)


class ThaiTimeField(_ReadByThai):
    """A time of day, shown and typed as 09.00; a colon and Thai digits are understood as well."""

    widget = ThaiTimeInput
    read = staticmethod(thai.time)


def is_said_to_lack(value):
    """Whether a cell says in words that there is no number."""
    return isinstance(value, str) and not value[:1].isdecimal() and thai.tidy(value).startswith("ไม่มี")


class CitizenIdField(_Registered):
    read = staticmethod(thai.citizen_id)

    def to_python(self, value):
        return self.empty_value if is_said_to_lack(value) else super().to_python(value)


class HouseRegistrationField(_Registered):
    read = staticmethod(thai.house_registration_no)


class PhoneField(_Registered):
    widget = forms.TelInput
    read = staticmethod(thai.phone)

    def to_python(self, value):
        return self.empty_value if is_said_to_lack(value) else super().to_python(value)

    def prepare_value(self, value):
        stored = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) in (9, 10)
        return thai.format_phone(value) if stored else value

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "tel"}


class ThaiIntegerField(_Asking, forms.IntegerField):
    """A whole number in any writing, within what a database column holds."""

    widget = forms.TextInput

    def __init__(self, *, max_value=INT32, min_value=-INT32 - 1, **kwargs):
        super().__init__(max_value=max_value, min_value=min_value, **kwargs)

    def to_python(self, value):
        return None if thai.is_blank(value) else _understood(thai.whole, value)

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "autocomplete": "off"}


class ThaiDecimalField(_Asking, forms.DecimalField):
    """A number with decimals: a calculated cell is rounded to them, what is typed with more is refused."""

    widget = forms.TextInput

    def __init__(self, *, max_digits=12, decimal_places=2, **kwargs):
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def prepare_value(self, value):
        return (
            f"{value:,f}".removesuffix("." + "0" * self.decimal_places)
            if isinstance(value, Decimal)
            else value
        )

    def to_python(self, value):
        if thai.is_blank(value):
            return None
        read = _understood(thai.number, value)
        fitted = read.quantize(Decimal(1).scaleb(-self.decimal_places))
        if fitted != read and not isinstance(value, float):
            raise ValidationError(_TOO_FINE.format(self.decimal_places), code="max_decimal_places")
        if abs(fitted) >= Decimal(10) ** (self.max_digits - self.decimal_places):
            raise ValidationError(_TOO_MANY_DIGITS, code="max_digits")
        return fitted

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off"}


def _understood(read, value):
    try:
        return read(value)
    except ValueError as error:
        raise ValidationError(str(error), code="invalid") from None
