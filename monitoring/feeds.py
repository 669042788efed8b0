"""The days on which visits are due, as calendars read them: a village and how many of each kind, never a name."""

import datetime
from collections import defaultdict

from icalendar import Calendar, Event

from sammachip.lib import fiscal

from .facts import Subject

DAY = datetime.timedelta(days=1)
RENEWED_EVERY = datetime.timedelta(hours=6)
BACK, AHEAD = datetime.timedelta(days=60), datetime.timedelta(days=400)
UNITS = {Subject.HOUSEHOLD: "ครัวเรือน", Subject.SESSION: "การอบรม", Subject.GROUP: "กลุ่ม", "sage": "ปราชญ์"}


def waiting(agenda):
    """{(day, village): {kind: subjects}} of owed visits and appointments, each subject once a day."""
    found = defaultdict(lambda: defaultdict(set))
    for key, tasks in agenda.tasks.items():
        village = agenda.subjects[key].village
        for task in tasks:
            is_near = agenda.today - BACK <= task.on <= agenda.today + AHEAD
            if task.what in ("visit", "appointment") and is_near:
                found[task.on, village][key[0]].add(key)
    return found


def calendar_of(agenda, *, name, now, address_of):
    """The iCalendar text (bytes). `address_of(day, village)`: where those visits are listed, whole."""
    calendar = Calendar()
    calendar.add("prodid", "-//sammachip//visits//TH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(fiscal.BANGKOK))
    calendar.add("refresh-interval", RENEWED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    turn = sorted(waiting(agenda).items(), key=lambda item: (item[0][0], item[0][1].code))
    for (day, village), kinds in turn:
        calendar.add_component(event(day, village, kinds, now, address_of(day, village)))
    return calendar.to_ical()


def event(day, village, kinds, now, address):
    """A whole day in one village."""
    told = Event()
    told.add("uid", f"visits-{village.code}-{day:%Y%m%d}@sammachip")
    told.add("summary", f"ติดตาม {village} {counted(kinds)}")
    told.add("location", village.choice_label)
    told.add("url", address)
    told.add("dtstamp", now)
    told.add("dtstart", day)
    told.add("dtend", day + DAY)
    told.add("transp", "TRANSPARENT")
    return told


def counted(kinds):
    """`4 ครัวเรือน 1 กลุ่ม`; a team and a village as a whole are one."""
    return " ".join(
        f"{len(keys):,} {UNITS.get(kind, 'ทีม')}" for kind, keys in sorted(kinds.items(), reverse=True)
    )
