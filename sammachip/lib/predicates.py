"""A constraint's condition as a Python function, for many rows at once without asking the database.

Three-valued as in SQL: a comparison with a missing value is unknown, and a CHECK refuses only what is false.
"""

import operator
import re

from django.db.models import F, Q, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

_COMPARISONS = {
    "gte": operator.ge,
    "gt": operator.gt,
    "lte": operator.le,
    "lt": operator.lt,
    "in": lambda value, several: value in several,
}


def columns_of(condition):
    """Names of all columns that a condition speaks of."""
    names = set()
    for child in condition.children:
        if isinstance(child, Q):
            names |= columns_of(child)
        else:
            names.add(child[0].split("__")[0])
            names |= _columns_in(child[1])
    return names


def _columns_in(wanted):
    """Names of the columns that the right side of a comparison speaks of."""
    if isinstance(wanted, F):
        return {wanted.name}
    inner = wanted.get_source_expressions() if hasattr(wanted, "get_source_expressions") else ()
    return set().union(*map(_columns_in, inner))


def predicate(condition):
    """`Q` → function of a mapping {column: value} giving True, False, or None for unknown."""
    parts = [predicate(child) if isinstance(child, Q) else _lookup(*child) for child in condition.children]
    join = _any if condition.connector == Q.OR else _all

    def holds(row):
        answer = join([part(row) for part in parts])
        return (not answer) if condition.negated and answer is not None else answer

    return holds


def _all(answers):
    return False if False in answers else None if None in answers else True


def _any(answers):
    return True if True in answers else None if None in answers else False


def _reckoned(wanted):
    """Function of a row: what a column, a sum, or the first that is known of several comes to."""
    match wanted:
        case F():
            return lambda row: row[wanted.name]
        case Value():
            return lambda row: wanted.value
        case Coalesce():
            parts = [_reckoned(part) for part in wanted.get_source_expressions()]
            return lambda row: next((value for part in parts if (value := part(row)) is not None), None)
        case CombinedExpression(connector="+"):
            left, right = map(_reckoned, wanted.get_source_expressions())
            return lambda row: _sum(left(row), right(row))
    return lambda row: wanted


def _sum(left, right):
    return None if left is None or right is None else left + right


def _lookup(path, wanted):
    column, _, kind = path.partition("__")
    value_of = _reckoned(wanted)
    if kind == "isnull":
        return lambda row: (row[column] is None) is wanted
    if kind == "regex":
        pattern = re.compile(wanted)
        return lambda row: None if row[column] is None else pattern.search(row[column]) is not None
    if kind in ("", "exact") and wanted is None:
        return lambda row: row[column] is None
    compare = operator.eq if kind in ("", "exact") else _COMPARISONS[kind]
    return lambda row: _compared(compare, row[column], value_of(row))


def _compared(compare, value, wanted):
    return None if value is None or wanted is None else compare(value, wanted)
