"""Partners: agencies that join the work, each in a dimension of it."""

from django.db import models
from django.urls import reverse

from accounts.models import Record
from sammachip.lib.scope import ScopedQuerySet

from .geography import District


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
