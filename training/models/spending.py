"""What the teaching gives and costs: inputs that households start with, and the cost lines of a session."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from accounts.models import Record
from households.models import Enrolment
from sammachip.lib.scope import ScopedQuerySet
from villages.models import Agency

from .sessions import Session


class InputSupportQuerySet(ScopedQuerySet):
    area_path = "enrolment__participation__village_id"

    def in_year(self, year):
        return self.filter(enrolment__fiscal_year=year)

    def from_own_budget(self):
        """Bought by the programme itself, not given by a partner."""
        return self.filter(agency=None)

    def with_names(self):
        return self.select_related(
            "enrolment__household",
            "enrolment__participation__village__subdistrict",
            "enrolment__participation__plan",
            "agency",
            "session",
        )


class InputSupport(Record):
    """Materials given to a household so that it can start."""

    personal_fields = ("receiver",)
    plan_path = ("enrolment", "participation", "plan")

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="inputs", verbose_name="ครัวเรือนเป้าหมาย"
    )
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inputs",
        verbose_name="มอบในการอบรม",
    )
    item = models.CharField("รายการ", max_length=150)
    amount = models.DecimalField("จำนวน", max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField("หน่วย", max_length=30, blank=True)
    value = models.DecimalField(
        "มูลค่า (บาท)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "มูลค่าต้องไม่ติดลบ")],
    )
    received_on = models.DateField("วันที่รับ")
    source = models.CharField("แหล่งงบประมาณ", max_length=150, blank=True)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inputs",
        verbose_name="ภาคีที่สนับสนุน",
        help_text="เว้นว่างเมื่อใช้งบประมาณของโครงการ",
    )
    receiver = models.CharField("ผู้รับ", max_length=150, blank=True, help_text="เว้นว่างเมื่อผู้แทนครัวเรือนรับเอง")

    objects = InputSupportQuerySet.as_manager()

    class Meta:
        verbose_name = "การสนับสนุนปัจจัย"
        verbose_name_plural = "การสนับสนุนปัจจัย"
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gt=0)) & (Q(value=None) | Q(value__gte=0)),
                name="inputsupport_not_negative",
                violation_error_message="จำนวนต้องมากกว่าศูนย์และมูลค่าต้องไม่ติดลบ",
            )
        ]

    def __str__(self):
        return self.item

    def get_absolute_url(self):
        return self.enrolment.get_absolute_url()


class CostLineQuerySet(ScopedQuerySet):
    area_path = "session__participation__village_id"

    def in_year(self, year):
        return self.filter(session__participation__plan__fiscal_year=year)

    def from_own_budget(self):
        return self.filter(agency=None)

    def with_names(self):
        return self.select_related("session__participation__village__subdistrict", "agency")


class CostLine(Record):
    """One line of what a session cost."""

    personal_fields = ()
    plan_path = ("session", "participation", "plan")

    session = models.ForeignKey(Session, models.PROTECT, related_name="costs", verbose_name="การอบรม")
    item = models.CharField("รายการ", max_length=150)
    amount = models.DecimalField("จำนวนเงิน (บาท)", max_digits=12, decimal_places=2)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="costs",
        verbose_name="ภาคีที่ออกค่าใช้จ่าย",
        help_text="เว้นว่างเมื่อใช้งบประมาณของโครงการ",
    )

    objects = CostLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ค่าใช้จ่ายของการอบรม"
        verbose_name_plural = "ค่าใช้จ่ายของการอบรม"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="costline_positive",
                violation_error_message="จำนวนเงินต้องมากกว่าศูนย์",
            )
        ]

    def __str__(self):
        return self.item

    def get_absolute_url(self):
        return self.session.get_absolute_url()
