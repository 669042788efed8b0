"""Partners: agencies that join the work, each in a dimension of it, what they promised, and the district's support team."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Record
from sammachip.lib.scope import ScopedQuerySet

from .geography import District
from .plans import Participation, Plan


class OpenQuerySet(models.QuerySet):
    """Rows of no area, which every officer reads alike."""

    def visible_to(self, user):
        return self if getattr(user, "is_active", False) and user.areas else self.none()


class Dimension(models.Model):
    """A side of village life in which partners join: an open list that the admin keeps."""

    personal_fields = ()

    name = models.CharField("มิติ", max_length=80, unique=True)
    order = models.PositiveSmallIntegerField("ลำดับ", default=1)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = "มิติการพัฒนา"
        verbose_name_plural = "มิติการพัฒนา"
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class AgencyQuerySet(ScopedQuerySet):
    area_path, area_digits = "district_id", 4

    def with_names(self):
        return self.select_related("dimension", "district")


class Agency(Record):
    """An agency or a group that joins the district's work."""

    personal_fields = ("contact", "phone")

    district = models.ForeignKey(District, models.PROTECT, related_name="agencies", verbose_name="อำเภอ")
    name = models.CharField("ชื่อหน่วยงาน/ภาคี", max_length=150)
    dimension = models.ForeignKey(
        Dimension, models.PROTECT, null=True, blank=True, related_name="agencies", verbose_name="มิติหลัก"
    )
    contact = models.CharField("ผู้ประสานงาน", max_length=150, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=10, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "ภาคีเครือข่าย"
        verbose_name_plural = "ภาคีเครือข่าย"
        ordering = ["district_id", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"],
                name="agency_once_in_district",
                violation_error_message="อำเภอนี้มีหน่วยงานชื่อนี้แล้ว",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("villages:agency", args=[self.pk])


class SupportPersonQuerySet(ScopedQuerySet):
    area_path, area_digits = "district_id", 4

    def with_names(self):
        return self.select_related("agency", "dimension", "district")

    def present(self):
        return self.filter(is_present=True)


class SupportPerson(Record):
    """Someone of the district's support team (ทีมสนับสนุนระดับอำเภอ): of the office itself, or of a partner agency."""

    personal_fields = ("name", "phone")

    district = models.ForeignKey(District, models.PROTECT, related_name="support_team", verbose_name="อำเภอ")
    name = models.CharField("ชื่อ-สกุล", max_length=150)
    position = models.CharField("ตำแหน่ง", max_length=100, blank=True)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="หน่วยงาน",
        help_text="เว้นว่างเมื่อเป็นเจ้าหน้าที่สำนักงานพัฒนาชุมชนอำเภอ",
    )
    dimension = models.ForeignKey(
        Dimension, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="มิติที่สนับสนุน"
    )
    phone = models.CharField("โทรศัพท์", max_length=10, blank=True)
    is_present = models.BooleanField("อยู่ในทีมขณะนี้", default=True)

    objects = SupportPersonQuerySet.as_manager()

    class Meta:
        verbose_name = "ทีมสนับสนุนระดับอำเภอ"
        verbose_name_plural = "ทีมสนับสนุนระดับอำเภอ"
        ordering = ["district_id", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"],
                name="supportperson_once_in_district",
                violation_error_message="ทีมสนับสนุนของอำเภอนี้มีชื่อนี้แล้ว",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("villages:support_team")


class PledgeQuerySet(ScopedQuerySet):
    area_path, area_digits = "plan__district_id", 4

    def in_year(self, year):
        return self.filter(plan__fiscal_year=year)

    def open(self):
        return self.filter(delivered_on=None)

    def with_names(self):
        return self.select_related("agency__dimension", "plan", "participation__village__subdistrict")


class Pledge(Record):
    """What a partner promised for a year, to the district or to one of its villages, and whether it came."""

    personal_fields = ()
    plan_path = ("plan",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="pledges", verbose_name="แผนประจำปี")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="pledges", verbose_name="ภาคีเครือข่าย")
    participation = models.ForeignKey(
        Participation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
        verbose_name="หมู่บ้าน",
        help_text="เว้นว่างเมื่อรับปากทั้งอำเภอ",
    )
    item = models.CharField("สิ่งที่รับปาก", max_length=200)
    value = models.DecimalField(
        "มูลค่าที่รับปาก (บาท)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "มูลค่าต้องไม่ติดลบ")],
    )
    promised_on = models.DateField("วันที่รับปาก")
    due_on = models.DateField("กำหนดส่งมอบ", null=True, blank=True)
    delivered_on = models.DateField("วันที่ส่งมอบ", null=True, blank=True)
    delivered_value = models.DecimalField(
        "มูลค่าที่ส่งมอบ (บาท)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "มูลค่าต้องไม่ติดลบ")],
    )
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "สิ่งที่ภาคีรับปาก"
        verbose_name_plural = "สิ่งที่ภาคีรับปาก"
        ordering = ["-promised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(value=None) | Q(value__gte=0))
                & (Q(delivered_value=None) | Q(delivered_value__gte=0)),
                name="pledge_not_negative",
                violation_error_message="มูลค่าต้องไม่ติดลบ",
            ),
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(delivered_on__gte=F("promised_on")),
                name="pledge_dates_in_order",
                violation_error_message="วันที่ส่งมอบต้องไม่มาก่อนวันที่รับปาก",
            ),
            models.CheckConstraint(
                condition=Q(delivered_value=None) | Q(delivered_on__isnull=False),
                name="pledge_delivered_has_date",
                violation_error_message="มูลค่าที่ส่งมอบต้องมีวันที่ส่งมอบ",
            ),
        ]

    def __str__(self):
        return f"{self.agency}: {self.item}"

    def get_absolute_url(self):
        return self.agency.get_absolute_url()
