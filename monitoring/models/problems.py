"""Problems found at visits, followed through: an owner, a due date, steps and an end."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Record
from groups.models import OccupationGroup
from households.models import Enrolment
from sammachip.lib.scope import ScopedQuerySet
from villages.models import OpenQuerySet, Participation

from .visits import Visit


class ProblemKindQuerySet(OpenQuerySet):
    def in_use(self):
        return self.filter(is_used=True)


class ProblemKind(models.Model):
    """A kind by which the district counts what it suffers from. None is about anyone's health or religion."""

    personal_fields = ()

    name = models.CharField("ประเภทปัญหา", max_length=60, unique=True)
    order = models.PositiveSmallIntegerField("ลำดับ", default=1)
    is_used = models.BooleanField("ใช้อยู่", default=True)

    objects = ProblemKindQuerySet.as_manager()

    class Meta:
        verbose_name = "ประเภทปัญหา"
        verbose_name_plural = "ประเภทปัญหา"
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class ProblemQuerySet(ScopedQuerySet):
    area_path = "participation__village_id"

    def in_year(self, year):
        return self.filter(participation__plan__fiscal_year=year)

    def lived_in(self, year):
        """Problems of the year's villages (`year` is a FiscalYear), and older ones that were still open when it began."""
        left_over = Q(closed_on=None) | Q(closed_on__gte=year.starts_on)
        return self.filter(
            Q(participation__plan__fiscal_year=year.year)
            | Q(participation__plan__fiscal_year__lt=year.year) & left_over
        )

    def open(self):
        return self.filter(closed_on=None)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)

    def with_names(self):
        return self.select_related(
            "kind",
            "enrolment__household",
            "group",
            "owner",
            "participation__village__subdistrict",
            "participation__plan",
        )


class Problem(Record):
    """One problem of a household, a group or a village as a whole, open until someone closes it with how it ended."""

    personal_fields = ("text", "cause", "way_out", "outcome")

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="problems", verbose_name="หมู่บ้านเข้าร่วมโครงการ"
    )
    enrolment = models.ForeignKey(
        Enrolment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name="ครัวเรือนเป้าหมาย",
    )
    group = models.ForeignKey(
        OccupationGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name="กลุ่มอาชีพ",
    )
    found_in = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name="พบในการติดตาม"
    )
    kind = models.ForeignKey(ProblemKind, models.PROTECT, related_name="problems", verbose_name="ประเภทปัญหา")
    text = models.CharField("รายละเอียด", max_length=300, blank=True)
    cause = models.CharField("สาเหตุ", max_length=300, blank=True)
    way_out = models.CharField("แนวทางแก้ไข", max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name="ผู้รับผิดชอบ",
    )
    opened_on = models.DateField("พบเมื่อ")
    due_on = models.DateField("กำหนดแก้ไข", null=True, blank=True)
    closed_on = models.DateField("ปิดเรื่องเมื่อ", null=True, blank=True)
    outcome = models.CharField("ผลการแก้ไข", max_length=300, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = "ปัญหา"
        verbose_name_plural = "ปัญหา"
        ordering = ["-opened_on", "-pk"]
        indexes = [models.Index(fields=["participation", "closed_on"], name="problem_open_by_village")]
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolment=None) | Q(group=None),
                name="problem_has_one_subject",
                violation_error_message="ปัญหาหนึ่งเรื่องเป็นของครัวเรือนหรือกลุ่มอาชีพอย่างเดียว",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("opened_on")),
                name="problem_due_after_found",
                violation_error_message="กำหนดแก้ไขต้องไม่มาก่อนวันที่พบปัญหา",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="")
                | (Q(closed_on__isnull=False, closed_on__gte=F("opened_on")) & ~Q(outcome="")),
                name="problem_end_has_outcome",
                violation_error_message="การปิดเรื่องต้องมีวันที่ไม่ก่อนวันที่พบ และบอกผลการแก้ไข",
            ),
        ]

    def __str__(self):
        return f"{self.kind}{f': {self.text}' if self.text else ''}"

    def get_absolute_url(self):
        return reverse("monitoring:problem", args=[self.pk])

    @property
    def is_open(self):
        return self.closed_on is None

    @property
    def subject_row(self):
        """The row that has the problem."""
        return self.enrolment or self.group or self.participation

    @property
    def subject_name(self):
        if self.enrolment_id:
            return str(self.enrolment.household)
        return self.group.name if self.group_id else str(self.participation.village)

    @property
    def called(self):
        """What it is called among others: whose it is, and what."""
        return f"{self.subject_name} · {self}"


class ProblemStepQuerySet(ScopedQuerySet):
    area_path = "problem__participation__village_id"

    def with_names(self):
        return self.select_related("problem", "taken_by", "visit")


class ProblemStep(Record):
    """Something that was done about a problem on a day."""

    personal_fields = ("text",)

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="steps", verbose_name="ปัญหา")
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="steps", verbose_name="ทำในการติดตาม"
    )
    taken_on = models.DateField("วันที่")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="problem_steps",
        editable=False,
        verbose_name="ผู้ดำเนินการ",
    )
    text = models.CharField("สิ่งที่ทำ", max_length=300)

    objects = ProblemStepQuerySet.as_manager()

    class Meta:
        verbose_name = "การดำเนินการแก้ปัญหา"
        verbose_name_plural = "การดำเนินการแก้ปัญหา"
        ordering = ["taken_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="problemstep_says_something",
                violation_error_message="โปรดบอกสิ่งที่ได้ทำ",
            )
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.problem.get_absolute_url()
