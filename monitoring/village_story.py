"""A village's year in one list, newest first: meetings, sessions, visits (those of one day and phase together), new groups."""

from itertools import groupby

from groups.models import OccupationGroup
from sammachip.lib import fiscal
from training.models import Session
from villages.fragments import VillagePart
from villages.models import Meeting

from .models import Visit
from .timeline import Item


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
        items = [
            *map(meeting_item, meetings),
            *(session_item(session, fiscal.today()) for session in sessions.with_came()),
            *visit_items(super().rows(village).recorded().in_year(year.year).with_names()),
            *map(group_item, groups.filter(formed_on__range=(year.starts_on, year.ends_on))),
        ]
        return sorted(items, key=lambda item: item.on, reverse=True)


def meeting_item(meeting):
    told = f"ผู้เข้าประชุม {meeting.attendees:,} คน" if meeting.attendees else ""
    return Item(
        meeting.held_on, meeting.get_kind_display(), told, more=meeting.place, url=meeting.get_absolute_url()
    )


def session_item(session, today):
    came, expected = session.turnout
    state = "planned" if session.starts_on > today else "now" if session.ends_on >= today else "done"
    told = f"มา {came:,} จาก {expected:,}" if came else f"กำหนด {session.days} วัน"
    more = " · ".join(filter(None, [session.get_kind_display(), session.place]))
    return Item(session.starts_on, session.title, told, state, more, session.get_absolute_url())


def visit_items(visits):
    """Visits of one day and phase are one item; a single one leads to itself."""
    ordered = sorted(visits, key=lambda visit: (visit.visited_on, visit.phase))
    for (day, phase), found in groupby(ordered, key=lambda visit: (visit.visited_on, visit.phase)):
        same = list(found)
        title, visitors = f"ติดตาม{Visit.Phase(phase).label}", sorted({str(visit.visitor) for visit in same})
        told = same[0].subject_name if len(same) == 1 else f"{len(same):,} ราย"
        url = same[0].get_absolute_url() if len(same) == 1 else ""
        yield Item(day, title, told, more=", ".join(visitors), url=url)


def group_item(group):
    return Item(group.formed_on, f"ก่อตั้ง{group.name}", group.get_kind_display(), url=group.get_absolute_url())
