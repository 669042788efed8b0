from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sammachip.lib import thai
from tests.lib.answers import answer


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,234.50", "1234.50"),
        ("๑,๒๓๔", "1234"),
        ("２５", "25"),
        ("(500)", "-500"),
        ("-500", "-500"),
        ("\u2212500", "-500"),
        ("฿ 1,200", "1200"),
        ("1,200 บาท", "1200"),
        ("1 200", "1200"),
        ("500.-", "500"),
        ("17 ปี", "17"),
        (".5", "0.5"),
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (Decimal("45000.00"), "45000"),
        (0, "0"),
    ],
)
def test_numbers_are_read_as_an_office_writes_them(written, value):
    assert thai.number(written) == Decimal(value)


@pytest.mark.parametrize(
    "written",
    [
        *[
            "",
            "-",
            "ไม่มี",
            "1,23",
            "12,34,567",
            "1E5",
            "1.2.3",
            "(500",
            "500)",
            "--5",
            "½",
            "²",
            "๑๒ก",
            "1" * 50,
        ],
        *[None, True, float("nan"), float("inf"), 1e400, [], b"1"],
        *[Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")],
    ],
)
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ValueError, match="ไม่ใช่ตัวเลข"):
        thai.number(written)


@pytest.mark.parametrize(
    "huge",
    [
        10**15,
        -(10**15),
        2**63,
        pytest.param(10**5000, id="huge"),
        1e300,
        Decimal("1e400"),
        "1,000,000,000,000,000",
    ],
)
def test_a_number_beyond_every_column_is_refused(huge):
    with pytest.raises(ValueError, match="มากเกินไป"):
        thai.number(huge)


def test_a_refusal_quotes_no_more_than_fits_into_a_sentence():
    assert answer(thai.number, "ก" * 30)[1].startswith("“" + "ก" * 30 + "”")
    assert answer(thai.number, "ก" * 31)[1].startswith("“" + "ก" * 30 + "…”")
    assert answer(thai.whole, 0.5)[1].startswith("“0.5”")


def test_whole_numbers_may_come_with_point_zero_but_not_with_a_fraction():
    assert thai.whole("๓.๐") == thai.whole(3.0) == thai.whole(Decimal("3.00")) == 3
    with pytest.raises(ValueError, match="จำนวนเต็ม"):
        thai.whole("3.5")


@given(st.one_of(st.text(), st.integers(), st.floats(), st.decimals()))
def test_anything_is_a_number_or_refused_in_thai(raw):
    value, refusal = answer(thai.whole, raw)
    assert isinstance(value, int) or "โปรด" in refusal
