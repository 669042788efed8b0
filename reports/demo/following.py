"""Officers of the demo follow up: visits of every phase, the incomes told at them, and the next appointments."""

import datetime
from itertools import pairwise

from households.models import Income
from monitoring.models import Visit
from training.models import Session
from villages.models import SupportPerson

from .joining import go_along
from .places import position_of
from .script import EARNINGS
from .troubles import pass_on, suffer
from .words import ADVICE, FINDINGS, PROMISES, TEAM_FINDINGS

DAY = datetime.timedelta(days=1)
# Days from the first visit after the training to the later ones, and how likely each is.
LATER_ROUNDS = ((60, 0.7), (150, 0.6), (330, 0.75))


def follow_up(story):
    """Visits of one village: as many households of each phase as its part of the script says."""
    part = story.part
    for number, enrolment in enumerate(story.enrolments):
        base = earned(story, enrolment)
        visits = []
        if number < part.before:
            visits.append(
                look_in(story, enrolment, Visit.Phase.BEFORE, base if tells(story, enrolment, 0.94) else None)
            )
        if number < part.during:
            amount = base * 1.1 if tells(story, enrolment, 0.25) else None
            visits.append(look_in(story, enrolment, Visit.Phase.DURING, amount))
        if number < part.after:
            visits += look_after(story, enrolment, base)
        for earlier, following in pairwise(visits):
            if following.visited_on > earlier.visited_on:
                earlier.next_on = following.visited_on
    if story.enrolments:
        meet_village(story)
        meet_team(story)


def meet_team(story):
    """The team before the training and some weeks after it; the training itself on its first day."""
    if story.trained_on is None or not any(member.joined_on for member in story.team):
        return
    confirmed_on = max(member.joined_on for member in story.team if member.joined_on)
    for phase, on in (
        (Visit.Phase.BEFORE, confirmed_on + 6 * DAY),
        (Visit.Phase.AFTER, story.trained_on + 40 * DAY),
    ):
        if on <= newest(story) and chance(story) < 0.8:
            visit_others(story, Visit.Whom.TEAM, phase, on, "หัวหน้าทีมวิทยากร", TEAM_FINDINGS[phase])
    for session in story.year.rows.of(Session):
        is_here = session.participation is story.participation and session.starts_on <= newest(story)
        if is_here and chance(story) < 0.8:
            on, text = session.starts_on, "ร่วมเปิดการอบรม ผู้เข้าอบรมตั้งใจและลงมือทำ"
            visit_others(story, Visit.Whom.SESSION, Visit.Phase.DURING, on, "ทีมวิทยากร", text, session)


def visit_others(story, whom, phase, on, met, findings, session=None):
    row = Visit(
        participation=story.participation,
        whom=whom,
        session=session,
        phase=phase,
        kind=Visit.Kind.ADVICE,
        state=read_by(story, on),
        visited_on=on,
        visitor=story.visitor,
        met=met,
        findings=findings,
    )
    story.year.rows.add(row, on=on, by=story.visitor)


def chance(story):
    return story.year.rows.random.random()


def tells(story, enrolment, likely):
    """Whether an income is told at a visit."""
    return chance(story) < likely or enrolment is story.shown


def earned(story, enrolment):
    """What the household earned a month before it was trained, in baht."""
    return EARNINGS[enrolment.trade][0] * (0.75 + chance(story) / 2)


def look_after(story, enrolment, base):
    """Rounds of visits after the training, as far as the story goes; each finds a little more being earned."""
    rise = EARNINGS[enrolment.trade][1] / 100 * (0.4 + 1.2 * chance(story)) if chance(story) < 0.94 else -0.08
    amounts = [base * (1 + rise + step / 30) if tells(story, enrolment, 0.88) else None for step in range(4)]
    visits = [look_in(story, enrolment, Visit.Phase.AFTER, amounts[0])]
    for (wait, likely), amount in zip(LATER_ROUNDS, amounts[1:], strict=True):
        on = visits[0].visited_on + wait * DAY
        if on <= newest(story) and chance(story) < likely and enrolment is not story.shown:
            visits.append(visit(story, enrolment, Visit.Phase.AFTER, on, amount))
    return visits


def read_by(story, on):
    """The chief has read what is older than some weeks."""
    return Visit.State.ACKNOWLEDGED if (newest(story) - on).days > 25 else Visit.State.RECORDED


def newest(story):
    return story.year.days.told_until


