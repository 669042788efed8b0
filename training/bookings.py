"""What the sessions of some days take up, asked in one query, and the clashes of one session in a viewer's words.

A sage or a hall is taken whoever may see the session that takes it: so all sessions of the district count, and what the
viewer may not see is told without a name.
"""

import operator
from collections import defaultdict
from functools import reduce

from django.db.models import F, UUIDField, Value
from django.db.models.functions import Cast

from sammachip.lib import thai
from sammachip.lib.counting import related_rows
from sammachip.lib.scope import within
from villages.models import Participation

from .clashes import Booking, Kind, clashes
from .models import Session

BOOKED = ("pk", "participation__village_id", "starts_on", "ends_on", "starts_at", "ends_at", "place")
NOBODY = Cast(Value(None), UUIDField())
ELSEWHERE, UNNAMED = "การอบรมอื่นนอกพื้นที่ของท่าน", "จากนอกพื้นที่ของท่าน"
WORDS = {Kind.SAGE: "ปราชญ์", Kind.HOUSEHOLD: "ครัวเรือน", Kind.PLACE: "สถานที่"}


def bookings(first, last, villages):
    """Bookings of all sessions from `first` to `last` in the districts of these village codes."""
    districts = sorted({code[:4] for code in villages})
    if not districts:
        return []
    area = reduce(operator.or_, (within("participation__village_id", code) for code in districts))
    wanted = related_rows(Participation, "sessions").on_days(first, last).filter(area)
    sages, households = defaultdict(set), defaultdict(set)
    for *session, sage, household in people_of(wanted):
        sages[tuple(session)].add(sage)
        households[tuple(session)].add(household)
    return [
        Booking(*session, frozenset(sages[session] - {None}), frozenset(households[session] - {None}))
        for session in sages
    ]


def people_of(sessions):
    """Rows of each session (as `Booking` has it) with each sage who teaches, and with each who is invited; at least one.

    People are told as persons, over whatever seat or year they come: (…, sage, household).
    """
    rows, sage = sessions.order_by(), "team_member__sage_id"
    teaching = rows.values_list(*BOOKED, F(f"teachings__{sage}"), NOBODY)
    invited = rows.values_list(*BOOKED, F(f"invitations__{sage}"), F("invitations__enrolment__household_id"))
    return teaching.union(invited)


def clashes_of(session):
    """The clashes in which one session stands."""
    booked = bookings(session.starts_on, session.ends_on, [session.participation.village_id])
    return [clash for clash in clashes(booked) if session.pk in clash.sessions]


def told(session, found, user, names):
    """The clashes `found` of a session in words, by the other session where the viewer may see it: when, and who or where.

    `names`: {key of a sage or household: its name}, of those whom the page names anyway.
    """
    by_other = defaultdict(list)
    for clash in found:
        by_other[clash.other_than(session.pk)].append(clash)
    seen = Session.objects.visible_to(user).filter(pk__in=by_other).with_place() if by_other else ()
    sessions = {row.pk: row for row in seen}
    return [line(session, these, sessions.get(other), names) for other, these in by_other.items()]


def line(session, clashing, other, names):
    """One other session: `wanted` is [(`ครัวเรือน`, names)]."""
    wanted = defaultdict(list)
    for clash in clashing:
        is_place = clash.kind == Kind.PLACE
        wanted[WORDS[clash.kind]].append(session.place if is_place else names.get(clash.what, UNNAMED))
    return {
        "title": f"{other} {other.participation.village.choice_label}" if other else ELSEWHERE,
        "url": other.get_absolute_url() if other else "",
        "days": thai.format_date_range(clashing[0].first, clashing[0].last),
        "hours": other.hours if other else "",
        "wanted": [(word, sorted(called, key=thai.sort_key)) for word, called in wanted.items()],
    }
