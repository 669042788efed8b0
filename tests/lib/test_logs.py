import logging

import pytest

from sammachip.lib.logs import RedactingFormatter, redact


@pytest.mark.parametrize(
    "written",
    [
        "1101700203451",
        "1-1017-00203-45-1",
        "๑๑๐๑๗๐๐๒๐๓๔๕๑",
        "1 1017 00203 45 1",
        "q=1101700203451&x=1",
        "1%201017%2000203%2045%201",
    ],
)
def test_a_citizen_id_never_reaches_a_log_line(written):
    assert "00203" not in redact(f"GET /?{written}")
    assert "๐๐๒๐๓" not in redact(written)


def test_the_secret_of_a_calendar_never_reaches_a_log_line():
    secret = "Zk3x_9-aQ" * 5
    told = redact(f'"GET /training/calendar/{secret}.ics HTTP/1.1" 200 4312')
    assert secret not in told
    assert told == '"GET /training/calendar/[token].ics HTTP/1.1" 200 4312'
    assert (
        redact('"GET /training/calendar/feed/ HTTP/1.1" 200') == '"GET /training/calendar/feed/ HTTP/1.1" 200'
    )


def test_ordinary_numbers_stay():
    assert (
        redact("villages 90010203, 160 households, 0812341234")
        == "villages 90010203, 160 households, 0812341234"
    )


def line(message, *args, error=None):
    record = logging.LogRecord("django", logging.INFO, "", 1, message, args, error)
    return RedactingFormatter().format(record)


def test_arguments_and_tracebacks_are_redacted_too():
    try:
        raise ValueError("เลข 1101700203451 ซ้ำ")
    except ValueError as error:
        text = line("นำเข้า %s", "1-1017-00203-45-1", error=(ValueError, error, error.__traceback__))
    assert "00203" not in text


def test_one_event_is_one_line_in_utc():
    text = line("path /a\r\nforged line")
    assert "\n" not in text
    assert text.split()[0].endswith("Z")
