"""Two people edited one row: other fields merge by themselves, the same field is chosen by the person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Conflict:
    """One field changed on both sides: what it was when the form was opened, what it is now, what was typed."""

    name: str
    label: str
    was: str
    now: str
    typed: str


def base_of(row, version):
    """The row as it stood at `version`, from its history; None where history does not reach."""
    return row.history.filter(version=version).order_by("-history_id").first()


def merge(form, row, base, data):
    """Settle `form` (bound, cleaned) against `row` as it is now. Returns (merged data, conflicts left to a person).

    `data` is a mutable copy of what was posted; `choose-<field>` = `now` | `typed` settles one field.
    """
    conflicts = []
    for name in form.fields:
        if name in form.errors:
            continue
        typed, now = form.typed(name), form.comparable(row, name)
        was = form.comparable(base, name) if base else None
        if typed == now:
            continue
        choice = data.get(f"choose-{name}")
        if choice == "now" or (base and typed == was and choice != "typed"):
            data[form.add_prefix(name)] = form.fields[name].prepare_value(now)
        elif now != was and choice != "typed":
            shown = [form.shown(name, value) for value in (was, now, typed)]
            conflicts.append(Conflict(name, form.fields[name].label, *shown))
    return data, conflicts
