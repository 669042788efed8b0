"""A village's year in one list, newest first: meetings, sessions, new groups, and between them the visits of each phase."""

import datetime
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from groups.models import OccupationGroup
from sammachip.lib import fiscal, thai
from training.models import Session
from villages.fragments import VillagePart
from villages.models import Meeting, Participation

from .models import Visit


class VillageStory(VillagePart):
    model = Visit
    permission_required = "monitoring.view_visit"
    part_path = "participation__village"
    heading = "เส้นทางของหมู่บ้าน"
    template_name = "monitoring/village_story.html"

    def rows(self, village):
        user, year = self.request.user, self.year
        meetings = Meeting.objects.visible_to(user).filter(participation__village=village).in_year(year.year)
        sessions = Session.objects.visible_to(user).filter(participation__village=village).in_year(year.year)
        groups = OccupationGroup.objects.visible_to(user).filter(village=village).counted()
        visits = super().rows(village).recorded().in_year(year.year).with_names()
        events = [
            *map(meeting_item, meetings),
            *(session_item(session, fiscal.today()) for session in sessions.with_came()),
            *map(group_item, groups.filter(formed_on__range=(year.starts_on, year.ends_on))),
        ]
        return told(events, visits)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        parts = Participation.objects.visible_to(self.request.user).filter(village=context["village"])
        part = parts.in_year(self.year.year).select_related("plan").first()
        return context | {"phases": self.phases(part) if part else []}

    def phases(self, part):
        """Households visited in each phase, of the village's quota; a figure opens to its rows."""
        counts = self.get_queryset().filter(participation=part).phase_counts()
        for phase, label in Visit.Phase.choices:
            asked = {"year": self.year, "area": part.village_id, "phase": phase}
            url = f"{reverse('households:list')}?{urlencode(asked)}"
            yield {
                "label": label,
                "count": counts.get((part.pk, phase), 0),
                "wanted": part.households_wanted,
                "url": url,
            }


@dataclass(frozen=True)
class Event:
    on: datetime.date
    title: str
    text: str
    when: str
    url: str = ""
    state: str = "done"


def told(events, visits):
    """Events and visits, newest first; visits of one phase with nothing else between them are one item."""
    everything = sorted(
        [*visits, *events], key=lambda item: (day_of(item), isinstance(item, Event)), reverse=True
    )
    items = []
    for phase, found in groupby(everything, key=lambda item: getattr(item, "phase", None)):
        same = list(found)
        items += [visits_item(phase, same)] if phase else same
    return items


def day_of(item):
    return item.on if isinstance(item, Event) else item.visited_on


def visits_item(phase, visits):
    """Visits of one phase, newest first; a single one leads to itself."""
    last, first = visits[0], visits[-1]
    subjects = {(visit.enrolment_id, visit.group_id) for visit in visits}
    one = last.subject_name if len(subjects) == 1 else ""
    text = one if len(visits) == 1 else f"{len(visits):,} ครั้ง {one or f'{len(subjects):,} ราย'}"
    who = ", ".join(sorted({str(visit.visitor) for visit in visits}))
    when = f"{thai.format_date_range(first.visited_on, last.visited_on)} · {who}"
    url = last.get_absolute_url() if len(visits) == 1 else ""
    return Event(last.visited_on, f"ติดตาม{Visit.Phase(phase).label}", text, when, url)


def meeting_item(meeting):
    text = f"ผู้เข้าประชุม {meeting.attendees:,} คน" if meeting.attendees else ""
    when = joined(thai.format_date(meeting.held_on, "medium"), meeting.place)
    return Event(meeting.held_on, meeting.get_kind_display(), text, when, meeting.get_absolute_url())


def session_item(session, today):
    came, expected = session.turnout
    state = "planned" if session.starts_on > today else "now" if session.ends_on >= today else "done"
    text = f"มา {came:,} จาก {expected:,}" if came else f"กำหนด {session.days} วัน"
    when = joined(session.dates, session.get_kind_display(), session.place)
    return Event(session.starts_on, session.title, text, when, session.get_absolute_url(), state)


def group_item(group):
    when = thai.format_date(group.formed_on, "medium")
    return Event(
        group.formed_on, f"ก่อตั้ง{group.name}", group.get_kind_display(), when, group.get_absolute_url()
    )


def joined(*parts):
    return " · ".join(filter(None, parts))
