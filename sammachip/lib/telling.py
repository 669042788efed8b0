"""A row told in words: its full name, and its columns as facts, label and value."""

import datetime
from decimal import Decimal

from . import thai


def with_their_names(rows):
    """Rows with all that their full names speak of, so that no name asks the database again."""
    for phrase in ("with_place", "with_names"):
        rows = getattr(rows, phrase)() if hasattr(rows, phrase) else rows
    return rows


def full_name_of(row):
    """The words a row has for choices, where its name alone could mean two rows; else its name."""
    return getattr(row, "choice_label", None) or str(row)


def facts_of(row, names):
    """[{label, value}] for `parts/facts.html`; nothing stays nothing."""
    return [{"label": row._meta.get_field(name).verbose_name, "value": words_of(row, name)} for name in names]


def words_of(row, name):
    """A column's value as the office writes it; a phone number masked."""
    value = getattr(row, name)
    if "phone" in name:
        return thai.mask_phone(value)
    if row._meta.get_field(name).choices:
        return getattr(row, f"get_{name}_display")()
    match value:
        case bool():
            return "ใช่" if value else "ไม่ใช่"
        case datetime.date():
            return thai.format_date(value, "medium")
        case int():
            return f"{value:,}"
        case Decimal():
            return f"{value:,f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)
