"""Counts as columns: how many rows of a relation belong to each row, asked for the page shown and no more."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
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
