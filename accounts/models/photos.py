"""Photos of the work: kept small and without what a camera writes into them, each belonging to one row of a village."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from sammachip.lib import thai
from sammachip.lib.scope import ScopedQuerySet

from .people import Record


def photo_path(photo, file_name):
    return f"photos/{photo.sha256[:2]}/{photo.pk}.jpg"


class PhotoQuerySet(ScopedQuerySet):
    area_path = "area_code"

    def standing(self):
        return self.filter(is_removed=False)

    def of(self, row):
        """Photos that belong to `row`, in the order in which they were taken or brought in."""
        return self.standing().ever_of(row)

    def ever_of(self, row):
        """Also those taken out. Those without a time come last, on either database."""
        rows = self.filter(subject=row._meta.label_lower, subject_id=row.pk)
        return rows.order_by(F("taken_at").asc(nulls_last=True), "pk")


class Photo(Record):
    """One picture of a meeting, a session or a visit, named by the row it belongs to: it may arrive before that row.

    `sha256` is of the file as it was sent, so that the same one sent twice is kept once. Where and when it was taken
    stand in columns; the picture itself carries neither.
    """

    personal_fields = ("caption", "image", "latitude", "longitude")

    class Consent(models.TextChoices):
        UNKNOWN = "unknown", "ยังไม่ได้ถามความยินยอม"
        GIVEN = "given", "ผู้ที่เห็นหน้าชัดยินยอมแล้ว"
        NOBODY = "nobody", "ไม่เห็นหน้าบุคคลชัดเจน"

    area_code = models.CharField("รหัสหมู่บ้าน", max_length=8)
    subject = models.CharField("เป็นรูปของ", max_length=40)
    subject_id = models.UUIDField("รหัสระเบียนของรูป")
    sha256 = models.CharField("ลายนิ้วมือไฟล์", max_length=64)
    image = models.FileField("รูป", upload_to=photo_path)
    width = models.PositiveIntegerField("กว้าง (จุด)")
    height = models.PositiveIntegerField("สูง (จุด)")
    taken_at = models.DateTimeField("ถ่ายเมื่อ", null=True, blank=True)
    latitude = models.DecimalField("ละติจูด", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("ลองจิจูด", max_digits=9, decimal_places=6, null=True, blank=True)
    caption = models.CharField("คำบรรยาย", max_length=150, blank=True)
    consent = models.CharField("ความยินยอม", max_length=8, choices=Consent.choices, default=Consent.UNKNOWN)
    is_removed = models.BooleanField("นำออกแล้ว", default=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "รูปภาพ"
        verbose_name_plural = "รูปภาพ"
        ordering = ["taken_at", "pk"]
        indexes = [models.Index(fields=["subject", "subject_id"], name="photo_by_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "sha256"],
                name="photo_once_a_subject",
                violation_error_message="รูปนี้มีอยู่แล้ว ไม่ต้องเพิ่มซ้ำ",
            ),
            models.CheckConstraint(
                condition=Q(area_code__regex=r"^[0-9]{8}$"),
                name="photo_area_is_a_village",
                violation_error_message="รูปต้องเป็นของหมู่บ้านหนึ่ง",
            ),
        ]

    def __str__(self):
        return self.caption or "รูปภาพ"

    def get_absolute_url(self):
        return reverse("accounts:photo_page", args=[self.pk])

    @property
    def words(self):
        """What is said of the picture where it cannot be seen."""
        if self.caption or not self.taken_at:
            return self.caption or "รูปภาพ ยังไม่มีคำบรรยาย"
        return f"รูปถ่ายเมื่อ {thai.format_date(timezone.localtime(self.taken_at), 'medium')}"
