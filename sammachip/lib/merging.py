"""Two people edited one row: other fields merge by themselves, the same field is chosen by the person."""

from dataclasses import dataclass

UNKNOWN, WRONG = object(), object()


@dataclass(frozen=True)
class Conflict:
    """One field changed on both sides: what it was when the form was opened, what it is now, what was typed."""

    name: str
    label: str
    was: str
    now: str
    typed: str


def base_of(row, opened):
    """The row as the person saw it, at version `opened` (text); None where history does not reach."""
    if not (opened.isascii() and opened.isdecimal() and len(opened) < 10):
        return None
    if int(opened) == row.version:
        return row
    return row.history.filter(version=opened).order_by("-history_id").first()


def merge(form, row, base, data):
    """Settle `form` (bound, cleaned) against `row` as it is now. Returns (merged data, conflicts left to a person).

    `data` is a mutable copy of what was posted. Fields asked about before stand in `asked`, each settled by
    `choose-<field>` = `now` | `typed`; a choice holds only while the row is as the person saw it.
    """
    asked = set(data.getlist("asked"))
    conflicts = []
    for name in form.fields:
        is_wrong = name in form.errors
        now = form.comparable(row, name)
        was = form.comparable(base, name) if base else UNKNOWN
        typed = WRONG if is_wrong else form.typed(name)
        if typed == now:
            continue
        choice = data.get(f"choose-{name}") if name in asked else "typed"
        if now == was and choice == "typed":
            continue
        if typed == was or (now == was and choice == "now"):
            form.take(name, now, data)
            continue
        before = "ไม่ทราบ" if was is UNKNOWN else form.shown(name, was)
        after = form.raw(name) if is_wrong else form.shown(name, typed)
        conflicts.append(Conflict(name, form.fields[name].label, before, form.shown(name, now), after))
    return data, conflicts
