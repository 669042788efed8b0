"""Two or three people edit one row: nothing seen by nobody is ever overwritten, and nothing is asked in vain."""

from types import SimpleNamespace

from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from sammachip.lib.merging import merge

FIELDS = ("name", "phone", "place")


class PlainForm:
    """A form whose fields are words; `wrong` names those that could not be understood."""

    def __init__(self, data, wrong=()):
        self.data = data
        self.fields = {name: SimpleNamespace(label=name) for name in FIELDS}
        self.errors = dict.fromkeys(wrong, "ผิด")

    def comparable(self, row, name):
        return row[name]

    def typed(self, name):
        return self.data[name]

    def take(self, name, value, data):
        data[name] = value

    def raw(self, name):
        return self.data[name]

    def shown(self, name, value):
        return value


def posted(values, **more):
    data = QueryDict(mutable=True)
    data.update(values)
    for key, value in more.items():
        data.setlist(key, value) if isinstance(value, list) else data.update({key.replace("_", "-"): value})
    return data


OPENED = {"name": "ก", "phone": "1", "place": "x"}


def settle(now, typed, base=OPENED, wrong=(), **more):
    data = posted(OPENED | typed, **more)
    return merge(PlainForm(data, wrong), OPENED | now, base, data)


def test_the_same_field_is_asked_with_all_three_values():
    _, (conflict,) = settle({"phone": "2"}, {"phone": "3"})
    assert (conflict.name, conflict.was, conflict.now, conflict.typed) == ("phone", "1", "2", "3")


def test_other_fields_merge_by_themselves():
    data, conflicts = settle({"phone": "2"}, {"name": "ข"})
    assert not conflicts
    assert data.dict() == {"name": "ข", "phone": "2", "place": "x"}


def test_both_typing_the_same_is_no_conflict():
    assert settle({"phone": "2"}, {"phone": "2"})[1] == []


def test_a_field_that_could_not_be_understood_is_asked_when_another_changed_it():
    assert [conflict.name for conflict in settle({"phone": "2"}, {"phone": "สอง"}, wrong=["phone"])[1]] == [
        "phone"
    ]
    assert settle({}, {"phone": "สอง"}, wrong=["phone"])[1] == []


def test_a_row_whose_opened_state_is_unknown_asks_for_every_difference():
    _, conflicts = settle({"phone": "2"}, {"phone": "3", "name": "ข"}, base=None)
    assert {conflict.name: conflict.was for conflict in conflicts} == {"name": "ไม่ทราบ", "phone": "ไม่ทราบ"}


def test_a_choice_settles_only_what_was_asked_and_seen():
    seen = OPENED | {"phone": "2"}
    assert settle(seen, {"phone": "3"}, base=seen, asked=["phone"], choose_phone="typed")[0]["phone"] == "3"
    assert settle(seen, {"phone": "3"}, base=seen, asked=["phone"], choose_phone="now")[0]["phone"] == "2"
    assert settle(seen, {"phone": "3"}, base=seen, asked=["phone"])[1]
    assert settle(seen | {"phone": "4"}, {"phone": "3"}, base=seen, asked=["phone"], choose_phone="typed")[1]
    assert settle(seen | {"phone": "4"}, {"phone": "3"}, base=seen, asked=["phone"], choose_phone="now")[1]


def save(history, person):
    """What EditScreen does with a post; returns True when the row was written."""
    row, data = history[-1], posted(person["typed"], asked=person["asked"], **person["choices"])
    if person["version"] != len(history) - 1 or person["asked"]:
        data, conflicts = merge(PlainForm(data), row, history[person["version"]], data)
        person |= {"version": len(history) - 1, "typed": {name: data[name] for name in FIELDS}}
        person["asked"] = [conflict.name for conflict in conflicts]
        for conflict in conflicts:
            person["seen"][conflict.name].add(conflict.now)
        if conflicts:
            return False
    for name in FIELDS:
        if data[name] != row[name]:
            assert row[name] in person["seen"][name], f"{name}: {row[name]} was overwritten unseen"
    history.append({name: data[name] for name in FIELDS})
    return True


changes = st.dictionaries(st.sampled_from(FIELDS[:2]), st.sampled_from("123"), max_size=2)
step = st.tuples(st.integers(0, 2), changes, st.sampled_from(["now", "typed", None]))


@settings(max_examples=800, deadline=None)
@given(st.lists(step, min_size=5, max_size=25))
def test_no_interleaving_of_three_people_overwrites_what_nobody_saw(steps):
    """Each step: a person opens the row or, having it open, types and saves, choosing alike for all that is asked."""
    history, people = [dict.fromkeys(FIELDS, "0")], {}
    for who, typed, choice in steps:
        if who not in people:
            row = history[-1]
            seen = {name: {row[name]} for name in FIELDS}
            people[who] = {
                "version": len(history) - 1,
                "typed": dict(row),
                "asked": [],
                "choices": {},
                "seen": seen,
            }
            continue
        person = people[who]
        if not person["asked"]:
            person["typed"] |= typed
        person["choices"] = {f"choose_{name}": choice for name in person["asked"]} if choice else {}
        if save(history, person):
            del people[who]
