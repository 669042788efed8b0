"""What the office writes, and what it means: Thai text, names, numbers, dates and registration numbers.

Everything here is pure and is used as `from sammachip.lib import thai`. What cannot be understood raises
`ValueError` with the Thai sentence a person reads.
"""

from .dates import (
    MONTHS,
    SHORT_MONTHS,
    buddhist_year,
    date,
    date_range,
    format_date,
    format_date_range,
    format_time,
    old_calendar_note,
    time,
)
from .names import Name, name_key, prefix, split_name
from .numbers import number, whole
from .order import sort_key
from .registration import (
    citizen_id,
    format_house_registration_no,
    format_phone,
    house_registration_no,
    mask_citizen_id,
    mask_phone,
    phone,
)
from .text import arabic, is_blank, key, thai_digits, tidy, tidy_lines, village_key

__all__ = [
    "MONTHS",
    "SHORT_MONTHS",
    "Name",
    "arabic",
    "buddhist_year",
    "citizen_id",
    "date",
    "date_range",
    "format_date",
    "format_date_range",
    "format_house_registration_no",
    "format_phone",
    "format_time",
    "house_registration_no",
    "is_blank",
    "key",
    "mask_citizen_id",
    "mask_phone",
    "name_key",
    "number",
    "old_calendar_note",
    "phone",
    "prefix",
    "sort_key",
    "split_name",
    "thai_digits",
    "tidy",
    "tidy_lines",
    "time",
    "village_key",
    "whole",
]
