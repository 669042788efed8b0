"""Who: users with one role each, rows that carry a version and a history, the sealed citizen id, and past imports."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from sammachip.lib import sealing, thai
from sammachip.lib.scope import ScopedQuerySet, within
from sammachip.lib.uuid7 import uuid7

from .roles import Role


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Colleagues: users who answer, now or once, for a part of the viewer's areas; and the viewer."""
        if not user.is_active:
            return self.none()
        if "" in user.areas:
            return self
        colleagues = Q(pk=user.pk)
        for area in user.areas:
            colleagues |= within("postings__area_code", area)
        return self.filter(pk__in=self.model.objects.filter(colleagues).values("pk"))


class OfficeUserManager(UserManager.from_queryset(UserQuerySet)):
    def create_superuser(self, username, email=None, password=None, **fields):
        """The first admin of an install: the role's rights as in the table, and the whole country to set up."""
        fields |= {"role": Role.SYSTEM_ADMIN, "is_staff": True, "is_superuser": False}
        user = self._create_user(username, email, password, **fields)
        user.postings.create(area_code="", starts_on=timezone.localdate())
        return user


class User(AbstractUser):
    personal_fields = ("username", "first_name", "last_name", "email", "phone")

    role = models.CharField("บทบาท", max_length=20, choices=Role.choices, blank=True)
    position = models.CharField("ตำแหน่ง", max_length=100, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=10, blank=True)
    is_demo = models.BooleanField("บัญชีตัวอย่าง", default=False, editable=False)
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    objects = OfficeUserManager()

    class Meta:
        verbose_name = "ผู้ใช้"
        verbose_name_plural = "ผู้ใช้"
        ordering = ["first_name", "last_name", "pk"]

    def __str__(self):
        return self.get_full_name() or self.username

    @property
    def areas(self):
        """Codes of the areas this user answers for today; read once a request (a user object lives as long)."""
        if not hasattr(self, "_areas"):
            self._areas = tuple(self.postings.present().values_list("area_code", flat=True))
        return self._areas


class Versioned(models.Model):
    """A row that a person edits: its version grows with each edit, its history keeps every state."""

    version = models.PositiveIntegerField("ฉบับที่", default=1, editable=False)
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True

    @property
    def history_url(self):
        return reverse("accounts:history", args=[self._meta.app_label, self._meta.model_name, self.pk])


class Record(Versioned):
    """A versioned row under a time-ordered UUID, so that a phone can name it before the server has seen it."""

    id = models.UUIDField("รหัสระเบียน", primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class SealedPerson(models.Model):
    """A person's citizen id: sealed text, keyed index to find it by, last four digits to show."""

    sealed_fields = ("nid_ct", "nid_idx", "nid_last4")

    nid_ct = models.BinaryField("เลขประจำตัวประชาชน (ปิดผนึก)", null=True, editable=False)
    nid_idx = models.BinaryField("ดัชนีเลขประจำตัวประชาชน", max_length=32, null=True, editable=False)
    nid_last4 = models.CharField("เลขประจำตัวประชาชนสี่หลักท้าย", max_length=4, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["nid_idx"],
                name="%(class)s_citizen_id_once",
                violation_error_message="เลขประจำตัวประชาชนนี้มีในทะเบียนแล้ว โปรดค้นหาด้วยช่องค้นหาก่อนเพิ่มใหม่",
            ),
            models.CheckConstraint(
                condition=Q(nid_ct=None, nid_idx=None) | Q(nid_ct__isnull=False, nid_idx__isnull=False),
                name="%(class)s_citizen_id_whole",
                violation_error_message="เลขประจำตัวประชาชนบันทึกไม่ครบ โปรดกรอกใหม่",
            ),
        ]

    def seal_citizen_id(self, citizen_id):
        """Keep `citizen_id` (13 digits, or empty for none) sealed under this row's own key."""
        if not citizen_id:
            self.nid_ct, self.nid_idx, self.nid_last4 = None, None, ""
            return
        index = sealing.index(citizen_id)
        if self.nid_idx is None or bytes(self.nid_idx) != index:
            self.nid_ct, self.nid_idx = sealing.seal(citizen_id, self.pk), index
            self.nid_last4 = citizen_id[-4:]

    @property
    def masked_citizen_id(self):
        return thai.mask_citizen_id(self.nid_last4) if self.nid_last4 else ""


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
