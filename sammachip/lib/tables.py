"""Columns declared once serve the page, the sheet and the print."""

import io

import django_tables2 as tables
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.db.models.functions import Collate
from django.http import FileResponse
from django.utils import timezone
from django.utils.html import format_html
from django_tables2.utils import Accessor

from . import thai
from .writing import Column, write_sheet

THAI = "th-x-icu"
LAST_ROW = 2000


class _Page(Page):
    def end_index(self):
        return min(super().end_index(), self.number * self.paginator.per_page)


class FirstPages(Paginator):
    """Pages by number end at row 2,000: further down a filter finds more, and the database reads less."""

    @property
    def is_cut(self):
        return self.count > LAST_ROW

    @property
    def num_pages(self):
        return min(super().num_pages, LAST_ROW // self.per_page)

    def _get_page(self, *args, **kwargs):
        return _Page(*args, **kwargs)


def pill(text, tone="grey"):
    """A word of state in a cell, as parts/pill.html shows it elsewhere."""
    return format_html('<span class="pill pill-{}">{}</span>', tone, text)


class RowColumn(tables.Column):
    """Sorts by the stored value, missing ones last; rows that are equal keep one order from page to page."""

    kind = "text"

    def __init__(self, *args, sort_by=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.sort_by = (sort_by,) if isinstance(sort_by, str) else tuple(sort_by)

    def key(self, name):
        return F(name)

    def order(self, queryset, is_descending):
        keys = [self.key(name) for name in self.sort_by or (str(self.accessor),)]
        ordered = [key.desc(nulls_last=True) if is_descending else key.asc(nulls_last=True) for key in keys]
        return queryset.order_by(*ordered, "pk"), True


class ThaiColumn(RowColumn):
    """Text that sorts as a Thai dictionary does; `sort_by` names the columns it sorts by, in order."""

    def key(self, name):
        return Collate(name, THAI)


class NumberColumn(RowColumn):
    """A number: right-aligned on the page, a real number in the sheet."""

    kind = "number"
    attrs = {"td": {"class": "number"}, "th": {"class": "number"}}

    def render(self, value):
        return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"

    def value(self, value):
        return value


class DateColumn(RowColumn):
    """A date: พ.ศ. on the page, a real date in the sheet."""

    kind = "date"
    attrs = {"td": {"class": "text-nowrap"}}

    def render(self, value):
        return thai.format_date(value, "medium")

    def value(self, value):
        return value


class PhoneColumn(RowColumn):
    """A phone number, masked: the whole of it stands on the person's own page."""

    def render(self, value):
        return thai.mask_phone(value)


class RegisterTable(tables.Table):
    """Base of every list's table. Columns named in `exclude_from_sheet` stand on the page only."""

    exclude_from_sheet = ()

    class Meta:
        empty_text = "ไม่พบรายการตามเงื่อนไขนี้"

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        for name, column in cls.base_columns.items():
            column.accessor = column.accessor or Accessor(name)


def sheet_of(table, title):
    """The table's rows as a workbook in memory: all of them, not only the page shown."""
    shown = [column for column in table.columns if column.name not in table.exclude_from_sheet]
    columns = [Column(str(column.header), getattr(column.column, "kind", "text")) for column in shown]
    rows = ([row.get_cell_value(column.name) for column in shown] for row in table.rows)
    out = io.BytesIO()
    write_sheet(out, title, columns, rows)
    out.seek(0)
    return out


def sheet_response(table, title):
    name = f"{title} {thai.format_date(timezone.localdate(), 'medium')}.xlsx"
    return FileResponse(sheet_of(table, title), as_attachment=True, filename=name)
