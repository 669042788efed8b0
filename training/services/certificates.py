"""Verbs over certificates: give them to those who completed, and take one back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from sages.models import TeamMember
from sammachip.lib import fiscal, thai
from villages.models import Plan

from ..certificates import code_of
from ..certifying import Given, next_number, standings_of
from ..models import Certificate


@transaction.atomic
def certify(session, people, *, issued_on, by):
    """Give a certificate to each of `people` (enrolments or team members), all of them or none.

    The plan's row is locked while numbers are counted, so that two officers at once leave neither gap nor double.
    """
    plan = Plan.objects.visible_to(by).select_for_update().get(pk=session.participation.plan_id)
    refuse_after_closing(plan)
    refuse_before_the_last_day(session, issued_on)
    standings = standings_of(session, people, session.attendances.all(), session.certificates.all())
    refuse_the_incomplete(standings)
    entitled = [standing for standing in standings if standing.may_have]
    numbered = enumerate(entitled, next_number(plan))
    made = [certificate_of(session, plan, row, number, issued_on) for number, row in numbered]
    bulk_create_with_history(made, Certificate, batch_size=500, default_user=by)
    return Given(made, [standing.person for standing in standings if standing.certificate])


def refuse_after_closing(plan):
    """A closed year gives no more; what it gave may still be taken back, since a wrong paper is out in the world."""
    if plan.closed_on:
        raise ValidationError(plan.closed_sentence)


def refuse_before_the_last_day(session, issued_on):
    last = thai.format_date(session.ends_on, "medium")
    if fiscal.today() < session.ends_on:
        raise ValidationError(f"การอบรมนี้ยังไม่จบ ออกวุฒิบัตรได้ตั้งแต่วันสุดท้ายของการอบรม คือ {last}")
    if issued_on < session.ends_on:
        raise ValidationError(f"วันที่ออกต้องไม่มาก่อนวันสุดท้ายของการอบรม คือ {last}")


def refuse_the_incomplete(standings):
    wanting = [row for row in standings if not row.completion.is_passed and not row.certificate]
    if short := [f"{row.person.called} {row.shortfall}" for row in wanting]:
        raise ValidationError(short)


def certificate_of(session, plan, standing, number, issued_on):
    """What it says is written down as it stands today: a later correction of a name or a date leaves it as it was given."""
    person, completion = standing.person, standing.completion
    certificate = Certificate(
        session=session,
        plan=plan,
        number=number,
        name=plan.certificate_name,
        holder_name=person.called,
        title=session.title,
        starts_on=session.starts_on,
        ends_on=session.ends_on,
        days=completion.days,
        days_needed=completion.needed,
        days_came=completion.came,
        issued_on=issued_on,
        signer_name=plan.signer_name,
        signer_position=plan.signer_position,
        **{"team_member" if isinstance(person, TeamMember) else "enrolment": person},
    )
    certificate.code_hash = Certificate.hash_of(code_of(certificate))
    return certificate


@transaction.atomic
def revoke(certificate, *, reason, by):
    """Say that a certificate is not valid any more; its number stays used, and its holder may be given a new one."""
    row = Certificate.objects.visible_to(by).select_for_update(of=("self",)).get(pk=certificate.pk)
    if row.revoked_on:
        raise ValidationError(f"{row} ยกเลิกไปแล้วเมื่อ {thai.format_date(row.revoked_on, 'medium')}")
    row.revoked_on, row.revoked_reason = fiscal.today(), reason
    row.version += 1
    row._history_user = by
    row.save()
    return row