def look_in(story, enrolment, phase, amount):
    """A visit on a day that fits its phase."""
    days, last = story.year.days, newest(story)
    starts, ends = {
        Visit.Phase.BEFORE: (days.at(0.18), (story.trained_on or last) - 8 * DAY),
        Visit.Phase.DURING: (story.trained_on and story.trained_on - 7 * DAY, story.trained_on),
        Visit.Phase.AFTER: (story.trained_on and story.trained_on + 5 * DAY, last),
    }[phase]
    ends = max(min(ends, last), starts)
    longest = min((ends - starts).days, 2 if enrolment is story.shown else 35)
    return visit(story, enrolment, phase, starts + story.year.rows.random.randint(0, longest) * DAY, amount)


def visit(story, enrolment, phase, on, amount):
    rows, dice = story.year.rows, story.year.rows.random
    row = Visit(
        participation=story.participation,
        enrolment=enrolment,
        phase=phase,
        state=read_by(story, on),
        visited_on=on,
        visitor=story.visitor,
        met="ผู้แทนครัวเรือน",
        findings=dice.choice(FINDINGS[phase]),
        advice=dice.choice(ADVICE),
        promise=dice.choice(PROMISES),
    )
    if phase == Visit.Phase.AFTER:
        row.practice = dice.choices(Visit.Practice.values, (82, 13, 5))[0]
    row.latitude, row.longitude, row.accuracy = stood_at(story, dice)
    if amount is not None:
        row.income = rows.add(told(enrolment, on, amount), on=on, by=story.visitor)
    rows.add(row, on=on, by=story.visitor)
    if phase != Visit.Phase.BEFORE and dice.random() < 0.3:
        suffer(story, row)
    if phase == Visit.Phase.AFTER and dice.random() < 0.12:
        pass_on(story, row)
    go_along(story, row, rows.of(SupportPerson))
    return row


def stood_at(story, dice):
    """An invented position within a few hundred metres of the invented one of the village."""
    latitude, longitude = position_of(story.part.code)
    around = (dice.uniform(-0.004, 0.004) for _ in range(2))
    return round(latitude + next(around), 6), round(longitude + next(around), 6), dice.randint(4, 30)


def told(enrolment, on, amount):
    return Income(
        household=enrolment.household,
        enrolment=enrolment,
        amount=round(amount / 50) * 50,
        told_on=on,
        source=Income.Source.VISIT,
    )


def meet_village(story):
    """The officer joined the meeting that chose the households; in one village a visit is still a draft."""
    on = story.year.days.at(0.12)
    row = Visit(
        participation=story.participation,
        whom=Visit.Whom.VILLAGE,
        phase=Visit.Phase.BEFORE,
        state=read_by(story, on),
        kind=Visit.Kind.MEETING,
        visited_on=on,
        visitor=story.visitor,
        met="ผู้นำหมู่บ้านและทีมวิทยากร",
        findings="ร่วมประชุมคัดเลือกครัวเรือนเป้าหมาย",
    )
    story.year.rows.add(row, on=on, by=story.visitor)
    if story.part.ends_in and story.part.before < len(story.enrolments):
        draft = look_in(story, story.enrolments[-1], Visit.Phase.BEFORE, None)
        draft.state = Visit.State.DRAFT


def appoint(rows, appointments, stories, today):
    """Give households of these villages a next appointment, so many days from the loading day."""
    free = {}
    for row in rows.of(Visit):
        if row.enrolment and row.state != Visit.State.DRAFT:
            free[row.enrolment.pk] = row
    by_village = {
        story.part.code: [free[row.pk] for row in story.enrolments if row.pk in free] for story in stories
    }
    shown = [free[story.shown.pk] for story in stories if story.shown]
    for code, offset in appointments:
        waiting = by_village[code]
        chosen = next((row for row in shown if row in waiting), None) or last_seen(
            waiting, today + (offset - 4) * DAY
        )
        waiting.remove(chosen)
        chosen.next_on = today + offset * DAY


def last_seen(visits, before):
    """The newest of these visits that is older than `before`; the oldest where none is."""
    older = [row for row in visits if row.visited_on < before]
    return (
        max(older, key=lambda row: row.visited_on) if older else min(visits, key=lambda row: row.visited_on)
    )


def visit_groups(rows, visits, stories, groups, today):
    """A visit to a group, with an appointment to come."""
    by_village = {story.part.code: story for story in stories}
    for code, offset in visits:
        story, group = by_village[code], next(row for row in groups if row.village_id == code)
        on = max(today - 14 * DAY, group.formed_on)
        row = Visit(
            participation=story.participation,
            whom=Visit.Whom.GROUP,
            group=group,
            phase=Visit.Phase.AFTER,
            kind=Visit.Kind.ADVICE,
            visited_on=on,
            visitor=story.visitor,
            met="ประธานกลุ่ม",
            findings="สมาชิกรวมกลุ่มผลิตและแบ่งงานกันทำ",
            advice=ADVICE[2],
            next_on=today + offset * DAY,
        )
        rows.add(row, on=on, by=story.visitor)
