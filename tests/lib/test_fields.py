import datetime
import re
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from sammachip.lib import fields

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.text(),
    st.text(alphabet="0123456789๐๑๒,.-/() พยศบาท"),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
ALL = [
    fields.ThaiTextField(max_length=50),
    fields.ThaiTextField(widget=forms.Textarea),
    fields.HouseNumberField(max_length=20),
    fields.ThaiDateField(),
    fields.ThaiIntegerField(min_value=0),
    fields.ThaiDecimalField(min_value=0),
    fields.CitizenIdField(),
    fields.PhoneField(),
    fields.HouseRegistrationField(),
]


QUOTED = re.compile("“.*”", re.DOTALL)
ENGLISH = re.compile("[A-Za-z]{3}")


def cleaned(field, value):
    try:
        return field.clean(value), []
    except ValidationError as refusal:
        return None, refusal.messages


def said(field, value):
    with pytest.raises(ValidationError) as refusal:
        field.clean(value)
    return " ".join(refusal.value.messages)


@pytest.mark.parametrize("field", ALL, ids=lambda field: type(field).__name__)
@given(value=ANYTHING)
@example(value=10**5000)
@example(value=1e400)
@example(value=Decimal("sNaN"))
@example(value="\ud800\x00")
@example(value="9" * 1_000_000)
@example(value=2**63)
def test_anything_from_a_screen_or_a_cell_is_a_value_or_a_refusal_in_thai(field, value):
    found, messages = cleaned(field, value)
    assert not any(ENGLISH.search(QUOTED.sub("", message)) for message in messages)
    assert messages or field.clean(found) == found


@pytest.mark.parametrize("blank", [None, "", "   ", "\u00a0", "-", "–"])
@pytest.mark.parametrize("field", ALL[3:], ids=lambda field: type(field).__name__)
def test_a_blank_or_a_dash_is_asked_for_by_name(field, blank):
    field.label = "ช่องนี้"
    assert said(field, blank) == "กรุณากรอกช่องนี้"


def test_a_form_may_ask_in_words_of_its_own():
    assert said(fields.ThaiDateField(error_messages={"required": "โปรดบอกวัน"}), "") == "โปรดบอกวัน"


def test_what_is_not_required_may_be_blank():
    assert fields.ThaiDateField(required=False).clean("-") is None
    assert fields.ThaiIntegerField(required=False).clean(" ") is None
    assert fields.ThaiDecimalField(required=False).clean(None) is None
    assert fields.CitizenIdField(required=False).clean("-") == ""
    assert fields.PhoneField(required=False).clean("ไม่มี") == ""
    assert fields.ThaiTextField(required=False).clean("\u200b") == ""
    assert fields.HouseNumberField(required=False).clean(None) == ""


def test_text_is_tidied_and_keeps_its_lines_only_where_there_are_lines():
    assert fields.ThaiTextField().clean("\u00a0น\u0e4d\u0e49\u0e32  ใส\x00\nปี ๒๕๖๒ ") == "น้ำ ใส ปี 2562"
    assert fields.ThaiTextField(widget=forms.Textarea).clean("ก\r\n ข\x00 ") == "ก\nข"


def test_text_from_a_number_or_date_cell_is_what_a_person_saw():
    assert fields.ThaiTextField().clean(8.0) == "8"
    assert fields.ThaiTextField().clean(8.5) == "8.5"
    assert fields.ThaiTextField().clean(datetime.date(2018, 11, 22)) == "22/11/2561"


def test_a_text_that_is_too_long_is_told_how_long_it_may_be():
    assert said(fields.ThaiTextField(max_length=3), "กขคง") == "ยาวเกินไป กรอกได้ไม่เกิน 3 ตัวอักษร (ขณะนี้ 4)"
    assert fields.ThaiTextField(max_length=3).clean("  กขค  ") == "กขค"


def test_a_house_number_is_read_in_any_digits_but_not_from_a_date():
    assert fields.HouseNumberField().clean("๖๑ / ๕") == "61/5"
    assert fields.HouseNumberField().clean(140.0) == "140"
    assert "บ้านเลขที่เป็นวันที่" in said(fields.HouseNumberField(), datetime.date(2026, 8, 6))


