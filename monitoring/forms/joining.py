"""What was typed for a second visit of one day, put beside what the first one says."""

LONG = ("findings", "advice")


def joined(stored, typed):
    """Initial values: writing is put below writing, choices are put together, the rest fills what is empty.

    `stored` is the form of the first visit, `typed` the cleaned form of the second.
    """
    initial = {
        name: beside(name, stored.initial.get(name), typed.cleaned_data.get(name))
        for name in stored.fields
        if name in typed.fields and not name.startswith("help-")
    }
    return initial | (helps_of(stored, typed) if stored.helps and typed.helps else {})


def beside(name, was, value):
    if name in LONG and was and value and value not in was:
        return f"{was}\n{value}"
    if isinstance(was, list) and isinstance(value, list):
        return [*was, *(one for one in value if one not in was)]
    return value if was in (None, "", [], False) else was


def helps_of(stored, typed):
    """The lines of the second visit in the empty lines of the first."""
    kept = {name: stored.initial.get(name) for name in stored.helps.names}
    empty = [number for number in range(stored.helps.count) if not kept[f"help-{number}-name"]]
    lines = [(kind, name) for _, kind, name in typed.helps.lines() if name not in kept.values()]
    for number, (kind, name) in zip(empty, lines, strict=False):
        kept |= {f"help-{number}-kind": kind, f"help-{number}-name": name}
    return kept
