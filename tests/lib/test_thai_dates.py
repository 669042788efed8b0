import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sammachip.lib import thai
from sammachip.lib.fiscal import BANGKOK
from tests.lib.answers import answer

DAY = datetime.date(2018, 11, 22)
CENTURIES = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "22/11/2561",
        "22-11-61",
        "22.11.2561",
        " 22 / 11 / 2561 ",
        "22/11/2018",
        "22/11/ค.ศ. 2018",
        "2018-11-22",
        "2018-11-22 00:00:00",
        "2018-11-22T08:30:00+07:00",
        "2561-11-22",
        "๒๒ พ.ย. ๒๕๖๑",
        "22 พ.ย. 61",
        "22พย61",
        "22-พ.ย.-61",
        "22 พ.ย 2561",
        "22 พฤศจิกา 2561",
        "22\u00a0พฤศจิกายน\u200b พ.ศ. 2561",
        "วันที่ 22 เดือนพฤศจิกายน พ.ศ.๒๕๖๑",
        "วันพฤหัสบดีที่ 22 พฤศจิกายน 2561",
        "22/11/2561 เวลา 09.00 น.",
        DAY,
        datetime.datetime(2018, 11, 22, 14, 5, tzinfo=BANGKOK),
        datetime.date(2561, 11, 22),
        43426,
        43426.75,
    ],
)
def test_one_day_is_read_from_every_way_an_office_writes_it(written):
    assert thai.date(written) == DAY


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2480", "ไม่ครบ"),
        ("พ.ศ. 2480", "ไม่ครบ"),
        (2561, "ไม่ครบ"),
        (2561.0, "ไม่ครบ"),
        ("00/00/2480", "ไม่ครบ"),
        ("0/11/2561", "ไม่ครบ"),
        ("พ.ย. 2561", "ไม่ครบ"),
        ("11/2561", "ไม่ครบ"),
        ("29/02/2566", "ไม่มีวันที่ 29/2/2566"),
        ("31/4/2561", "ไม่มีวันที่ 31/4/2561"),
        ("12/31/2561", "เดือนต้องเป็น 1 ถึง 12"),
        ("22/11/999", "ปี 999 ไม่น่าถูกต้อง"),
        ("22/11/2300", "ปี 2300 ไม่น่าถูกต้อง"),
        ("22/11/ค.ศ.2561", "ปี 2561 ไม่น่าถูกต้อง"),
        ("22/11/พ.ศ.2018", "ปี 2018 ไม่น่าถูกต้อง"),
        ("22 ธค.ม. 2561", "ไม่ใช่วันที่"),
        ("22 ฤดูฝน 2561", "ไม่ใช่วันที่"),
        ("1/13/2561", "เดือนต้องเป็น 1 ถึง 12 แต่พบ 13"),
        ("1/1/123456789", "ปี 12345678 ไม่น่าถูกต้อง"),
        ("30/2/2480", "ไม่มีวันที่ 30/2/2480"),
        ("31/4/2483", "ไม่มีวันที่ 31/4/2483"),
        ("30/2/2484", "ไม่มีวันที่ 30/2/2484"),
        ("เมื่อวาน", "ไม่ใช่วันที่"),
        ("", "ไม่ใช่วันที่"),
        (None, "ไม่ใช่วันที่"),
        (True, "ไม่ใช่วันที่"),
        (5, "ไม่ใช่วันที่"),
        (-1.5, "ไม่ใช่วันที่"),
        (float("nan"), "ไม่ใช่วันที่"),
        (float("inf"), "ไม่ใช่วันที่"),
        pytest.param(10**5000, "ไม่ใช่วันที่", id="huge"),
        (datetime.date(1, 1, 1), "ปี 1 ไม่น่าถูกต้อง"),
        (datetime.date(2568, 2, 29), "ไม่มีวันที่ 29/2/2568"),
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(written, says):
    with pytest.raises(ValueError, match=says):
        thai.date(written)


def test_the_leap_day_of_2567_is_read_though_2567_is_no_leap_year_of_the_common_era():
    assert thai.date("29/02/2567") == datetime.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("year", "common_era"),
    [
        (1899, None),
        (1900, 1900),
        (2100, 2100),
        (2101, None),
        (2442, None),
        (2443, 1900),
        (2643, 2100),
        (2644, None),
    ],
)
def test_a_year_belongs_to_one_era_or_is_refused(year, common_era):
    expected = common_era and datetime.date(common_era, 5, 1)
    assert answer(thai.date, f"1/5/{year}")[0] == expected
    assert answer(thai.date, datetime.date(year, 5, 1))[0] == expected
    assert thai.date("1/1/2442") == datetime.date(1900, 1, 1)


@pytest.mark.parametrize(
    ("number", "says"),
    [(1899, "“1899” ไม่ใช่"), (1900, "ไม่ครบ"), (2999.0, "“2999” มีวันที่ไม่ครบ"), (300_000, "ไม่ใช่")],
)
def test_a_number_is_a_day_only_where_it_cannot_be_a_year(number, says):
    assert says in answer(thai.date, number)[1]
    assert thai.date(3000) == datetime.date(1908, 3, 18)
    assert thai.date(271_000) == datetime.date(2098, 12, 20)


def test_a_buddhist_year_typed_into_a_date_cell_is_brought_back():
    assert thai.date(244055) == thai.date(datetime.date(2568, 3, 12)) == datetime.date(2025, 3, 12)


