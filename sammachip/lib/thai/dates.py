"""Dates in พ.ศ., as text or as what a spreadsheet made of them.

The year 2484 was the first to begin on 1 January: until then พ.ศ. began on 1 April, so January to March of a
year up to 2482 lie 542 and not 543 years after the common era, and 2483 had no such months.
"""

import datetime
import re

from .numbers import shown
from .text import arabic, tidy

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
_MONTH_NUMBERS = {
    written: number
    for number, (long, short) in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), start=1)
    for written in (long, re.sub("(คม|ยน|พันธ์)$", "", long), short.replace(".", ""))
}

_EXAMPLE = "โปรดกรอกเป็น วัน/เดือน/ปี พ.ศ. เช่น 22/11/2561"
_UNREADABLE = "“{}” ไม่ใช่วันที่ " + _EXAMPLE
_INCOMPLETE = "“{}” มีวันที่ไม่ครบ โปรดระบุทั้งวัน เดือน และปี พ.ศ. เช่น 22/11/2561"
_NO_SUCH_DAY = "ไม่มีวันที่ {}/{}/{} ในปฏิทิน " + _EXAMPLE
_NO_SUCH_MONTH = "เดือนต้องเป็น 1 ถึง 12 แต่พบ {} " + _EXAMPLE
_STRANGE_YEAR = "ปี {} ไม่น่าถูกต้อง โปรดกรอกปี พ.ศ. สี่หลัก เช่น 2561"
_NO_SUCH_QUARTER = "ปี พ.ศ. 2483 ไม่มีเดือนมกราคมถึงมีนาคม (เริ่มปี 1 เมษายน) โปรดตรวจสอบว่าเป็นปี 2482 หรือ 2484"
_BACKWARDS = "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น โปรดตรวจสอบช่วงวันที่"
_OLD_CALENDAR = (
    "วันที่เดือนมกราคมถึงมีนาคมก่อนปี พ.ศ. 2484 อ่านตามปฏิทินเดิมที่เริ่มปี 1 เมษายน (ตรงกับ ค.ศ. {}) โปรดตรวจสอบกับเอกสาร"
)

_ERA = r"(?P<era>พ\.?ศ\.?|ค\.?ศ\.?)?"
_DAY_FIRST = re.compile(rf"(?P<d>\d{{1,2}})[/.\-](?P<m>\d{{1,2}})[/.\-]{_ERA}(?P<y>\d+)", re.ASCII)
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})[/\-](?P<m>\d{1,2})[/\-](?P<d>\d{1,2})(?P<era>)", re.ASCII)
_NAMED = re.compile(
    rf"(?P<d>\d{{1,2}})[/.\-]?(?:เดือน)?(?P<name>[ก-ฮะ-์]+\.?(?:[คยพ]\.?)?)[/.\-]?{_ERA}(?P<y>\d+)", re.ASCII
)
_YEAR_ONLY = re.compile(rf"(?:ปี)?{_ERA}\d{{4}}|[ก-ฮะ-์.]+\d{{4}}|\d{{1,2}}/\d{{4}}")
_LEAD = re.compile(r"^(?:วัน[ก-ฮะ-์]*?)?(?:ที่)(?=\d)")
_CLOCK = re.compile(r"(?P<h>\d{1,2})(?:[.:](?P<m>\d{2}))?(?:น\.?|นาฬิกา)?", re.ASCII)
_NO_TIME = "“{}” ไม่ใช่เวลา โปรดกรอกเป็นชั่วโมงและนาที เช่น 09.00 หรือ 13.30"
_TIME = re.compile(r"(?: ?เวลา)?[T ]\d{1,2}[:.]\d{2}.*$")
_UNTIL = re.compile("-|–|—|ถึง")
_WITHOUT_YEAR = re.compile(r"(?P<d>\d{1,2})(?:/(?P<m>\d{1,2})|(?P<name>[ก-ฮะ-์.]+))?", re.ASCII)


