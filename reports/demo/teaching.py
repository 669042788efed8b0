"""Households of the demo learn: sessions with attendance by day, and the inputs they start with."""

import datetime

from training.models import Attendance, CostLine, InputSupport, Invitation, Session, Teaching

from .script import COSTS, INPUTS, WEAVING


def teach(story, today):
    """The sessions of one village, with attendance of the days that have passed."""
    last = story.trained_on
    if last is None:
        return
    trade, day = story.part.trades[0], datetime.timedelta(days=1)
    if story.team:
        prepared = story.year.days.at(0.16)
        team = session(story, Session.Kind.TEAM, "เตรียมความพร้อมทีมวิทยากรสัมมาชีพชุมชน", prepared, prepared + day)
        attend(story, team, today, team_members=story.team)
    training = session(story, Session.Kind.TRAINING, f"อบรม{trade}", last - 7 * day, last - 5 * day)
    attend(story, training, today, enrolments=story.enrolments)
    if trade == WEAVING:
        visit = session(
            story, Session.Kind.STUDY_VISIT, f"ศึกษาดูงานศูนย์เรียนรู้{trade}", last - 3 * day, last - 3 * day
        )
        attend(story, visit, today, enrolments=story.enrolments)
    practice = session(story, Session.Kind.PRACTICE, f"ฝึกปฏิบัติ{trade}", last, last)
    attend(story, practice, today, enrolments=story.enrolments)
    if last - 4 * day < today:
        give_inputs(story, training, last - 4 * day)


def session(story, kind, title, starts_on, ends_on):
    row = Session(
        participation=story.participation,
        activity=story.activities.get(kind),
        kind=kind,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        starts_at=datetime.time(9),
        ends_at=datetime.time(16),
        place="ศาลาอเนกประสงค์ประจำหมู่บ้าน" if kind != Session.Kind.STUDY_VISIT else "ศูนย์เรียนรู้ชุมชน (ตัวอย่าง)",
    )
    return story.year.rows.add(row, on=story.year.days.at(0.14), by=story.visitor)


def attend(story, held, today, *, enrolments=(), team_members=()):
    people = [{"enrolment": row} for row in enrolments] + [{"team_member": row} for row in team_members]
    called_on = story.year.days.at(0.14)
    for person in people:
        story.year.rows.add(Invitation(session=held, **person), on=called_on, by=story.visitor)
    for member in story.team if held.kind != Session.Kind.TEAM else ():
        story.year.rows.add(Teaching(session=held, team_member=member), on=called_on, by=story.visitor)
    if held.starts_on <= today:
        tell_who_else_came(story, held)
        spend(story, held, len(people))
    for number in range(held.days):
        on = held.starts_on + datetime.timedelta(days=number)
        if on > today:
            return
        for person in people:
            row = Attendance(session=held, on=on, status=presence(story), **person)
            story.year.rows.add(row, on=on, by=story.visitor)


def tell_who_else_came(story, held):
    dice = story.year.rows.random
    held.leaders_present, held.officers_present = dice.randrange(1, 5), dice.randrange(1, 3)
    held.partners_present = dice.choice((None, 1, 2))


def spend(story, held, people):
    for item, each in COSTS:
        line = CostLine(session=held, item=item, amount=each * people * held.days)
        story.year.rows.add(line, on=held.starts_on, by=story.visitor)


def presence(story):
    statuses = (Attendance.Status.PRESENT, Attendance.Status.LATE, Attendance.Status.ABSENT)
    return story.year.rows.random.choices(statuses, (90, 6, 4))[0]


def give_inputs(story, held, on):
    for row in story.enrolments:
        if story.year.rows.random.random() < 0.9:
            item, amount, unit, value = INPUTS[row.trade]
            given = InputSupport(
                enrolment=row, session=held, item=item, amount=amount, unit=unit, value=value, received_on=on
            )
            given.source = "งบประมาณโครงการสร้างสัมมาชีพชุมชน"
            story.year.rows.add(given, on=on, by=story.visitor)
