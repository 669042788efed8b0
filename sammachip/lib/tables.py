"""Columns declared once serve the page, the sheet and the print."""

import io

import django_tables2 as tables
from django.db.models.functions import Collate

from .writing import Column, write_sheet

THAI = "th-x-icu"


class ThaiColumn(tables.Column):
    """Text that sorts as a Thai dictionary does; `fields` are the columns it sorts by, in order."""

    def __init__(self, *args, sort_by=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.sort_by = sort_by

    def order(self, queryset, is_descending):
        keys = [Collate(name, THAI) for name in self.sort_by or (self.accessor.replace(".", "__"),)]
        ordered = [key.desc() if is_descending else key.asc() for key in keys]
        return queryset.order_by(*ordered, "pk"), True


class NumberColumn(tables.Column):
    """A number: right-aligned on the page, a real number in the sheet."""

    attrs = {"td": {"class": "number"}, "th": {"class": "number"}}

    def value(self, **kwargs):
        return kwargs["value"]


class DateColumn(tables.Column):
    """A date: พ.ศ. on the page, a real date in the sheet."""

    def render(self, value):
        return thai_dates.format_date(value, "medium")

    def value(self, value):
        return value


def sheet_of(table, title):
    """The table's rows as a workbook in memory (all rows, not only the page shown)."""
    shown = [column for column in table.columns if column.name not in table.exclude_from_sheet]
    names = [column.name for column in shown]
    kinds = {NumberColumn: "number", DateColumn: "date"}
    columns = [Column(column.header, kinds.get(type(column.column), "text")) for column in shown]
    values = iter(table.as_values(exclude_columns=table.exclude_from_sheet))
    next(values)
    out = io.BytesIO()
    write_sheet(out, title, columns, (row[: len(names)] for row in values))
    out.seek(0)
    return out


class RegisterTable(tables.Table):
    exclude_from_sheet = ()

    class Meta:
        attrs = {"class": "table"}
        empty_text = "ไม่พบรายการตามเงื่อนไขนี้"
