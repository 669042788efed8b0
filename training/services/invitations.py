"""Verbs over those who teach in a session and those who are to come: add them, take them out, unless they did something."""

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from accounts.models import refuse_locked
from sammachip.lib import thai

from ..models import Invitation, Teaching

NOTED = "{} มีการลงเวลาวันที่ {} แล้ว จึงนำออกจากรายชื่อไม่ได้ โปรดแก้ไขการลงเวลาก่อน"
CERTIFIED = "{} ได้รับ{}ของการอบรมนี้แล้ว จึงนำออกจากรายชื่อไม่ได้ โปรดยกเลิก{}ก่อน"


def invite(session, *, seats=(), households=(), by):
    rows = [Invitation(session=session, team_member_id=key) for key in seats]
    rows += [Invitation(session=session, enrolment_id=key) for key in households]
    bulk_create_with_history(rows, Invitation, default_user=by)


def teach(session, *, seats, by):
    rows = [Teaching(session=session, team_member_id=key) for key in seats]
    bulk_create_with_history(rows, Teaching, default_user=by)


@transaction.atomic
def change_people(session, *, teaching, seats, households, by):
    """Add and take out those who teach, the sages and the households invited: each a `Ticked` of keys."""
    teach(session, seats=teaching.added, by=by)
    invite(session, seats=seats.added, households=households.added, by=by)
    invited = session.invitations
    take_out(session.teachings.filter(team_member__in=teaching.removed), by)
    take_out(invited.filter(team_member__in=seats.removed), by)
    take_out(invited.filter(enrolment__in=households.removed), by)


def kept_by_what_they_did(session, *, seats, households):
    """Sentences for those who cannot be taken out of the list: they are on the roll, or hold a certificate."""
    noted, certified = session.attendances.with_names(), session.certificates.standing().with_names()
    days, papers = {}, {}
    for rows, found in ((noted.order_by("on"), days), (certified, papers)):
        for row in [*rows.filter(team_member__in=seats), *rows.filter(enrolment__in=households)]:
            found.setdefault(row.person_key, row)
    for row in days.values():
        yield NOTED.format(row.person.called, thai.format_date(row.on, "medium"))
    for key, row in papers.items():
        if key not in days:
            yield CERTIFIED.format(row.person.called, row.name, row.name)


def take_out(rows, by):
    """Delete rows to which nothing points, and tell it in their history, many at once."""
    found = list(rows)
    if not found:
        return
    refuse_locked(found)
    Historical = rows.model.history.model
    told = {"history_date": timezone.now(), "history_user": by, "history_type": "-"}
    fields = [field.attname for field in Historical.tracked_fields]
    past = [Historical(**told, **{name: getattr(row, name) for name in fields}) for row in found]
    Historical._base_manager.bulk_create(past)
    rows._raw_delete(rows.db)
