"""What a meeting's page tells: who was there, whom it chose and by which answers, and what there is to do next."""

from dataclasses import dataclass

from accounts.photos import photos_of
from sammachip.lib import fiscal
from sammachip.lib.counting import related_rows
from sammachip.lib.telling import facts_of

from .checklist import checklist
from .models import PARTIES, Criterion, Meeting

WORDS = {
    "leaders": "ผู้นำชุมชน",
    "sages": "ปราชญ์ชุมชน",
    "households": "ผู้แทนครัวเรือน",
    "officers": "เจ้าหน้าที่",
    "partners": "ภาคีเครือข่าย",
}


@dataclass(frozen=True)
class Choice:
    """What meetings of one kind decide: `relation` leads to the rows that a floor above keeps, `url` to its page."""

    relation: str
    subject: str
    title: str
    url: str
    verb: str
    permission: str
    unit: str


SAGES = Choice(
    "chosen_sages",
    Criterion.Subject.SAGE,
    "ปราชญ์ที่คัดเลือก",
    "sages:choose",
    "คัดเลือกปราชญ์",
    "sages.add_teammember",
    "คน",
)
HOUSEHOLDS = Choice(
    "chosen_households",
    Criterion.Subject.HOUSEHOLD,
    "ครัวเรือนที่คัดเลือก",
    "households:choose",
    "คัดเลือกครัวเรือน",
    "households.add_enrolment",
    "ครัวเรือน",
)
NEXT = {Meeting.Kind.LEADERS: SAGES, Meeting.Kind.TEAM: HOUSEHOLDS}


def tell(meeting, user):
    coming = NEXT.get(meeting.kind)
    return {
        "facts": facts_of(meeting, ["held_on", "place"]),
        "presence": [(WORDS[party], meeting.presence.get(party)) for party in PARTIES],
        "names": [line for line in meeting.names.splitlines() if line.strip()],
        "chosen": list(chosen(meeting, user)),
        "coming": coming if coming and user.has_perm(coming.permission) else None,
        "is_future": meeting.held_on > fiscal.today(),
        "photos": photos_of(meeting, user),
    }


def chosen(meeting, user):
    """Whom this meeting chose, sages and households: (choice, [(row, its checklist)])."""
    criteria = list(Criterion.objects.visible_to(user).filter(plan=meeting.participation.plan_id))
    for choice in (SAGES, HOUSEHOLDS):
        rows = related_rows(Meeting, choice.relation).visible_to(user).filter(meeting=meeting)
        asked = [row for row in criteria if row.subject == choice.subject]
        found = [(row, checklist(asked, row.answers.all())) for row in named(rows)]
        if found or NEXT.get(meeting.kind) is choice:
            yield choice, found


def named(rows):
    return rows.with_names().prefetch_related("answers")
