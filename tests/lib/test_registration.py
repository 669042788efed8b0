from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.th import pin

from sammachip.lib import thai
from tests.lib.answers import answer

# Invented numbers whose check digits are right.
GOOD = "4232860129040"
BEGINS_WITH_ZERO = "012345678901" + pin.calc_check_digit("012345678901")


@pytest.mark.parametrize(
    "written",
    [
        GOOD,
        "4-2328-60129-04-0",
        " 4 2328 60129 04 0 ",
        "4.2328.60129.04.0",
        "4–2328–60129–04–0",
        "๔-๒๓๒๘-๖๐๑๒๙-๐๔-๐",
        "４２３２８６０１２９０４０",
        "\u200b4232860129040\u00a0",
        "4232860129040.0",
        int(GOOD),
        float(GOOD),
        Decimal(GOOD),
    ],
)
def test_a_citizen_id_is_read_from_every_cell_and_writing(written):
    assert thai.citizen_id(written) == GOOD


def test_a_number_cell_that_lost_the_first_zero_gets_it_back():
    assert thai.citizen_id(float(BEGINS_WITH_ZERO)) == BEGINS_WITH_ZERO


def test_twelve_digits_typed_as_text_are_not_completed():
    with pytest.raises(ValueError, match="โปรดเติม 0 ข้างหน้า"):
        thai.citizen_id(BEGINS_WITH_ZERO[1:])
    with pytest.raises(ValueError, match="พบ 11 หลัก"):
        thai.citizen_id(BEGINS_WITH_ZERO[2:])


def test_a_wrong_check_digit_is_answered_with_the_agreed_sentence():
    with pytest.raises(ValueError, match=r"^เลขประจำตัวประชาชนไม่ถูกต้อง โปรดตรวจสอบกับบัตรประชาชน$"):
        thai.citizen_id("4-2328-60129-04-1")


def test_every_other_check_digit_is_refused():
    refused = [digit for digit in "0123456789" if answer(thai.citizen_id, GOOD[:12] + digit)[1]]
    assert refused == list("123456789")


def test_the_letter_o_is_named_and_not_repaired():
    with pytest.raises(ValueError, match="“O” ปนอยู่"):
        thai.citizen_id("423286O129040")


def test_a_number_that_the_spreadsheet_shortened_is_explained():
    with pytest.raises(ValueError, match="ย่อเป็นแบบ"):
        thai.citizen_id("1.1E+12")


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "1",
        GOOD + "0",
        None,
        True,
        float("nan"),
        1e400,
        -int(GOOD),
        pytest.param(10**5000, id="huge"),
        423286012904.5,
    ],
)
def test_what_is_no_citizen_id_is_refused(raw):
    with pytest.raises(ValueError, match="โปรดตรวจสอบกับบัตรประชาชน"):
        thai.citizen_id(raw)


def test_no_refusal_repeats_the_number():
    with pytest.raises(ValueError) as refusal:  # noqa: PT011
        thai.citizen_id("4232860129041")
    assert "423286" not in str(refusal.value)


def test_only_the_last_four_digits_are_shown():
    assert (
        thai.mask_citizen_id(BEGINS_WITH_ZERO[-4:])
        == f"X-XXXX-XXXX{BEGINS_WITH_ZERO[9]}-01-{BEGINS_WITH_ZERO[12]}"
    )
    assert thai.mask_citizen_id("1345") == "X-XXXX-XXXX1-34-5"
    assert thai.mask_citizen_id("") == ""


@pytest.mark.parametrize("raw", ["90010123456", "9001-012345-6", "๙๐๐๑ ๐๑๒๓๔๕ ๖", 90010123456.0])
def test_a_house_registration_number_has_eleven_digits(raw):
    assert thai.house_registration_no(raw) == "90010123456"
    assert thai.format_house_registration_no("90010123456") == "9001-012345-6"


def test_a_number_that_is_missing_is_written_as_nothing():
    assert [thai.format_phone(""), thai.mask_phone(""), thai.format_house_registration_no("")] == ["", "", ""]


@pytest.mark.parametrize("raw", ["", "9001012345", "900101234567", "9001012345O", None, -90010123456])
def test_other_house_registration_numbers_are_refused(raw):
    with pytest.raises(ValueError, match="11 หลัก"):
        thai.house_registration_no(raw)


@pytest.mark.parametrize(
    ("raw", "digits", "shown", "masked"),
    [
        ("0812341234", "0812341234", "081-234-1234", "08X-XXX-1234"),
        ("081-234 1234", "0812341234", "081-234-1234", "08X-XXX-1234"),
        ("๐๘๑-๒๓๔-๑๒๓๔", "0812341234", "081-234-1234", "08X-XXX-1234"),
        (891114910.0, "0891114910", "089-111-4910", "08X-XXX-4910"),
        ("891114910", "0891114910", "089-111-4910", "08X-XXX-4910"),
        ("+66 81 234 1234", "0812341234", "081-234-1234", "08X-XXX-1234"),
        ("66812341234", "0812341234", "081-234-1234", "08X-XXX-1234"),
        ("(074) 311234", "074311234", "074-311-234", "07X-XXX-234"),
        (74311234, "074311234", "074-311-234", "07X-XXX-234"),
        ("02 123 4567", "021234567", "02-123-4567", "02X-XXX-567"),
    ],
)
def test_a_phone_gets_its_zero_back(raw, digits, shown, masked):
    assert thai.phone(raw) == digits
    assert thai.format_phone(digits) == shown
    assert thai.mask_phone(digits) == masked


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "1669",
        "0812341234, 0891112222",
        "081-234-1234 ต่อ 5",
        "00812341234",
        "08123412345",
        812341.234,
        True,
        None,
    ],
)
def test_what_is_not_one_phone_number_is_refused(raw):
    with pytest.raises(ValueError, match="9 หรือ 10 หลัก"):
        thai.phone(raw)


@given(st.one_of(st.text(), st.text(alphabet="0123456789-+. ๑"), st.integers(), st.floats(), st.decimals()))
def test_anything_is_digits_or_refused_in_thai(raw):
    for read, lengths in ((thai.citizen_id, {13}), (thai.house_registration_no, {11}), (thai.phone, {9, 10})):
        digits, refusal = answer(read, raw)
        assert refusal or (digits.isascii() and digits.isdigit() and len(digits) in lengths)
        assert not refusal or refusal.startswith(("เลข", "หมายเลข"))