class Visit(forms.Form):
    visited_on = fields.ThaiDateField(label="วันที่เยี่ยม")
    income = fields.ThaiDecimalField(label="รายได้", required=False)
    phone = fields.PhoneField(label="โทรศัพท์", required=False)


def test_a_date_is_shown_in_the_buddhist_era_in_a_text_box_for_digits():
    html = str(Visit(initial={"visited_on": datetime.date(2018, 11, 2)})["visited_on"])
    for part in (
        'value="02/11/2561"',
        'inputmode="numeric"',
        'placeholder="วว/ดด/ปปปป"',
        'autocomplete="off"',
    ):
        assert part in html
    assert "data-thai-date" in html
    assert 'type="text"' in html


def test_what_was_typed_wrongly_comes_back_as_it_was_typed():
    form = Visit({"visited_on": "31/02/๒๕๖๑", "income": "1,2", "phone": "081"})
    assert not form.is_valid()
    assert 'value="31/02/๒๕๖๑"' in str(form["visited_on"])
    assert 'value="1,2"' in str(form["income"])
    assert 'value="081"' in str(form["phone"])


def test_what_is_shown_is_read_back_and_counts_as_unchanged():
    stored = {"visited_on": datetime.date(2018, 11, 2), "income": Decimal("45000.00"), "phone": "0812341234"}
    shown = {name: Visit(initial=stored)[name].value() for name in stored}
    assert shown["income"] == "45,000"
    assert shown["phone"] == "081-234-1234"
    form = Visit(shown | {"visited_on": "02/11/2561"}, initial=stored)
    assert form.is_valid()
    assert form.cleaned_data == stored
    assert not form.has_changed()


def test_whole_numbers_keep_within_their_limits():
    field = fields.ThaiIntegerField(min_value=0)
    assert field.clean("๒๐") == field.clean(20.0) == field.clean("20 คน") == 20
    assert said(field, "-1") == "น้อยเกินไป กรอกได้ตั้งแต่ 0 ขึ้นไป"
    assert field.clean(2**31 - 1) == 2**31 - 1
    assert fields.ThaiIntegerField().clean(-(2**31)) == -(2**31)
    assert "น้อยเกินไป" in said(fields.ThaiIntegerField(), -(2**31) - 1)
    assert said(field, 2**31) == "มากเกินไป กรอกได้ไม่เกิน 2147483647"
    assert "จำนวนเต็ม" in said(field, "3.5")
    assert "ไม่ใช่ตัวเลข" in said(field, "ไม่มี")
    assert "ไม่ใช่ตัวเลข" in said(field, float("nan"))


def test_money_that_was_calculated_is_rounded_and_money_that_was_typed_is_asked_back():
    field = fields.ThaiDecimalField(max_digits=8, min_value=0)
    assert field.clean("1,234.50 บาท") == Decimal("1234.50")
    assert fields.ThaiDecimalField().clean("9,999,999,999.99") == Decimal("9999999999.99")
    assert "มากเกินไป" in said(fields.ThaiDecimalField(), "10,000,000,000")
    assert field.clean(100000 / 3) == Decimal("33333.33")
    assert "ไม่เกิน 2 ตำแหน่ง" in said(field, "33333.333")
    assert "มากเกินไป" in said(field, "1000000")
    assert said(field, "(500)") == "น้อยเกินไป กรอกได้ตั้งแต่ 0 ขึ้นไป"


def test_ids_and_phones_come_out_as_digits():
    assert fields.CitizenIdField().clean(4232860129040.0) == "4232860129040"
    assert fields.PhoneField().clean(891114910.0) == "0891114910"
    assert fields.HouseRegistrationField().clean("9001-012345-6") == "90010123456"
    wrong = "เลขประจำตัวประชาชนไม่ถูกต้อง โปรดตรวจสอบกับบัตรประชาชน"
    assert said(fields.CitizenIdField(), "4-2328-60129-04-1") == wrong
