"""Whom the demo has certified: everyone who came often enough, in villages whose training has been over for a while."""

import datetime
from collections import Counter

from sammachip.lib import sealing
from training.models import Attendance, Certificate, Session

WAIT = datetime.timedelta(days=7)


def certify_all(rows, stories, today):
    """Numbers run through a district's year, oldest training first."""
    came = Counter(
        (row.session_id, row.enrolment_id)
        for row in rows.of(Attendance)
        if row.enrolment_id and row.status in Attendance.Status.came()
    )
    by_part = {story.participation.pk: story for story in stories}
    numbers = Counter()
    held = [
        row for row in rows.of(Session) if row.kind == Session.Kind.TRAINING and row.ends_on + WAIT <= today
    ]
    for session in sorted(held, key=lambda row: (row.ends_on, row.pk)):
        story = by_part[session.participation_id]
        for enrolment in story.enrolments:
            days_came = came[session.pk, enrolment.pk]
            if days_came >= story.year.plan.days_needed(session.days):
                numbers[story.year.plan.pk] += 1
                certify(story, session, enrolment, days_came, numbers[story.year.plan.pk])


def certify(story, session, enrolment, days_came, number):
    plan, rows = story.year.plan, story.year.rows
    certificate = Certificate(
        session=session,
        enrolment=enrolment,
        plan=plan,
        number=number,
        name=plan.certificate_name,
        holder_name=str(enrolment.household),
        title=session.title,
        starts_on=session.starts_on,
        ends_on=session.ends_on,
        days=session.days,
        days_needed=plan.days_needed(session.days),
        days_came=days_came,
        issued_on=session.ends_on + WAIT,
        signer_name=plan.signer_name,
        signer_position=plan.signer_position,
    )
    rows.add(certificate, on=session.ends_on + WAIT, by=story.visitor)
    certificate.code_hash = Certificate.hash_of(sealing.code_of(certificate.pk, Certificate.CODE))
