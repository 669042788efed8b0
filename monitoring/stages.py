"""Which phase a day of follow-up belongs to, and how far off a day is: pure functions over dates."""

import datetime

from sammachip.lib import thai

from .models import Visit

DUE = [
    ("overdue", "เกินกำหนด"),
    ("today", "วันนี้"),
    ("week", "7 วันข้างหน้า"),
    ("month", "30 วันข้างหน้า"),
    ("all", "ทุกนัดที่ยังไม่ได้ไป"),
]


def phase_on(day, sessions):
    """Before, during or after the training whose days are `sessions`: pairs of first and last day."""
    if not sessions or day < min(first for first, _ in sessions):
        return Visit.Phase.BEFORE
    if day <= max(last for _, last in sessions):
        return Visit.Phase.DURING
    return Visit.Phase.AFTER


def due_dates(when, today):
    """(first, last) day of a word of `DUE`, or of `soon`: overdue and the coming week. None leaves a side open."""
    day = datetime.timedelta(days=1)
    return {
        "overdue": (None, today - day),
        "today": (today, today),
        "week": (today, today + 7 * day),
        "month": (today, today + 30 * day),
        "soon": (None, today + 7 * day),
        "all": (None, None),
    }[when]


def tone_of(day, today):
    return "red" if day < today else "gold" if day == today else "blue"


def distance(day, today):
    """`เกิน 4 วัน`, `วันนี้`, `พรุ่งนี้`, `อีก 6 วัน`, and beyond a month the day itself."""
    days = (day - today).days
    if days < 0:
        return f"เกิน {-days:,} วัน"
    if days > 30:
        return thai.format_date(day, "medium")
    return {0: "วันนี้", 1: "พรุ่งนี้"}.get(days, f"อีก {days} วัน")
