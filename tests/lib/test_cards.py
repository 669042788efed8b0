"""Cards: only what a person changed since the page was shown is written."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from sammachip.lib.cards import Card, keys_of

KEY = "01a0dc95-cd00-7bc8-bc6d-4a1c4b5ae0e1"
texts = st.text(max_size=5).map(str.strip)
states = st.fixed_dictionaries({"chosen": st.sampled_from(["", "1"]), "trade": texts, "c12": texts})


def card(stored):
    return Card(about=SimpleNamespace(pk=KEY), stored=stored)


def sent(seen, typed):
    """What comes back from a card that was shown as `seen` and filled as `typed`."""
    return {f"before-{KEY}": card(seen).before} | {f"{name}-{KEY}": text for name, text in typed.items()}


@given(seen=states, typed=states, now=states)
def test_a_change_is_what_differs_from_what_was_seen_and_from_what_is_stored(seen, typed, now):
    told = card(now)
    told.read(sent(seen, typed))
    assert told.changes == {
        name: text for name, text in typed.items() if text != seen[name] and text != now[name]
    }


@given(seen=states, now=states)
def test_a_card_left_as_it_was_seen_changes_nothing_whatever_others_did(seen, now):
    told = card(now)
    told.read(sent(seen, seen))
    assert told.changes == {}
    assert told.shown == now


def test_a_card_that_was_not_on_the_page_or_only_tells_changes_nothing():
    stored = {"chosen": "1"}
    absent, closed = card(stored), card(stored)
    absent.read({f"chosen-{KEY}": ""})
    closed.is_open = False
    closed.read(sent(stored, {"chosen": ""}))
    assert (absent.changes, closed.changes) == ({}, {})


def test_only_keys_of_rows_are_taken_from_a_form():
    assert keys_of({f"before-{KEY}": "", "before-1": "", "before-' or 1=1": "", f"chosen-{KEY}": "1"}) == [
        KEY
    ]
