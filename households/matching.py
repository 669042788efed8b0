"""Which sage could look after which household: proposals by trade and load, for a person to decide.

The rule. Who has a coach keeps it. Of the others, whoever has the fewest seats of the same trade to go to is placed
first, in the order given. An even share is what each seat would have if all were spread alike. A household goes to
the least loaded seat of its own trade that has not reached the plan's number a sage (or the even share, where that
is more); else to the least loaded seat of its kind of occupation, else to the least loaded seat at all, that has not
reached the even share. So everyone is placed where there is a seat, and only a common trade lifts one above the share.
"""

import re
from collections import Counter
from dataclasses import dataclass

from sammachip.lib import thai

BETWEEN = re.compile(r"[\s,;/·|()\[\]“”\"']+|และ")
BEFORE = re.compile(r"^(?:การ|กลุ่ม|ทำ)(?![ะ-ู็-๎])")
SHORTEST = 3
TRADE, KIND, LOAD = "อาชีพตรงกัน", "อาชีพประเภทเดียวกัน", "แบ่งให้จำนวนใกล้เคียงกัน"


@dataclass(frozen=True)
class Seat:
    """A sage's place in a team: words of what it can teach, kinds of occupation, how many it coaches already."""

    key: object
    words: frozenset = frozenset()
    kinds: frozenset = frozenset()
    load: int = 0


@dataclass(frozen=True)
class Learner:
    """A household that has no coach yet."""

    key: object
    words: frozenset = frozenset()
    kind: str = ""


@dataclass(frozen=True)
class Proposal:
    seat: object
    why: str


def words_of(*texts):
    """The words by which trades are compared: normalised, without what merely introduces them."""
    plain = (thai.key(word) for text in texts for word in BETWEEN.split(text) if word)
    bare = ((BEFORE.sub("", word), word) for word in plain)
    return frozenset(short if len(short) >= SHORTEST else word for short, word in bare)


def is_one_trade(words, others):
    """Whether a word of one side stands in a word of the other: `จักสาน` and `จักสานกระจูด`."""
    return any(
        word in other or other in word
        for word in words
        for other in others
        if min(len(word), len(other)) >= SHORTEST
    )


def even_share(waiting, loads):
    """How many each seat has if `waiting` households more are spread alike, rounded up."""
    return -(-(waiting + sum(loads)) // len(loads)) if loads else 0


def propose(learners, seats, quota):
    """{learner's key: Proposal} for `learners` without a coach; `quota` is the plan's number of households a sage."""
    if not seats:
        return {}
    loads = Counter({seat.key: seat.load for seat in seats})
    share = even_share(len(learners), list(loads.values()))
    fitting = {
        each.key: [seat for seat in seats if is_one_trade(each.words, seat.words)] for each in learners
    }
    found = {}

    def place(learner, choices, limit, why):
        open_ones = [seat for seat in choices if loads[seat.key] < limit]
        if open_ones and learner.key not in found:
            chosen = min(open_ones, key=lambda seat: loads[seat.key])
            loads[chosen.key] += 1
            found[learner.key] = Proposal(chosen.key, why)

    for each in sorted(learners, key=lambda learner: len(fitting[learner.key])):
        place(each, fitting[each.key], max(share, quota), TRADE)
    for each in learners:
        place(each, [seat for seat in seats if each.kind and each.kind in seat.kinds], share, KIND)
    for each in learners:
        place(each, seats, share, LOAD)
    return {each.key: found[each.key] for each in learners}


@dataclass(frozen=True)
class Settled:
    """What becomes of one household: `coach`, and whether it is to be written; or a clash that a person settles."""

    coach: object
    is_changed: bool = False
    is_clash: bool = False


def settle(*, seen, now, chosen, choice=None):
    """What one household's coach becomes, `chosen` by a person who saw `seen` while it is `now`.

    `choice` answers an earlier clash: `now` or `typed`; nothing, where one was asked, is no answer.
    """
    if chosen == now or choice == "now" or (chosen == seen and choice is None):
        return Settled(now)
    if now == seen and choice != "":
        return Settled(chosen, is_changed=True)
    return Settled(now, is_clash=True)
