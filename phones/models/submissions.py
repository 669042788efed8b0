"""What phones sent, word for word, with the answer each got: the receipt that makes a second sending harmless."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sammachip.lib.scope import ScopedQuerySet

from .. import clock
from .devices import Device


class SubmissionQuerySet(ScopedQuerySet):
    area_path = "area_code"

    def visible_to(self, user):
        """Those of the viewer's areas, and one's own."""
        rows = super().visible_to(user)
        if not getattr(user, "is_active", False):
            return rows
        return self.filter(Q(pk__in=rows.values("pk")) | Q(sender=user))

    def waiting(self):
        """What a person at the desk has to settle."""
        return self.filter(Q(state__in=Submission.State.waiting_states()) | Q(is_flagged=True))

    def with_names(self):
        return self.select_related("sender", "device", "brought_by", "settled_by")


class Submission(models.Model):
    """One operation of a phone, kept as long as its record: phones come back after weeks."""

    personal_fields = ("payload", "result", "label")

    class Kind(models.TextChoices):
        VISIT = "visit", "การติดตาม"
        ATTENDANCE = "attendance", "เช็กชื่อ"

    class State(models.TextChoices):
        APPLIED = "applied", "บันทึกแล้ว"
        REJECTED = "rejected", "ต้องแก้ไข"
        PARKED = "parked", "รอสำนักงานรับ"
        DISMISSED = "dismissed", "ไม่ใช้"
        REPLACED = "replaced", "ส่งใหม่แล้ว"

        @classmethod
        def waiting_states(cls):
            return [cls.REJECTED, cls.PARKED]

        @classmethod
        def holding_states(cls):
            """Those in which the record's id is taken: another operation of it is not applied."""
            return [cls.APPLIED, cls.PARKED]

    class Flag(models.TextChoices):
        CLOCK = clock.CLOCK, "นาฬิกาของเครื่องผิด"
        ARRIVAL = clock.ARRIVAL, "ใช้วันที่มาถึงแทนวันที่ในเครื่อง"
        LATE = clock.LATE, "มาถึงหลังปีงบประมาณเกิน 7 วัน"
        UNASKED = "unasked", "มีข้อที่เครื่องไม่ได้ถามยืนยัน"
        DIFFERS = "differs", "ต่างจากการเช็กชื่อก่อนหน้า"

    op_id = models.UUIDField("รหัสการส่ง", primary_key=True, editable=False)
    kind = models.CharField("เรื่อง", max_length=10, choices=Kind.choices, editable=False)
    record_id = models.UUIDField("รหัสระเบียน", editable=False)
    device = models.ForeignKey(
        Device,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        editable=False,
        verbose_name="เครื่อง",
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="submissions",
        editable=False,
        verbose_name="ผู้บันทึก",
    )
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="ผู้นำไฟล์มาส่ง",
    )
    # Of the village; of the sender's own area where no village is known.
    area_code = models.CharField("รหัสหมู่บ้าน", max_length=8, blank=True, editable=False)
    label = models.CharField("เรื่องของ", max_length=200, blank=True, editable=False)
    told_at = models.DateTimeField("เวลาในเครื่อง", null=True, blank=True, editable=False)
    received_at = models.DateTimeField("มาถึงเมื่อ", editable=False)
    skew = models.BigIntegerField("นาฬิกาเครื่องต่างไป (วินาที)", null=True, blank=True, editable=False)
    sha256 = models.CharField("ลายนิ้วมือเนื้อหา", max_length=64, editable=False)
    payload = models.TextField("เนื้อหาที่ส่งมา", editable=False)
    result = models.JSONField("คำตอบที่ให้ไป", default=dict, editable=False)
    state = models.CharField("สถานะ", max_length=10, choices=State.choices, editable=False)
    flags = models.JSONField("ข้อสังเกต", default=list, blank=True, editable=False)
    is_flagged = models.BooleanField("มีข้อสังเกตที่ยังไม่ได้ดู", default=False, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="ผู้ตัดสิน",
    )
    settled_at = models.DateTimeField("ตัดสินเมื่อ", null=True, blank=True, editable=False)
    note = models.CharField("เหตุผล", max_length=300, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "รายการจากโทรศัพท์"
        verbose_name_plural = "รายการจากโทรศัพท์"
        ordering = ["-received_at", "pk"]
        indexes = [
            models.Index(fields=["record_id"], name="submission_by_record"),
            models.Index(fields=["area_code", "received_at"], name="submission_by_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_id"],
                condition=Q(state__in=["applied", "parked"]),
                name="submission_once_a_record",
                violation_error_message="ระเบียนนี้ส่งมาแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="submission_settled_by_someone",
                violation_error_message="การตัดสินต้องมีทั้งเวลาและผู้ตัดสิน",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.label}".strip()

    @property
    def flags_named(self):
        return [self.Flag(flag).label for flag in self.flags]

    @property
    def is_waiting(self):
        return self.state in self.State.waiting_states() or self.is_flagged
