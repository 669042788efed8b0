"""The demo is written in one piece, into a database that holds no real rows."""

import datetime

from django.db import transaction

from accounts.models import User
from groups.models import Member, OccupationGroup
from households.models import Enrolment, EnrolmentAnswer, Household, Income, TradeSynonym
from monitoring.models import Companion, Excuse, Help, Problem, ProblemStep, Visit, VisitAdvice
from sages.models import Sage, SeatAnswer, TeamMember
from sammachip.lib.fiscal import FiscalYear
from training.models import (
    Activity,
    ActivityPartner,
    ActivityPrinciple,
    Attendance,
    Certificate,
    CostLine,
    InputSupport,
    Invitation,
    Session,
    Teaching,
)
from villages.following import standard_questions, standard_rules
from villages.models import (
    Agency,
    Criterion,
    District,
    Meeting,
    Participation,
    Plan,
    Pledge,
    Province,
    Subdistrict,
    SupportPerson,
    Village,
    VisitQuestion,
    VisitRule,
)

from . import script
from .cast import USERNAMES, make_office
from .certifying import certify_all
from .days import Days
from .following import appoint, follow_up, visit_groups
from .joining import add_supporters, promise, read
from .organising import organise
from .people import People
from .places import DISTRICT, add_places
from .planning import add_agencies, plan_activities
from .rows import Rows
from .selection import Year, take_part
from .standing import first_real_rows, is_loaded
from .teaching import teach
from .troubles import excuse_one

# Each table after those its rows point at.
TABLES = (
    Province,
    District,
    Subdistrict,
    Village,
    Plan,
    Criterion,
    VisitRule,
    VisitQuestion,
    TradeSynonym,
    Agency,
    SupportPerson,
    Participation,
    Pledge,
    Meeting,
    Sage,
    TeamMember,
    SeatAnswer,
    Household,
    Enrolment,
    EnrolmentAnswer,
    Income,
    Activity,
    ActivityPrinciple,
    ActivityPartner,
    Session,
    Teaching,
    Invitation,
    Attendance,
    CostLine,
    InputSupport,
    Certificate,
    OccupationGroup,
    Member,
    Visit,
    VisitAdvice,
    Companion,
    Help,
    Problem,
    ProblemStep,
    Excuse,
)


class DemoRefused(Exception):
    """The demo may not be loaded here; the message says why and what to do."""


@transaction.atomic
def load(today):
    """Fill the district as it stands on the day `today`: the same day gives the same rows. Returns rows a table."""
    refuse_where_not_empty()
    rows = Rows("9001")
    present = Days.up_to(today)
    last = present.a_year_before()
    office = make_office(last.at(0) - datetime.timedelta(days=365))
    villages = add_places(rows, on=last.at(0), by=office.officer)
    people = People(rows, villages)
    add_synonyms(rows, last, office)
    agencies = add_agencies(rows, last, office)

    add_supporters(rows, last, office, agencies)

    year = FiscalYear.of(today).year
    before = Year(add_plan(rows, year - 1, last, office, groups=None), last, rows, people, office, 201)
    now = Year(add_plan(rows, year, present, office, groups=8), present, rows, people, office, 1)
    for told in (before, now):
        promise(rows, told.plan, told.days, office, agencies)
    old = tell(before, script.LAST, script.GROUPS_LAST, agencies, today)
    new = tell(now, script.PRESENT, script.GROUPS_PRESENT, agencies, today)
    certify_all(rows, [*old, *new], today)
    for stories, appointments in ((old, script.APPOINTMENTS_LAST), (new, script.APPOINTMENTS_PRESENT)):
        appoint(rows, appointments, stories, today)
    read(rows, rows.of(Visit), office)
    visit_groups(rows, script.GROUP_VISITS, [*old, *new], rows.of(OccupationGroup), today)

    rows.write(*TABLES)
    return {model: len(rows.of(model)) for model in TABLES}


def refuse_where_not_empty():
    if is_loaded():
        raise DemoRefused("ข้อมูลตัวอย่างโหลดไว้แล้ว หากต้องการโหลดใหม่ โปรดนำของเดิมออกก่อนด้วยคำสั่ง demo --remove")
    if names := first_real_rows():
        raise DemoRefused(
            f"ไม่โหลดข้อมูลตัวอย่าง เพราะมีข้อมูลจริงอยู่แล้ว ({', '.join(names)}) ข้อมูลตัวอย่างโหลดได้เฉพาะในฐานข้อมูลที่ว่าง"
        )
    if User.objects.filter(username__in=USERNAMES).exists():
        raise DemoRefused(f"ไม่โหลดข้อมูลตัวอย่าง เพราะมีผู้ใช้จริงที่ใช้ชื่อเดียวกับบัญชีตัวอย่าง ({', '.join(USERNAMES)})")


def add_plan(rows, fiscal_year, days, office, groups):
    """A plan with the paper's 8 + 8 villages, 40 sages and 160 households, and its checklists."""
    plan = Plan(district_id=DISTRICT[0], fiscal_year=fiscal_year, groups=groups)
    plan.signer_name, plan.signer_position = "นายตัวอย่าง ลงนาม", f"นายอำเภอ{DISTRICT[1]}"
    rows.add(plan, on=days.at(0), by=office.officer)
    for subject, texts in script.CRITERIA.items():
        for order, text in enumerate(texts, 1):
            criterion = Criterion(plan=plan, subject=subject, text=text, order=order)
            rows.add(criterion, on=days.at(0), by=office.officer)
    for row in (*standard_rules(plan), *standard_questions(plan)):
        rows.add(row, on=days.at(0), by=office.officer)
    return plan


def add_synonyms(rows, days, office):
    for trade, occupation in script.SYNONYMS.items():
        synonym = TradeSynonym(district_id=DISTRICT[0], trade=trade, occupation=occupation)
        rows.add(synonym, on=days.at(0), by=office.officer)


def tell(year, parts, groups, agencies, today):
    stories = [take_part(year, part) for part in parts]
    for story in stories:
        story.activities = plan_activities(story, agencies)
        teach(story, today)
        follow_up(story)
        excuse_one(story, [rule for rule in year.rows.of(VisitRule) if rule.plan is year.plan])
    organise(stories, groups)
    return stories