def test_two_digit_years_belong_to_the_buddhist_century():
    assert thai.date("12-03-68") == datetime.date(2025, 3, 12)
    assert thai.date("12-04-05") == datetime.date(1962, 4, 12)
    assert thai.date("12-04-05", today=datetime.date(2061, 1, 1)) == datetime.date(2062, 4, 12)


def test_january_to_march_before_1941_lie_542_years_after_the_common_era_and_are_flagged():
    born = thai.date("15/02/2480")
    assert born == datetime.date(1938, 2, 15)
    assert thai.format_date(born) == "15/02/2480"
    assert "ปฏิทินเดิม" in thai.old_calendar_note(born)
    assert thai.old_calendar_note(datetime.date(1938, 4, 1)) == ""
    assert thai.old_calendar_note(datetime.date(1941, 1, 1)) == ""


def test_the_quarter_that_2483_never_had_is_refused():
    with pytest.raises(ValueError, match="2482 หรือ 2484"):
        thai.date("15/02/2483")
    assert thai.date("31/12/2483") + datetime.timedelta(days=1) == thai.date("1/1/2484")
    assert thai.date("31/3/2482") + datetime.timedelta(days=1) == thai.date("1/4/2483")


@given(CENTURIES, st.sampled_from(["short", "medium", "long"]))
def test_every_day_that_is_shown_is_read_back(day, style):
    assert thai.date(thai.format_date(day, style)) == day


def test_every_day_of_two_centuries_goes_there_and_back():
    day = datetime.date(1900, 1, 1)
    while day.year <= 2100:
        assert thai.date(thai.format_date(day)) == day
        assert bool(thai.old_calendar_note(day)) == (day.year < 1941 and day.month < 4)
        day += datetime.timedelta(days=1)


def test_dates_are_shown_in_three_lengths():
    assert thai.format_date(datetime.date(2018, 1, 2)) == "02/01/2561"
    assert thai.format_date(DAY, "medium") == "22 พ.ย. 2561"
    assert thai.format_date(DAY, "long") == "22 พฤศจิกายน 2561"
    assert thai.format_time(datetime.time(9, 5)) == "09.05 น."


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("5-8 พ.ย. 2561", (2018, 11, 5), (2018, 11, 8)),
        ("วันที่ ๕ – ๘ พฤศจิกายน ๒๕๖๑", (2018, 11, 5), (2018, 11, 8)),
        ("5 ถึง 8 พ.ย. 61", (2018, 11, 5), (2018, 11, 8)),
        ("5-8/11/2561", (2018, 11, 5), (2018, 11, 8)),
        ("30 พ.ย. - 2 ธ.ค. 2561", (2018, 11, 30), (2018, 12, 2)),
        ("30/11 - 2/12/2561", (2018, 11, 30), (2018, 12, 2)),
        ("28 ธ.ค. - 3 ม.ค. 2562", (2018, 12, 28), (2019, 1, 3)),
        ("28 ธ.ค. 2561 - 3 ม.ค. 2562", (2018, 12, 28), (2019, 1, 3)),
        ("5-11-2561 - 8-11-2561", (2018, 11, 5), (2018, 11, 8)),
        ("2018-11-05 - 2018-11-08", (2018, 11, 5), (2018, 11, 8)),
        ("22/11/2561", (2018, 11, 22), (2018, 11, 22)),
        (DAY, (2018, 11, 22), (2018, 11, 22)),
    ],
)
def test_a_range_of_days_is_read(written, start, end):
    assert thai.date_range(written) == (datetime.date(*start), datetime.date(*end))


@pytest.mark.parametrize("written", ["8-5 พ.ย. 2561", "9/11/2561 - 8/11/2561"])
def test_a_range_that_ends_before_it_begins_is_refused(written):
    with pytest.raises(ValueError, match="ก่อนวันเริ่มต้น"):
        thai.date_range(written)


@pytest.mark.parametrize("written", ["5,6 พ.ย. 2561", "5-8 พ.ย.", "40-41 พ.ย. 2561", "-", "", None])
def test_what_is_no_range_is_refused(written):
    with pytest.raises(ValueError, match="ไม่ใช่วันที่"):
        thai.date_range(written)


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="0123456789/-. พยศมคก๑๒", max_size=40),
        st.integers(),
        st.floats(),
        st.dates(),
    )
)
def test_anything_is_a_day_of_our_centuries_or_refused(raw):
    for read in (lambda value: (thai.date(value),), thai.date_range):
        days, refusal = answer(read, raw)
        assert "โปรด" in refusal or all(1900 <= day.year <= 2100 for day in days)


def test_days_from_one_to_another_say_month_and_year_once():
    day = datetime.date
    assert thai.format_date_range(day(2018, 12, 11), day(2018, 12, 11)) == "11 ธ.ค. 2561"
    assert thai.format_date_range(day(2018, 12, 11), day(2018, 12, 13)) == "11–13 ธ.ค. 2561"
    assert thai.format_date_range(day(2018, 11, 30), day(2018, 12, 2)) == "30 พ.ย. – 2 ธ.ค. 2561"
    assert thai.format_date_range(day(2018, 12, 30), day(2019, 1, 2)) == "30 ธ.ค. 2561 – 2 ม.ค. 2562"
