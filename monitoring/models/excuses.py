"""Owed visits that will not be paid, each with its reason."""

from django.db import models
from django.db.models import Q

from accounts.models import Record
from groups.models import OccupationGroup
from households.models import Enrolment
from sammachip.lib import thai
from sammachip.lib.scope import ScopedQuerySet
from training.models import Session
from villages.models import Participation, VisitRule

from .visits import Visit


class ExcuseQuerySet(ScopedQuerySet):
    area_path = "participation__village_id"

    def with_names(self):
        names = ["enrolment__household", "session", "group", "rule"]
        paid_to = ["enrolment__household", "session", "group", "team_member__sage", "participation__village"]
        place = ["participation__village__subdistrict", "participation__plan"]
        return self.select_related(*names, *place, *(f"appointment__{name}" for name in paid_to))


def one_of_its_rule(*names):
    """Excused once: the same rule for the same subject."""
    return [
        models.UniqueConstraint(
            fields=["rule", name],
            name=f"excuse_of_{name}_once",
            violation_error_message="การติดตามครั้งนี้ยกเว้นไว้แล้ว",
        )
        for name in names
    ]


class Excuse(Record):
    """Why one owed visit is not asked for any more: of a rule for one subject, or an appointment that fell through.

    A team's is named by its participation alone.
    """

    personal_fields = ("reason",)

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="excuses", verbose_name="หมู่บ้านเข้าร่วมโครงการ"
    )
    rule = models.ForeignKey(
        VisitRule, models.PROTECT, null=True, blank=True, related_name="excuses", verbose_name="กติกาการติดตาม"
    )
    appointment = models.OneToOneField(
        Visit, models.PROTECT, null=True, blank=True, related_name="excuse", verbose_name="นัดที่ยกเลิก"
    )
    enrolment = models.ForeignKey(
        Enrolment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="excuses",
        verbose_name="ครัวเรือนเป้าหมาย",
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="excuses", verbose_name="การอบรม"
    )
    group = models.ForeignKey(
        OccupationGroup, models.PROTECT, null=True, blank=True, related_name="excuses", verbose_name="กลุ่มอาชีพ"
    )
    reason = models.CharField("เหตุผล", max_length=200)

    objects = ExcuseQuerySet.as_manager()

    class Meta:
        verbose_name = "การยกเว้นการติดตาม"
        verbose_name_plural = "การยกเว้นการติดตาม"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule=None, appointment__isnull=False) | Q(rule__isnull=False, appointment=None),
                name="excuse_of_rule_or_appointment",
                violation_error_message="การยกเว้นหนึ่งรายการเป็นของกติกาหรือนัดอย่างใดอย่างหนึ่ง",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="excuse_has_reason",
                violation_error_message="โปรดบอกเหตุผลที่ยกเว้น",
            ),
            *one_of_its_rule("enrolment", "session", "group"),
            models.UniqueConstraint(
                fields=["rule", "participation"],
                condition=Q(enrolment=None, session=None, group=None),
                name="excuse_of_team_once",
                violation_error_message="การติดตามครั้งนี้ยกเว้นไว้แล้ว",
            ),
        ]

    def __str__(self):
        return self.reason

    @property
    def subject_key(self):
        """(kind, key) of whom a rule's visit was owed to."""
        named = {"household": self.enrolment_id, "session": self.session_id, "group": self.group_id}
        return next(((kind, key) for kind, key in named.items() if key), ("team", self.participation_id))

    @property
    def subject_name(self):
        if self.appointment_id:
            return self.appointment.subject_name
        if self.enrolment_id:
            return str(self.enrolment.household)
        return str(self.session or self.group or f"ทีมวิทยากร {self.participation.village}")

    @property
    def what(self):
        """Which visit it was: the rule's name, or the day of the appointment."""
        if self.rule_id:
            return self.rule.name
        return f"นัดวันที่ {thai.format_date(self.appointment.next_on, 'medium')}"

    def get_absolute_url(self):
        paid_to = self.appointment.subject_row if self.appointment_id else None
        subject = paid_to or self.enrolment or self.session or self.group or self.participation
        return subject.get_absolute_url()
