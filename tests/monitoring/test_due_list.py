"""The due list and a second, plainly written count of it agree: over a thousand invented histories, and over tables."""

import datetime
import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.stages import Facts, Paid, dues_of
from villages.models import Phase, VisitRule

from .recount import owed

NEW_YEAR = datetime.date(2019, 1, 1)
KEYS = [uuid.UUID(int=number) for number in range(1, 40)]


COUNTS = st.sampled_from([0, 0, 10, 30, 90, 180, 360, 730])


def days(least, most):
    """Days that often meet: whole tens from New Year's Day of 2562, a few of them a day off."""
    offsets = st.tuples(st.integers(least, most), st.sampled_from([0, 0, 0, -1, 1]))
    return offsets.map(lambda told: NEW_YEAR + datetime.timedelta(told[0] * 10 + told[1]))


@st.composite
def rules(draw):
    found = []
    for key in KEYS[: draw(st.integers(1, 6))]:
        found.append(
            VisitRule(
                pk=key,
                name=str(key),
                subject=draw(st.sampled_from(["household", "household", "team"])),
                phase=draw(st.sampled_from(Phase.values)),
                villages=draw(st.sampled_from(VisitRule.Villages.values)),
                opens_from=draw(st.sampled_from(VisitRule.Anchor.values)),
                opens_days=draw(COUNTS),
                due_from=draw(st.sampled_from(VisitRule.Anchor.values)),
                due_days=draw(COUNTS),
                is_before_training=draw(st.booleans()),
                order=draw(st.integers(1, 3)),
            )
        )
    return found


@st.composite
def anchors(draw):
    """Some days are unknown; a training ends no earlier than it begins."""
    known = draw(st.dictionaries(st.sampled_from(["enrolled", "confirmed", "formed"]), days(-10, 12)))
    if draw(st.booleans()):
        starts_on = draw(days(-10, 12))
        length = datetime.timedelta(draw(st.sampled_from([0, 2, 10])))
        known |= {"training_start": starts_on, "training_end": starts_on + length}
    return known


@st.composite
def histories(draw):
    visited = draw(st.lists(st.tuples(days(-12, 60), st.sampled_from(Phase.values)), max_size=8))
    visited.sort(key=lambda visit: visit[0])
    return {
        "subject": draw(st.sampled_from(["household", "household", "team"])),
        "year": 2562,
        "kind": draw(st.sampled_from(["new", "expansion"])),
        "anchors": draw(anchors()),
        "carried_in": frozenset(draw(st.sets(st.integers(2561, 2565)))),
        "withdrawn_on": draw(st.none() | days(-10, 60)),
        "visits": [(day, phase, KEYS[20 + number]) for number, (day, phase) in enumerate(visited)],
        "excused": draw(st.sets(st.sampled_from(KEYS[:7]), max_size=2)),
    }


@settings(max_examples=1000)
@given(rules(), histories(), days(-12, 80))
def test_the_due_list_equals_a_plain_recount_over_a_thousand_histories(rules, history, today):
    facts = Facts(
        subject=history["subject"],
        key=KEYS[30],
        year=history["year"],
        kind=history["kind"],
        anchors=history["anchors"],
        carried_in=history["carried_in"],
        withdrawn_on=history["withdrawn_on"],
        paid=tuple(Paid(day, phase, key) for day, phase, key in history["visits"]),
        excused=dict.fromkeys(history["excused"], "เหตุผล"),
    )
    told = [
        (due.rule.pk, due.opens_on, due.due_on, due.state, due.paid and due.paid.key)
        for due in dues_of(rules, facts, today)
    ]
    assert told == owed(rules, today=today, **history)
