"""A constraint's condition as a Python function, for many rows at once without asking the database.

Three-valued as in SQL: a comparison with a missing value is unknown, and a CHECK refuses only what is false.
"""

import operator
import re

from django.db.models import F, Q

_COMPARISONS = {"gte": operator.ge, "gt": operator.gt, "lte": operator.le, "lt": operator.lt}


def columns_of(condition):
    """Names of all columns that a condition speaks of."""
    names = set()
    for child in condition.children:
        if isinstance(child, Q):
            names |= columns_of(child)
        else:
            names.add(child[0].split("__")[0])
            if isinstance(child[1], F):
                names.add(child[1].name)
    return names


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


def _lookup(path, wanted):
    column, _, kind = path.partition("__")
    value_of = (lambda row: row[wanted.name]) if isinstance(wanted, F) else (lambda row: wanted)
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
