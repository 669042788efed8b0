"""Reminders that went out: one row a person, kind and day, so that a second run sends nothing twice."""

from django.conf import settings
from django.db import models

from villages.models import OpenQuerySet


class DigestQuerySet(OpenQuerySet):
    def visible_to(self, user):
        """Everyone reads what went to themselves."""
        return self.filter(user=user) if getattr(user, "is_active", False) else self.none()


class Digest(models.Model):
    """A reminder by mail. The row is taken before the mail leaves; `sent_at` says that it left."""

    personal_fields = ("text",)

    class Kind(models.TextChoices):
        DAILY = "daily", "งานวันนี้"
        WEEKLY = "weekly", "สรุปรายสัปดาห์"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests", verbose_name="ผู้รับ"
    )
    kind = models.CharField("ประเภท", max_length=6, choices=Kind.choices)
    for_on = models.DateField("ของวันที่")
    text = models.TextField("ข้อความ")
    taken_at = models.DateTimeField("เริ่มส่งเมื่อ")
    sent_at = models.DateTimeField("ส่งแล้วเมื่อ", null=True, blank=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อความเตือน"
        verbose_name_plural = "ข้อความเตือน"
        ordering = ["-for_on", "user_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "for_on"],
                name="digest_once_a_day",
                violation_error_message="ข้อความเตือนของวันนี้ส่งแล้ว",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.for_on:%Y-%m-%d}"
