"""Past imports: what was uploaded, what came of it, and the rows that undo starts from."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sammachip.lib.scope import ScopedQuerySet, within
from sammachip.lib.uuid7 import uuid7

from .people import User


class ImportBatchQuerySet(ScopedQuerySet):
    area_path, area_digits = "area_code", 4

    def visible_to(self, user):
        """Imports of the viewer's districts; whoever answers for a part of a district sees those made by themself."""
        here = super().visible_to(user)
        if not getattr(user, "is_active", False) or "" in user.areas:
            return here
        allowed = Q(uploaded_by=user)
        for area in user.areas:
            if len(area) <= DISTRICT_DIGITS:
                allowed |= within("area_code", area)
        return here.filter(allowed)


class ImportBatch(models.Model):
    """One uploaded register: what was read, what came of it, and whether it was undone."""

    personal_fields = ("file_name",)

    class Register(models.TextChoices):
        VILLAGES = "villages", "ทะเบียนหมู่บ้าน"
        PARTICIPATIONS = "participations", "หมู่บ้านเข้าร่วมโครงการ"
        SAGES = "sages", "ปราชญ์ชุมชน"
        HOUSEHOLDS = "households", "ครัวเรือนเป้าหมาย"

    class State(models.TextChoices):
        CHECKED = "checked", "ตรวจแล้ว ยังไม่นำเข้า"
        IMPORTED = "imported", "นำเข้าแล้ว"
        UNDONE = "undone", "ยกเลิกการนำเข้าแล้ว"
        DISCARDED = "discarded", "ไม่นำเข้า"

    id = models.UUIDField("รหัส", primary_key=True, default=uuid7, editable=False)
    register = models.CharField("ทะเบียน", max_length=20, choices=Register.choices)
    area_code = models.CharField("รหัสอำเภอ", max_length=4)
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    file_name = models.CharField("ชื่อไฟล์", max_length=255)
    sha256 = models.CharField("ลายนิ้วมือไฟล์", max_length=64)
    state = models.CharField("สถานะ", max_length=10, choices=State.choices, default=State.CHECKED)
    counts = models.JSONField("จำนวนแถว", default=dict)
    uploaded_at = models.DateTimeField("อัปโหลดเมื่อ", auto_now_add=True)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="อัปโหลดโดย"
    )
    finished_at = models.DateTimeField("นำเข้าเมื่อ", null=True)
    undone_at = models.DateTimeField("ยกเลิกเมื่อ", null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="ยกเลิกโดย")

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "การนำเข้า"
        verbose_name_plural = "การนำเข้า"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return f"{self.get_register_display()} {self.file_name}"

    def get_absolute_url(self):
        return reverse(f"{REGISTER_URLS[self.register]}_batch", args=[self.pk])

    @property
    def reason(self):
        """How the history of a row names this import."""
        return f"import:{self.pk}"


DISTRICT_DIGITS = 4
REGISTER_URLS = {
    ImportBatch.Register.VILLAGES: "villages:import",
    ImportBatch.Register.PARTICIPATIONS: "villages:import_participations",
    ImportBatch.Register.SAGES: "sages:import",
    ImportBatch.Register.HOUSEHOLDS: "households:import",
}


class ImportFile(models.Model):
    """What was uploaded and what the check found, both sealed, for as long as they are needed and seven days at most."""

    personal_fields = ("content", "preview")

    batch = models.OneToOneField(
        ImportBatch, models.CASCADE, primary_key=True, related_name="file", verbose_name="การนำเข้า"
    )
    content = models.BinaryField("ไฟล์ (ปิดผนึก)")
    preview = models.BinaryField("ผลการตรวจ (ปิดผนึก)")
    kept_at = models.DateTimeField("เก็บเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = "ไฟล์นำเข้า"
        verbose_name_plural = "ไฟล์นำเข้า"

    def __str__(self):
        return str(self.batch)


class ImportChange(models.Model):
    """One row that a line of an import made or changed, and the version it left: what undo starts from.

    `line` counts the lines of the file from 1; 0 is what the whole import needed.
    """

    personal_fields = ()

    class Kind(models.TextChoices):
        MADE = "made", "เพิ่มใหม่"
        CHANGED = "changed", "ปรับปรุง"

    class Kept(models.TextChoices):
        CHANGED = "changed", "แก้ไขหลังนำเข้า"
        USED = "used", "มีข้อมูลอื่นอ้างถึงแล้ว"
        GONE = "gone", "ถูกลบไปแล้ว"
        OUTSIDE = "outside", "อยู่นอกพื้นที่ของผู้ยกเลิก"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes", verbose_name="การนำเข้า")
    line = models.PositiveIntegerField("บรรทัดของไฟล์")
    model = models.CharField("ตาราง", max_length=60)
    object_id = models.CharField("รหัสระเบียน", max_length=36)
    kind = models.CharField("ชนิด", max_length=8, choices=Kind.choices)
    version = models.PositiveIntegerField("ฉบับที่นำเข้า")
    order = models.PositiveIntegerField("ลำดับ")
    kept = models.CharField("เหตุที่ไม่ยกเลิก", max_length=8, choices=Kept.choices, blank=True)

    class Meta:
        verbose_name = "แถวที่นำเข้า"
        verbose_name_plural = "แถวที่นำเข้า"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "order"], name="importchange_order_once"),
        ]

    def __str__(self):
        return f"{self.model} {self.object_id}"
