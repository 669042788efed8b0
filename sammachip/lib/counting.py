"""Counts as columns: how many rows of a relation belong to each row, asked for the page shown and no more."""

from django.db.models import Count, Func, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce


def related_rows(model, relation):
    """All rows at the far end of a reverse relation, with their own phrases: also those of a floor above."""
    return model._meta.get_field(relation).related_model.objects.all()


def count_of(rows, path, outer="pk"):
    """A column: how many of `rows` lead by `path` to this row."""
    counted = (
        rows.filter(**{path: OuterRef(outer)}).order_by().values(path).annotate(n=Count("pk")).values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def first_of(rows, name):
    """A column: the value of `name` that comes first among `rows`; with a minus before it, the one that comes last."""
    return Subquery(rows.order_by(name).values(name.removeprefix("-"))[:1])


class DaysOf(Func):
    """A column: how many days from one date column to another, both counted."""

    output_field = IntegerField()
    arity = 2

    def as_postgresql(self, compiler, connection):
        first, last = self.source_expressions
        return self._between(compiler, "(({last}) - ({first}) + 1)", first, last)

    def as_sqlite(self, compiler, connection):
        first, last = self.source_expressions
        return self._between(
            compiler, "(CAST(julianday({last}) - julianday({first}) AS INTEGER) + 1)", first, last
        )

    def _between(self, compiler, template, first, last):
        (first, with_first), (last, with_last) = compiler.compile(first), compiler.compile(last)
        return template.format(first=first, last=last), (*with_last, *with_first)
