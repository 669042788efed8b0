import datetime
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone

MONDAY = datetime.date(2019, 3, 18)
# 16 March 2019, 00.30 in Thailand: still the day before where servers count.
NOW = datetime.datetime(2019, 3, 15, 17, 30, tzinfo=datetime.UTC)


def written(expression, **values):
    return Template("{% load thai %}{{ " + expression + " }}").render(Context(values))


@pytest.mark.parametrize(
    ("expression", "value", "shown"),
    [
        ("x|thaidate", MONDAY, "18 มี.ค. 2562"),
        ("x|thaidate:'short'", MONDAY, "18/03/2562"),
        ("x|thaidate:'long'", MONDAY, "18 มีนาคม 2562"),
        ("x|thaidate", NOW, "16 มี.ค. 2562"),
        ("x|thaitime", NOW, "00.30 น."),
        ("x|thaidatetime", NOW, "16 มี.ค. 2562 00.30 น."),
        ("x|number", 1234567, "1,234,567"),
        ("x|number", Decimal("1234.50"), "1,234.50"),
        ("x|number", Decimal("1234.00"), "1,234"),
        ("x|number", 0, "0"),
        ("x|number", 0.1 + 0.2, "0.30"),
        ("x|baht", Decimal("45000.00"), "45,000 บาท"),
        ("x|baht", 0, "0 บาท"),
        ("x|phone", "0812341234", "081-234-1234"),
        ("x|masked_phone", "0812341234", "08X-XXX-1234"),
        ("x|thai_digits", 2562, "๒๕๖๒"),
    ],
)
def test_values_are_written_as_the_office_reads_them(expression, value, shown):
    assert written(expression, x=value) == shown


@pytest.mark.parametrize(
    "name",
    ["thaidate", "thaitime", "thaidatetime", "number", "baht", "phone", "masked_phone", "due_in", "ago"],
)
@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_missing_is_never_a_zero(name, nothing):
    assert written(f"x|{name}|default:'–'", x=nothing) == "–"


@pytest.mark.parametrize("zone", ["UTC", "Asia/Bangkok", "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("days", "due", "ago"),
    [
        (-400, "เกิน 400 วัน", "9 ก.พ. 2561"),
        (-31, "เกิน 31 วัน", "13 ก.พ."),
        (-6, "เกิน 6 วัน", "6 วันก่อน"),
        (-1, "เกิน 1 วัน", "เมื่อวาน"),
        (0, "วันนี้", "วันนี้"),
        (1, "พรุ่งนี้", "17 มี.ค."),
        (2, "18 มี.ค.", "18 มี.ค."),
        (300, "10 ม.ค. 2563", "10 ม.ค. 2563"),
    ],
)
def test_due_and_past_days_are_counted_from_the_thai_day(zone, days, due, ago):
    day = datetime.date(2019, 3, 16) + datetime.timedelta(days=days)
    with time_machine.travel(NOW, tick=False), timezone.override(zone):
        assert written("x|due_in", x=day) == due
        assert written("x|ago", x=day) == ago


def test_the_day_from_which_is_counted_can_be_given():
    assert written("x|due_in:today", x=MONDAY, today=MONDAY) == "วันนี้"
