"""Official papers as PDF: a template of `templates/papers`, and values that go in as JSON, so that no name is ever code."""

import datetime
import json
from decimal import Decimal

import segno
import typst
from django.conf import settings

from . import thai

ROOT = settings.BASE_DIR / "templates" / "papers"
FONTS = [settings.BASE_DIR / "static" / "fonts"]


def pdf_of(template, values, *, has_thai_digits=False):
    """The PDF (bytes) of `template`, a file of `templates/papers`, with `values`: mappings, lists, texts, numbers, dates.

    Dates are written in full (`22 พฤศจิกายน 2561`), amounts with commas; Thai digits where they are asked for.
    """
    written = _written(values, thai.thai_digits if has_thai_digits else str)
    return typst.compile(
        str(ROOT / template),
        root=str(ROOT),
        font_paths=[str(folder) for folder in FONTS],
        ignore_system_fonts=True,
        package_path=str(ROOT / "none"),
        sys_inputs={"data": json.dumps(written, ensure_ascii=False)},
    )


def qr_svg(text):
    """A QR code as SVG text, which a template shows with `image(bytes(…))`; its data stays as it is."""
    return Verbatim(segno.make(text, error="m").svg_inline(border=0, dark="#1d2b2a"))


class Verbatim(str):
    """A text in which no digit is changed: an address, a picture."""


def _written(value, digits):
    match value:
        case dict():
            return {key: _written(inner, digits) for key, inner in value.items()}
        case list() | tuple():
            return [_written(inner, digits) for inner in value]
        case Verbatim():
            return str(value)
        case bool() | None:
            return value
        case datetime.date():
            return digits(thai.format_date(value, "long"))
        case Decimal():
            return digits(f"{value:,.2f}")
        case int():
            return digits(f"{value:,}")
    return digits(str(value))
