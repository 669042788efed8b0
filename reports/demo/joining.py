"""The demo's support team and partners: who they are, what they promised and brought, and whom they went along to see."""

import datetime

from monitoring.models import Companion, VisitAdvice
from villages.models import Pledge, SupportPerson

from .days import office_hour
from .places import DISTRICT
from .script import PLEDGES, SUPPORTERS

DAY = datetime.timedelta(days=1)


def add_supporters(rows, days, office, agencies):
    """The people of the district's support team, each of the office or of an agency."""
    people = []
    for name, position, agency in SUPPORTERS:
        agency = agencies.get(agency)
        person = SupportPerson(district_id=DISTRICT[0], name=name, position=position, agency=agency)
        person.dimension = agency.dimension if agency else None
        people.append(rows.add(person, on=days.at(0), by=office.officer))
    return people


def promise(rows, plan, days, office, agencies):
    """What the agencies promised for a year; the older promises were kept, one is late."""
    for number, (agency, item, value) in enumerate(PLEDGES):
        pledge = Pledge(plan=plan, agency=agencies[agency], item=item, value=value)
        pledge.promised_on = days.at(0.08)
        pledge.due_on = days.at(0.5 + number / 10)
        if pledge.due_on < days.told_until and number != 1:
            pledge.delivered_on, pledge.delivered_value = pledge.due_on - 2 * DAY, value
        rows.add(pledge, on=pledge.promised_on, by=office.officer)


def go_along(story, visit, people):
    """Now and then the support team or a partner comes to a visit."""
    rows, dice = story.year.rows, story.year.rows.random
    if dice.random() < 0.15:
        person = dice.choice(people)
        rows.add(Companion(visit=visit, support_person=person), on=visit.visited_on, by=story.visitor)


def read(rows, visits, office):
    """The chief signs for the visits that were read, and wrote under some of them."""
    signed = [visit for visit in visits if visit.state == visit.State.ACKNOWLEDGED]
    for visit in signed:
        visit.acknowledged_by = office.chief
        visit.acknowledged_at = office_hour(visit.visited_on + 3 * DAY, 60)
    for visit in [visit for visit in signed if visit.enrolment][::9]:
        on = visit.visited_on + 3 * DAY
        row = VisitAdvice(visit=visit, given_by=office.chief, given_at=office_hour(on, 90))
        row.text = "เห็นชอบ ขอให้ติดตามต่อเนื่อง และชวนครัวเรือนจดบัญชีรายรับรายจ่าย"
        rows.add(row, on=on, by=office.chief)
