"""Steps 1 to 4 of the demo's year: villages take part, meetings choose sages and households, teams are formed."""

import datetime
from dataclasses import dataclass, field

from households.models import Enrolment, EnrolmentAnswer, Income
from sages.models import SeatAnswer, TeamMember
from villages.models import Criterion, Meeting, Participation, Plan

from .cast import Office
from .days import Days
from .people import People
from .rows import Rows
from .script import EXPANSION, NEW, REED, SHOWN, SYNONYMS, Part
from .words import WITHDRAWALS


@dataclass
class Year:
    """One fiscal year of the demo while it is being told."""

    plan: Plan
    days: Days
    rows: Rows
    people: People
    office: Office
    next_household: int


@dataclass
class VillageYear:
    """One village's year, with what the later steps need of it."""

    year: Year
    part: Part
    participation: Participation
    team: list[TeamMember] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    activities: dict = field(default_factory=dict)

    @property
    def visitor(self):
        return self.year.office.field_officer(self.part.code)

    @property
    def shown(self):
        code, number = SHOWN
        return self.enrolments[number] if self.part.code == code and self.enrolments else None

    @property
    def trained_on(self):
        """The last day of training, which may be still to come; None where none is planned."""
        if self.part.ends_in is not None:
            return self.year.days.after(self.part.ends_in)
        return self.year.days.at(self.part.trained) if self.part.trained else None


def take_part(year, part):
    participation = Participation(village_id=part.code, plan=year.plan, kind=part.kind)
    year.rows.add(participation, on=year.days.at(0), by=year.office.officer)
    story = VillageYear(year, part, participation)
    if part.kind == NEW or part.sages:
        choose_team(story)
        confirm(story)
    if part.households:
        enrol(story)
    return story


def meeting(story, kind, on, text):
    chance, is_leaders = story.year.rows.random, kind == Meeting.Kind.LEADERS
    held = Meeting(
        participation=story.participation,
        kind=kind,
        held_on=on,
        place="ศาลาอเนกประสงค์ประจำหมู่บ้าน",
        minutes=text,
        leaders_present=chance.randrange(5, 12),
        sages_present=story.part.sages,
        households_present=None if is_leaders else chance.randrange(12, 26),
        officers_present=chance.randrange(1, 4),
        partners_present=chance.randrange(1, 4),
    )
    held.attendees = sum(held.presence.values())
    return story.year.rows.add(held, on=on, by=story.visitor)


def answer(story, model, subject, on, **whose):
    """The checklist of the year, answered for one person; of the year before only its outcome is kept."""
    if story.year.plan.pk != story.year.rows.of(Plan)[-1].pk:
        return
    for criterion in story.year.rows.of(Criterion):
        if criterion.plan_id == story.year.plan.pk and criterion.subject == subject:
            row = model(criterion=criterion, is_met=story.year.rows.random.random() < 0.96, **whose)
            story.year.rows.add(row, on=on, by=story.visitor)


def choose_team(story):
    """The leaders' meeting chooses the sages; an expansion village keeps a sage of the year before."""
    year, part = story.year, story.part
    chosen_on = year.days.at(0.04)
    leaders = meeting(story, Meeting.Kind.LEADERS, chosen_on, f"ที่ประชุมคัดเลือกปราชญ์ชุมชน {part.sages} คน")
    for number in range(part.sages):
        if part.kind == EXPANSION:
            sage = year.people.sages_in[part.code][number]
        else:
            is_passed = number == 0 and part.sages > 3
            trade = part.trades[number % 2]
            sage = year.people.sage(part.code, trade, is_passed, days=year.days, by=story.visitor)
        story.team.append(
            seat(story, sage, leaders, chosen_on, TeamMember.Role.MEMBER if number else TeamMember.Role.LEAD)
        )
    if part.sages == 5 and part.trades[0] == REED:
        sage = year.people.sage(part.code, part.trades[0], False, days=year.days, by=story.visitor)
        left = seat(story, sage, leaders, chosen_on, TeamMember.Role.MEMBER)
        left.left_on, left.note = year.days.at(0.15), "ไปประกอบอาชีพต่างจังหวัด"


def seat(story, sage, leaders, on, role):
    member = TeamMember(
        sage=sage,
        participation=story.participation,
        fiscal_year=story.year.plan.fiscal_year,
        role=role,
        meeting=leaders,
    )
    story.year.rows.add(member, on=on, by=story.visitor)
    answer(story, SeatAnswer, Criterion.Subject.SAGE, on, seat=member)
    return member


def confirm(story):
    """The team stands once it has been prepared; the village whose training is furthest off has yet to say so."""
    if story.trained_on is None or (story.part.ends_in or 0) > 14:
        return
    on = story.year.days.at(0.16) + datetime.timedelta(days=1)
    for member in story.team:
        member.joined_on = on
        answer(story, SeatAnswer, Criterion.Subject.TRAINER, on, seat=member)


def enrol(story):
    """The team chooses the households; one of a large village withdraws later and is counted no more."""
    year, part, chance = story.year, story.part, story.year.rows.random
    chosen_on = year.days.at(0.12)
    text = f"ทีมวิทยากรคัดเลือกครัวเรือนเป้าหมาย {part.households} ครัวเรือน ตามเกณฑ์ของปี"
    team_meeting = meeting(story, Meeting.Kind.TEAM, chosen_on, text)
    for number in range(part.households):
        story.enrolments.append(enrolment(story, number, chosen_on, team_meeting))
    if part.households >= 18 and chance.random() < 0.5:
        leaving = enrolment(story, part.households, chosen_on, team_meeting)
        leaving.withdrawn_on, leaving.withdrawn_reason = year.days.at(0.3), chance.choice(WITHDRAWALS)


def enrolment(story, number, chosen_on, team_meeting):
    year, part, chance = story.year, story.part, story.year.rows.random
    if part.kind == EXPANSION:
        household = year.people.households_in[part.code][number]
    else:
        household = year.people.household(part.code, year.next_household, on=chosen_on, by=story.visitor)
        year.next_household += 1
    trade = part.trades[0] if chance.random() < 0.7 else part.trades[1]
    row = Enrolment(
        household=household,
        participation=story.participation,
        fiscal_year=year.plan.fiscal_year,
        volunteered_on=chosen_on - datetime.timedelta(days=chance.randrange(0, 4)),
        trade=trade,
        occupation=SYNONYMS.get(trade, ""),
        trade_kind=chance.choice(Enrolment.TradeKind.values),
        coach=story.team[number // 4 % len(story.team)] if story.team else None,
        meeting=team_meeting,
    )
    year.rows.add(row, on=chosen_on, by=story.visitor)
    answer(story, EnrolmentAnswer, Criterion.Subject.HOUSEHOLD, chosen_on, enrolment=row)
    if chance.random() < 0.95:
        state_income(story, row, chosen_on)
    return row


def state_income(story, row, on):
    """The register's จปฐ. income, which no สัมมาชีพ figure is ever compared with."""
    amount = story.year.rows.random.randrange(24, 61) * 1000
    stated = Income(
        household=row.household,
        enrolment=row,
        measure=Income.Measure.BMN_PERSON,
        period=Income.Period.YEAR,
        amount=amount,
        told_on=on,
        source=Income.Source.REGISTER,
    )
    story.year.rows.add(stated, on=on, by=story.visitor)
