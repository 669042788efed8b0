"""Who has completed a session and may have its certificate, and what came of giving them."""

from dataclasses import dataclass

from django.db.models import Count, Max

from .attendance import Completion
from .models import Certificate


@dataclass(frozen=True)
class Standing:
    """How a person (an enrolment or a team member) stands towards a session's certificate, and the one that is held."""

    person: object
    completion: Completion
    certificate: Certificate | None = None

    @property
    def may_have(self):
        return self.completion.is_passed and self.certificate is None

    @property
    def shortfall(self):
        done = self.completion
        return f"เข้าอบรม {done.came} จาก {done.days} วัน ต้องเข้าอย่างน้อย {done.needed} วัน"


def standings_of(session, people, attendances, certificates):
    """[Standing] of `people`, each once, in their order; the rows come from wherever the caller may read them."""
    came = days_came(session, attendances)
    held = {row.person_key: row for row in certificates.filter(session=session).standing()}
    needed, days = session.days_needed, session.days
    return [
        Standing(person, Completion(came.get(person.pk, 0), needed, days), held.get(person.pk))
        for person in dict.fromkeys(people)
    ]


def days_came(session, attendances):
    """{key of an enrolment or a team member: on how many days of the session}"""
    within = attendances.came().filter(session=session, on__range=(session.starts_on, session.ends_on))
    counted = within.order_by().values("enrolment", "team_member").annotate(days=Count("on", distinct=True))
    return {row["enrolment"] or row["team_member"]: row["days"] for row in counted}


def next_number(plan):
    """Numbers count through a district's year; one that was revoked stays used."""
    return (plan.certificates.aggregate(last=Max("number"))["last"] or 0) + 1


@dataclass(frozen=True)
class Given:
    """`made`: new certificates; `already`: people who held one before and were passed over."""

    made: list
    already: list

    @property
    def words(self):
        """What was done: how many, under which numbers, and who was passed over."""
        made = "ไม่มีวุฒิบัตรที่ออกใหม่"
        if self.made:
            first, last = self.made[0].serial, self.made[-1].serial
            made = f"ออกวุฒิบัตร {len(self.made):,} ใบแล้ว เลขที่ {first}{f' ถึง {last}' if first != last else ''}"
        if not self.already:
            return made
        names = ", ".join(person.called for person in self.already)
        return f"{made} ข้าม {len(self.already):,} คนที่ได้รับไปแล้ว คือ {names}"
