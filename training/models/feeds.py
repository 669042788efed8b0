"""An officer's calendar feed: an address that only its owner knows, kept as a hash, renewed at will."""

import hashlib
import secrets

from django.conf import settings
from django.db import models


class CalendarFeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(user=user) if getattr(user, "is_active", False) else self.none()

    def of_token(self, token, on):
        """The feed that this secret opens on the day `on`; one look-up, whether there is one or not."""
        return self.filter(token_hash=hash_of(token), expires_on__gte=on)


class CalendarFeed(models.Model):
    personal_fields = ("token_hash",)

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", verbose_name="ผู้ใช้"
    )
    token_hash = models.CharField("ลายนิ้วมือที่อยู่ปฏิทิน", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("สร้างเมื่อ")
    expires_on = models.DateField("ใช้ได้ถึงวันที่")

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "ที่อยู่ปฏิทิน"
        verbose_name_plural = "ที่อยู่ปฏิทิน"
        ordering = ["pk"]

    def __str__(self):
        return f"ปฏิทินของ {self.user}"


def new_token():
    return secrets.token_urlsafe(32)


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()
