"""Filters that write dates, money, phones and numbers as the office reads them; nothing stays nothing."""

import datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from sammachip.lib import fiscal
from sammachip.lib import thai as writing

register = template.Library()


@register.filter
def thaidate(value, style="medium"):
    """`22/11/2561` (short), `22 พ.ย. 2561` (medium), `22 พฤศจิกายน 2561` (long)."""
    return writing.format_date(_local(value), style) if value else ""


@register.filter
def thaitime(value):
    return writing.format_time(_local(value)) if value else ""


@register.filter
def thaidatetime(value, style="medium"):
    return f"{thaidate(value, style)} {thaitime(value)}" if value else ""


@register.filter
def number(value):
    """1234567 → 1,234,567; decimals only where there are some."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    return f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"


@register.filter
def baht(value):
    written = number(value)
    return f"{written} บาท" if written else ""


@register.filter
def phone(value):
    return writing.format_phone(value or "")


@register.filter
def masked_phone(value):
    return writing.mask_phone(value or "")


@register.filter
def thai_digits(value):
    return writing.thai_digits(str(value))


@register.filter
def due_in(value, today=None):
    """How far off a day is: เกิน 6 วัน, วันนี้, พรุ่งนี้, and later the day itself: 18 มี.ค."""
    if not value:
        return ""
    day, today = _day(value), today or fiscal.today()
    days = (day - today).days
    if days < 0:
        return f"เกิน {-days:,} วัน"
    return {0: "วันนี้", 1: "พรุ่งนี้"}.get(days) or _short_of_year(day, today)


@register.filter
def ago(value, today=None):
    """How long ago a day was: วันนี้, เมื่อวาน, 6 วันก่อน, then the day itself: 18 มี.ค."""
    if not value:
        return ""
    day, today = _day(value), today or fiscal.today()
    days = (today - day).days
    if not 0 <= days <= 30:
        return _short_of_year(day, today)
    return {0: "วันนี้", 1: "เมื่อวาน"}.get(days, f"{days} วันก่อน")


def _short_of_year(day, today):
    """The year is said only where it is another one."""
    written = writing.format_date(day, "medium")
    return written.rpartition(" ")[0] if day.year == today.year else written


def _day(value):
    value = _local(value)
    return value.date() if isinstance(value, datetime.datetime) else value


def _local(value):
    """Moments are read on Thai clocks, whatever time zone is active."""
    is_moment = isinstance(value, datetime.datetime) and timezone.is_aware(value)
    return timezone.localtime(value, fiscal.BANGKOK) if is_moment else value


@register.filter
def km(value):
    """`3.2 กม.`; from ten on whole ones."""
    return f"{value:,.0f} กม." if value >= 10 else f"{value:.1f} กม."
