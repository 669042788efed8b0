"""A calendar feed as calendars read it: when and where sessions are, of which kind, for how many; never a name."""

import datetime

from icalendar import Calendar, Event

from sammachip.lib import fiscal

RENEWED_EVERY = datetime.timedelta(hours=6)
DAY = datetime.timedelta(days=1)


def calendar_of(sessions, *, name, address_of):
    """The iCalendar text (bytes) of sessions `with_place`, `with_came`, with `changed_at`.

    `address_of(session)`: where its page is, whole.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//sammachip//training//TH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(fiscal.BANGKOK))
    calendar.add("refresh-interval", RENEWED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for session in sessions:
        for number in range(session.days):
            calendar.add_component(event(session, number, address_of(session)))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def event(session, number, address):
    """One day of a session: with its hours, or the whole day where none are written."""
    village, day = session.participation.village, session.starts_on + DAY * number
    told = Event()
    told.add("uid", f"{session.pk}-{number + 1}@sammachip")
    told.add("summary", f"{session.get_kind_display()} {village.choice_label}{comers(session)}")
    if session.days > 1:
        told.add("description", f"วันที่ {number + 1} จาก {session.days} วัน")
    told.add("location", village.choice_label)
    told.add("url", address)
    told.add("dtstamp", session.changed_at)
    told.add("last-modified", session.changed_at)
    told.add("sequence", session.version)
    for edge, moment in edges(day, session.starts_at, session.ends_at):
        told.add(edge, moment)
    return told


def comers(session):
    """` (20 ครัวเรือน)`, of those invited; nothing while nobody is."""
    told = []
    if session.expected_count:
        told.append(f"{session.expected_count:,} ครัวเรือน")
    if session.team_count:
        told.append(f"ปราชญ์ {session.team_count:,} คน")
    return f" ({' '.join(told)})" if told else ""


def edges(day, starts_at, ends_at):
    if starts_at is None:
        return [("dtstart", day), ("dtend", day + DAY)]
    times = [("dtstart", starts_at), ("dtend", ends_at)]
    return [(edge, datetime.datetime.combine(day, at, fiscal.BANGKOK)) for edge, at in times if at]
