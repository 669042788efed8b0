import pytest
from hypothesis import given
from hypothesis import strategies as st

from sammachip.lib import thai

WATER = "น้ำ"


@pytest.mark.parametrize(
    "written",
    [
        "น\u0e49\u0e4d\u0e32",
        "น\u0e4d\u0e49\u0e32",
        "น\u0e33\u0e49",
        "\u00a0น้ำ\u200b",
        "\ufeffน้\u200cำ\u2060",
        "น้ำ\x00\x07",
        "น้ำ\ud800",
    ],
)
def test_every_old_writing_of_sara_am_and_its_spaces_becomes_one(written):
    assert thai.tidy(written) == WATER


def test_the_private_letters_of_old_fonts_become_thai():
    assert thai.tidy("น\uf70b\u0e33") == WATER
    assert thai.tidy("ป\uf701\uf713ป\uf718 \uf700าน \uf70fาติ \uf717\uf71a") == "ปิ่ปุ ฐาน ญาติ ์ฺ"
    assert thai.tidy("ก\uf8ffข") == "กข"


def test_spaces_tabs_and_line_ends_become_single_spaces():
    assert thai.tidy("  บ้าน\u00a0\u00a0ทุ่ง\tใหญ่\r\n หมู่ 3\u3000") == "บ้าน ทุ่ง ใหญ่ หมู่ 3"


def test_two_sara_e_are_sara_ae_and_a_tone_typed_too_early_moves_behind_its_vowel():
    assert thai.tidy("เเก้ว") == "แก้ว"
    assert thai.tidy("ก\u0e48\u0e34ง") == "ก\u0e34\u0e48ง"


def test_writing_over_several_lines_keeps_its_paragraphs():
    assert thai.tidy_lines("  หนึ่ง  ก \r\n\r\n\r\n\r\nสอง\u00a0 \n") == "หนึ่ง ก\n\nสอง"


def test_digits_are_read_in_thai_and_full_width_and_written_in_thai():
    assert thai.arabic("๑๒๓ ４５６ 789") == "123 456 789"
    assert thai.thai_digits("ปี 2562") == "ปี ๒๕๖๒"


def test_two_writings_of_one_thing_have_one_key():
    assert thai.key(" OTOP\u00a0 ๒๕๖๒") == thai.key("otop 2562")


@pytest.mark.parametrize("name", ["บ้านทุ่งใหญ่", "บ.ทุ่งใหญ่", "บ. ทุ่งใหญ่", "บ้าน ทุ่งใหญ่", "หมู่บ้านทุ่งใหญ่", "ทุ่งใหญ่"])
def test_a_village_is_known_with_and_without_ban(name):
    assert thai.village_key(name) == "ทุ่งใหญ่"


def test_ban_is_only_taken_off_where_a_name_is_left():
    assert thai.village_key("บ้าน") == "บ้าน"
    assert thai.village_key("บ้านบ้านใหม่") == "บ้านใหม่"
    assert thai.village_key("บ้านนา") == "นา"
    assert thai.village_key("บ้านา") == "บ้านา"


@pytest.mark.parametrize("value", [None, "", "   ", "\u00a0", "-", " – ", "—", "...", "\u200b"])
def test_a_dash_says_nothing(value):
    assert thai.is_blank(value)


@pytest.mark.parametrize("value", [0, 0.0, False, "0", "ไม่มี", "-5"])
def test_a_zero_says_something(value):
    assert not thai.is_blank(value)


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    assert thai.tidy(thai.tidy(text)) == thai.tidy(text)
    assert thai.key(thai.key(text)) == thai.key(text)


@given(st.text())
def test_tidied_text_can_always_be_stored(text):
    assert "\x00" not in thai.tidy(text)
    thai.tidy(text).encode()
