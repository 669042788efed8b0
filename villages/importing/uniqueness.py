"""What must be there only once, asked for all lines together: against the database and among the lines themselves."""

from collections import Counter
from dataclasses import dataclass

from sammachip.lib.predicates import columns_of, predicate

from .rows import WRONG

CHUNK = 5_000


@dataclass(frozen=True, eq=False)
class Unique:
    """A UNIQUE constraint made ready: `holds(row)` says whether it applies, by the columns `asked`."""

    name: str
    fields: tuple
    condition: object
    asked: frozenset
    holds: object
    sentence: str

    @classmethod
    def of(cls, constraint):
        condition = constraint.condition
        asked = frozenset(columns_of(condition)) if condition is not None else frozenset()
        holds = predicate(condition) if condition is not None else None
        sentence = str(constraint.get_violation_error_message())
        return cls(constraint.name, tuple(constraint.fields), condition, asked, holds, sentence)


def settle(rows, register, known):
    """Give each row that would break a UNIQUE constraint its sentence; rows that turn wrong keep what is stored.

    `known`: {columns: {values: primary key}} of what the study has already asked the database.
    """
    good = [row for row in rows if row.twin is None and not row.is_wrong]
    for at in range(len(register.parts)):
        press = next((row.drafts[at].press for row in good if len(row.drafts) > at), None)
        for constraint in press.uniques if press else ():
            good = _without_clashes(good, at, constraint, known)
    return good


def _without_clashes(rows, at, constraint, known):
    """The rows that break the constraint neither with a stored row nor with an earlier line; the others turn wrong."""
    drafted = {row: row.drafts[at] for row in rows if len(row.drafts) > at}
    keys = {row: key for row, draft in drafted.items() if (key := key_of(draft.value, constraint))}
    if not keys:
        return rows
    owners = known.get(constraint.fields) if constraint.condition is None else None
    if owners is None:
        owners = _owners(next(iter(drafted.values())).press.model, constraint, set(keys.values()))
    while clashing := _clashing(keys, drafted, owners):
        for row in clashing:
            row.add(WRONG, constraint.name, _blamed(row, constraint), constraint.sentence)
            del keys[row], drafted[row]
    return [row for row in rows if not row.is_wrong]


def _clashing(keys, drafted, owners):
    """Rows whose key belongs to an earlier line, or to a stored row that no line of the file changes."""
    settled = {draft.pk for draft in drafted.values()}
    taken, clashing = {key: pk for key, pk in owners.items() if pk not in settled}, []
    for row, key in keys.items():
        if key in taken:
            clashing.append(row)
        else:
            taken[key] = row
    return clashing


def key_of(value_of, constraint):
    """The values that must be there only once, by a function of a column's name; None where the rule does not apply."""
    values = ()
    for name in constraint.fields:
        value = value_of(name)
        if value is None:
            return None
        values += (value,)
    if constraint.condition is not None:
        row = {name: value_of(name) for name in constraint.asked}
        if constraint.holds(row) is not True:
            return None
    return values


def in_writing_order(drafts):
    """[drafts, drafts]: those that take a key which another of them gives up are written after it."""
    first, second = [], []
    given_up = {
        (constraint.name, key_of(draft.stored.get, constraint)): draft
        for draft in drafts
        for constraint in draft.press.uniques
    }
    for draft in drafts:
        takes = [(one.name, key) for one in draft.press.uniques if (key := key_of(draft.value, one))]
        waits = any(given_up.get(key, draft) is not draft for key in takes)
        (second if waits else first).append(draft)
    return first, second


def _owners(model, constraint, keys):
    """{key: primary key} of the stored rows that hold any of the keys; by the column that tells them apart best."""
    told = [Counter(key[at] for key in keys) for at in range(len(constraint.fields))]
    best = max(range(len(told)), key=lambda at: len(told[at]))
    rows = (
        model._default_manager.filter(constraint.condition)
        if constraint.condition
        else model._default_manager
    )
    owners = {}
    for found in in_chunks(rows.order_by(), f"{constraint.fields[best]}__in", told[best]):
        for pk, *values in found.values_list("pk", *constraint.fields):
            key = tuple(plain(value) for value in values)
            if key in keys:
                owners[key] = pk
    return owners


def in_chunks(rows, condition, values):
    """Querysets that together ask `condition` of all values, each for as many as a database takes at once."""
    values = sorted(values)
    for start in range(0, len(values), CHUNK):
        yield rows.filter(**{condition: values[start : start + CHUNK]})


def plain(value):
    """PostgreSQL gives bytes as a view of them."""
    return bytes(value) if isinstance(value, memoryview) else value


def _blamed(row, constraint):
    """The field of the sheet to which the sentence belongs."""
    fields = ["citizen_id" if name == "nid_idx" else name for name in constraint.fields]
    if constraint.condition is not None:
        fields += sorted(constraint.asked)
    return next((name for name in fields if name in row.table.columns), fields[0])
