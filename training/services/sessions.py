"""Verbs over sessions: begin one with all whom it is for, take one back."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import Photo

from ..models import Session
from .invitations import invite, take_out, teach

HANGING = (
    ("attendances", "การลงเวลา", "รายการ"),
    ("inputs", "ปัจจัยที่ให้", "รายการ"),
    ("costs", "ค่าใช้จ่าย", "รายการ"),
    ("certificates", "วุฒิบัตร", "ใบ"),
)


@dataclass(frozen=True)
class Begun:
    """A new session, and how many were invited and teach at once."""

    session: Session
    invited: int
    teaching: int


@transaction.atomic
def begin_session(session, *, by):
    """Save a new session; everyone it is for is invited, and the village's standing team teaches all but its own."""
    session._history_user = by
    session.save()
    seats = [row.pk for row in session.participation.team.standing()]
    if session.is_for_team:
        invite(session, seats=seats, by=by)
        return Begun(session, invited=len(seats), teaching=0)
    households = [row.pk for row in session.participation.enrolments.standing()]
    invite(session, households=households, by=by)
    teach(session, seats=seats, by=by)
    return Begun(session, invited=len(households), teaching=len(seats))


def what_hangs_on(session, *, by):
    """[`การลงเวลา 12 รายการ`, …]: what keeps a session from being removed."""
    counts = [(word, getattr(session, name).count(), unit) for name, word, unit in HANGING]
    counts.append(("ภาพ", Photo.objects.visible_to(by).of(session).count(), "ภาพ"))
    return [f"{word} {count:,} {unit}" for word, count, unit in counts if count]


@transaction.atomic
def remove_session(session, *, by):
    """Take back a session on which nothing hangs, with its teachers and its invitations."""
    take_out(session.teachings.all(), by)
    take_out(session.invitations.all(), by)
    session._history_user = by
    session.delete()