def date(raw, *, today=None):
    """The day meant by a text or a cell. Two-digit years belong to the Buddhist century of `today` (25yy)."""
    if isinstance(raw, datetime.date):
        return _from_cell(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _from_serial(raw)
    if not isinstance(raw, str):
        raise ValueError(_UNREADABLE.format(shown(raw)))
    return _from_text(_written(raw), raw, today)


def date_range(raw, *, today=None):
    """First and last day of `5-8 พ.ย. 2561`, `30 พ.ย. - 2 ธ.ค. 2561` or of a single date."""
    try:
        day = date(raw, today=today)
    except ValueError:
        ends = _ends(_written(raw), today) if isinstance(raw, str) else None
        if not ends:
            raise
    else:
        ends = day, day
    if ends[1] < ends[0]:
        raise ValueError(_BACKWARDS)
    return ends


def time(raw):
    """The time of day meant by `9.00`, `๐๙:๓๐ น.` or `13.00`; a text of hours alone is a whole hour."""
    if isinstance(raw, datetime.time):
        return raw.replace(second=0, microsecond=0, tzinfo=None)
    match = _CLOCK.fullmatch(arabic(tidy(raw[:200])).replace(" ", "")) if isinstance(raw, str) else None
    if not match or int(match["h"]) > 23 or int(match["m"] or 0) > 59:
        raise ValueError(_NO_TIME.format(shown(raw)))
    return datetime.time(int(match["h"]), int(match["m"] or 0))


def format_date(day, style="short"):
    """`22/11/2561`, `22 พ.ย. 2561` (medium) or `22 พฤศจิกายน 2561` (long)."""
    year = buddhist_year(day)
    if style == "short":
        return f"{day.day:02}/{day.month:02}/{year}"
    names = {"medium": SHORT_MONTHS, "long": MONTHS}[style]
    return f"{day.day} {names[day.month - 1]} {year}"


def format_date_range(first, last):
    """`11–13 ธ.ค. 2561`, `30 พ.ย. – 2 ธ.ค. 2561`, `30 ธ.ค. 2561 – 2 ม.ค. 2562`; one day stands alone."""
    written = format_date(last, "medium")
    if first == last:
        return written
    if buddhist_year(first) != buddhist_year(last):
        return f"{format_date(first, 'medium')} – {written}"
    if first.month != last.month:
        return f"{first.day} {SHORT_MONTHS[first.month - 1]} – {written}"
    return f"{first.day}–{written}"


def format_time(moment):
    return f"{moment.hour:02}.{moment.minute:02} น."


def buddhist_year(day):
    return day.year + _years_ahead(day.year, day.month)


def old_calendar_note(day):
    """A note for a date that two ways of counting พ.ศ. put a year apart; empty for all others."""
    return _OLD_CALENDAR.format(day.year) if _years_ahead(day.year, day.month) == 542 else ""


def _years_ahead(year, month):
    return 542 if year < 1941 and month < 4 else 543


def _written(raw):
    text = _TIME.sub("", arabic(tidy(raw[:200])))
    return _LEAD.sub("", text.replace(" ", "").replace("−", "-"))


def _from_text(text, raw, today=None):
    for pattern in (_DAY_FIRST, _YEAR_FIRST, _NAMED):
        if match := pattern.fullmatch(text):
            break
    else:
        incomplete = _YEAR_ONLY.fullmatch(text)
        raise ValueError((_INCOMPLETE if incomplete else _UNREADABLE).format(shown(raw)))
    month = _month(match.groupdict(), raw)
    day = int(match["d"])
    if not (day and month):
        raise ValueError(_INCOMPLETE.format(shown(raw)))
    if month > 12:
        raise ValueError(_NO_SUCH_MONTH.format(month))
    return _built(_year(match["y"], match["era"], month, today), month, day)


def _month(found, raw):
    if "m" in found:
        return int(found["m"])
    name = found["name"].replace(".", "")
    if name not in _MONTH_NUMBERS:
        raise ValueError(_UNREADABLE.format(shown(raw)))
    return _MONTH_NUMBERS[name]


def _year(digits, era, month, today):
    """The common-era year of what was written."""
    era = (era or "")[:1]
    year = int(digits) if len(digits) in (2, 4) else 0
    if len(digits) == 2 and era != "ค":
        year += buddhist_year(today) // 100 * 100 if today else 2500
    if 1900 <= year <= 2100 and era != "พ":
        return year
    if era == "ค":
        raise ValueError(_STRANGE_YEAR.format(digits[:8]))
    return _common_era(year, month, digits[:8])


def _common_era(year, month, written):
    """The common-era year of a year in พ.ศ., which lies between 1900 and 2100 or was mistyped."""
    if year == 2483 and month < 4:
        raise ValueError(_NO_SUCH_QUARTER)
    year -= 542 if year < 2483 and month < 4 else 543
    if not 1900 <= year <= 2100:
        raise ValueError(_STRANGE_YEAR.format(written))
    return year


def _built(year, month, day):
    try:
        return datetime.date(year, month, day)
    except ValueError:
        year += _years_ahead(year, month)
        raise ValueError(_NO_SUCH_DAY.format(day, month, year)) from None


def _from_cell(cell):
    """A date cell, in which a year typed as พ.ศ. stands as the year 25xx of the common era."""
    if 1900 <= cell.year <= 2100:
        return datetime.date(cell.year, cell.month, cell.day)
    return _built(_common_era(cell.year, cell.month, cell.year), cell.month, cell.day)


def _from_serial(raw):
    """A day number of a spreadsheet cell that lost its date format."""
    if not 3000 <= raw < 300_000:
        only_a_year = 1900 <= raw < 3000
        raise ValueError((_INCOMPLETE if only_a_year else _UNREADABLE).format(shown(raw)))
    return _from_cell(datetime.date(1899, 12, 30) + datetime.timedelta(days=int(raw)))


def _ends(text, today):
    """Both ends of a range, cut at the first dash that leaves two of them; nothing where no dash does."""
    for dash in _UNTIL.finditer(text):
        try:
            end = _from_text(text[dash.end() :], text, today)
            return _start(text[: dash.start()], end, today), end
        except ValueError:
            continue
    return None


def _start(text, end, today):
    """The first day, which may leave the month and the year to the last one."""
    match = _WITHOUT_YEAR.fullmatch(text)
    if not match:
        return _from_text(text, text, today)
    named = match["m"] or match["name"]
    month = _month({"m": match["m"]} if match["m"] else {"name": match["name"]}, text) if named else end.month
    return _built(end.year - (month > end.month), month, int(match["d"]))
