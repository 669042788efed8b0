"""A phone (or browser) that carries the work of one officer into villages without signal."""

import hmac

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Record, User
from sammachip.lib import sealing


class DeviceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of colleagues, and one's own."""
        if not getattr(user, "is_active", False):
            return self.none()
        return self.filter(user__in=User.objects.visible_to(user))

    def in_use(self):
        return self.filter(revoked_at=None)


class Device(Record):
    """Named by itself: one browser of one officer. Who signs in after another gets a device of their own."""

    personal_fields = ()

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="devices", editable=False, verbose_name="ผู้ใช้"
    )
    name = models.CharField("เครื่อง", max_length=80, blank=True)
    app_version = models.CharField("รุ่นของแอป", max_length=20, blank=True, editable=False)
    seen_at = models.DateTimeField("ติดต่อครั้งล่าสุด", editable=False)
    bundle_at = models.DateTimeField("รับข้อมูลไปครั้งล่าสุด", null=True, blank=True, editable=False)
    waiting = models.PositiveIntegerField("รอส่งในเครื่อง", null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField("ยกเลิกเครื่องเมื่อ", null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="ผู้ยกเลิกเครื่อง",
    )

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = "เครื่องของเจ้าหน้าที่"
        verbose_name_plural = "เครื่องของเจ้าหน้าที่"
        ordering = ["-seen_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="device_revoked_by_someone",
                violation_error_message="การยกเลิกเครื่องต้องมีทั้งเวลาและผู้ยกเลิก",
            )
        ]

    def __str__(self):
        return self.name or "โทรศัพท์"

    def get_absolute_url(self):
        """Where a person reads of it."""
        return self.history_url

    @property
    def stamp(self):
        """What only this server and this phone know: proves whose a sealed outbox is, whoever brings it."""
        return sealing.code_of(self.pk, f"device:{self.user_id}")

    def bears(self, stamp):
        return hmac.compare_digest(self.stamp, str(stamp))
