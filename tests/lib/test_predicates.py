import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Coalesce
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sammachip.lib.predicates import columns_of, predicate

CHECKS = [
    (model, constraint)
    for model in apps.get_models()
    for constraint in model._meta.constraints
    if isinstance(constraint, CheckConstraint) and not model.__name__.startswith("Historical")
]


@pytest.mark.parametrize(
    ("condition", "row", "answer"),
    [
        (Q(a=1), {"a": 1}, True),
        (Q(a=1), {"a": 2}, False),
        (Q(a=1), {"a": None}, None),
        (Q(a=None), {"a": None}, True),
        (Q(a__isnull=False), {"a": 0}, True),
        (Q(a__gte=1, a__lte=3), {"a": 3}, True),
        (Q(a__gte=1, a__lte=3), {"a": 4}, False),
        (Q(a__gte=F("b")), {"a": 1, "b": 2}, False),
        (Q(a__gte=F("b")), {"a": 1, "b": None}, None),
        (Q(a__gte=Coalesce("b", 0) + Coalesce("c", 0)), {"a": 3, "b": 2, "c": None}, True),
        (Q(a__gte=Coalesce("b", 0) + Coalesce("c", 0)), {"a": 3, "b": 2, "c": 2}, False),
        (Q(a__gte=F("b") + F("c")), {"a": 3, "b": 2, "c": None}, None),
        (Q(a=None) | Q(a__gte=1), {"a": None}, True),
        (Q(a=1) & Q(b=2), {"a": None, "b": 3}, False),
        (Q(a=1) | Q(b=2), {"a": None, "b": 3}, None),
        (~Q(a=""), {"a": ""}, False),
        (~Q(a=1), {"a": None}, None),
        (Q(a__in=[1, 2]), {"a": 2}, True),
        (Q(a__in=[1, 2]), {"a": None}, None),
        (Q(a__regex=r"^[0-9]{2}$"), {"a": "123"}, False),
        (Q(a__regex=r"^[0-9]{2}$"), {"a": None}, None),
    ],
)
def test_a_condition_answers_as_sql_does(condition, row, answer):
    assert predicate(condition)(row) is answer


def values_for(column):
    """Values of the kind a column holds, among them those around which the conditions turn."""
    match column:
        case models.DateField():
            return st.none() | st.dates()
        case models.TimeField():
            return st.none() | st.times()
        case models.DecimalField() | models.FloatField():
            return st.none() | st.decimals(-200, 200, places=2)
        case models.IntegerField():
            return st.none() | st.integers(-2, 120)
        case models.BinaryField():
            return st.none() | st.binary(max_size=4)
        case models.ForeignKey():
            return values_for(column.target_field)
        case models.UUIDField():
            return st.none() | st.uuids()
    choices = [value for value, _ in column.flatchoices]
    return st.sampled_from([None, "", "9001", "90", "12345678901", "90010203", "x", *choices])


@pytest.mark.parametrize(("model", "constraint"), CHECKS, ids=[constraint.name for _, constraint in CHECKS])
def test_each_constraint_says_in_python_what_it_says_in_the_database(db, model, constraint):
    columns = {name: model._meta.get_field(name) for name in columns_of(constraint.condition)}

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({name: values_for(column) for name, column in columns.items()}))
    def agree(row):
        instance = model(**{model._meta.get_field(name).attname: value for name, value in row.items()})
        try:
            constraint.validate(model, instance)
            allowed = True
        except ValidationError:
            allowed = False
        assert (predicate(constraint.condition)(row) is not False) is allowed, row

    agree()
