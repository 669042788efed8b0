"""What a year asks of its follow-up: which visits are owed, counted from which days, and what is asked at them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from accounts.models import Record
from sammachip.lib.scope import ScopedQuerySet

from .plans import Plan


class Phase(models.TextChoices):
    BEFORE = "before", "ก่อนอบรม"
    DURING = "during", "ระหว่างอบรม"
    AFTER = "after", "หลังอบรม"


def day_count(name, **kwargs):
    return models.PositiveSmallIntegerField(name, **kwargs)


class OfPlanQuerySet(ScopedQuerySet):
    area_path, area_digits = "plan__district_id", 4

    def in_use(self):
        return self.filter(is_used=True)


class VisitRule(Record):
    """One visit that the year's plan owes to each subject of a kind: from which day it counts, and by which it is due."""

    personal_fields = ()

    class Subject(models.TextChoices):
        HOUSEHOLD = "household", "ครัวเรือนเป้าหมาย"
        TEAM = "team", "ทีมวิทยากร"
        SESSION = "session", "การอบรม"
        GROUP = "group", "กลุ่มอาชีพ"

    class Villages(models.TextChoices):
        ALL = "all", "ทุกหมู่บ้าน"
        NEW = "new", "หมู่บ้านสร้างใหม่"
        EXPANSION = "expansion", "หมู่บ้านขยายผล"
        CARRIED = "carried", "หมู่บ้านที่ทำต่อเป็นหมู่บ้านขยายผลในปีที่ครบกำหนด"

    class Anchor(models.TextChoices):
        ENROLLED = "enrolled", "วันที่สมัครใจเข้าร่วม"
        CONFIRMED = "confirmed", "วันที่ยืนยันทีมวิทยากร"
        TRAINING_START = "training_start", "วันแรกของการอบรม"
        TRAINING_END = "training_end", "วันสุดท้ายของการอบรม"
        FORMED = "formed", "วันที่ก่อตั้งกลุ่ม"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="visit_rules", verbose_name="แผนประจำปี")
    name = models.CharField("ชื่อครั้งที่ติดตาม", max_length=80)
    subject = models.CharField("ติดตามใคร", max_length=10, choices=Subject.choices)
    phase = models.CharField("ระยะ", max_length=8, choices=Phase.choices)
    villages = models.CharField("ใช้กับ", max_length=10, choices=Villages.choices, default=Villages.ALL)
    opens_from = models.CharField("เริ่มนับจาก", max_length=15, choices=Anchor.choices)
    opens_days = day_count("เริ่มติดตามได้หลังวันนั้น (วัน)", default=0)
    due_from = models.CharField("กำหนดนับจาก", max_length=15, choices=Anchor.choices)
    due_days = day_count("ต้องติดตามภายใน (วัน)", default=0)
    is_before_training = models.BooleanField("ต้องก่อนวันแรกของการอบรม", default=False)
    order = models.PositiveSmallIntegerField("ลำดับ", default=1)
    is_used = models.BooleanField("ใช้ในปีนี้", default=True)

    objects = OfPlanQuerySet.as_manager()
    plan_path = ("plan",)

    class Meta:
        verbose_name = "กติกาการติดตาม"
        verbose_name_plural = "กติกาการติดตาม"
        ordering = ["plan", "subject", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "subject", "name"],
                name="visitrule_once_in_plan",
                violation_error_message="แผนนี้มีกติกาชื่อนี้แล้ว โปรดแก้ไขกติกาเดิม",
            ),
            models.CheckConstraint(
                condition=~Q(opens_from=F("due_from")) | Q(due_days__gte=F("opens_days")),
                name="visitrule_days_in_order",
                violation_error_message="จำนวนวันที่ต้องติดตามให้เสร็จต้องไม่น้อยกว่าจำนวนวันที่เริ่มติดตามได้",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.plan.get_absolute_url()


class VisitQuestion(Record):
    """A question that a visit of the year asks besides the fixed ones."""

    personal_fields = ()

    class Kind(models.TextChoices):
        TEXT = "text", "ข้อความ"
        NUMBER = "number", "จำนวน"
        MONEY = "money", "จำนวนเงิน (บาท)"
        CHOICE = "choice", "เลือกหนึ่งข้อ"
        CHOICES = "choices", "เลือกได้หลายข้อ"
        PHOTO = "photo", "รูปภาพ"

    class Whom(models.TextChoices):
        HOUSEHOLD = "household", "ครัวเรือนเป้าหมาย"
        SAGE = "sage", "ปราชญ์ชุมชน"
        TEAM = "team", "ทีมวิทยากร"
        SESSION = "session", "การอบรม"
        GROUP = "group", "กลุ่มอาชีพ"
        VILLAGE = "village", "หมู่บ้าน"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="visit_questions", verbose_name="แผนประจำปี")
    whom = models.CharField("ถามใคร", max_length=10, choices=Whom.choices, default=Whom.HOUSEHOLD)
    phase = models.CharField(
        "ถามในระยะ", max_length=8, choices=Phase.choices, blank=True, help_text="เว้นว่างเพื่อถามทุกระยะ"
    )
    text = models.CharField("คำถาม", max_length=150)
    kind = models.CharField("ชนิดคำตอบ", max_length=8, choices=Kind.choices)
    options = models.TextField("ตัวเลือก", blank=True, help_text="บรรทัดละหนึ่งตัวเลือก")
    unit = models.CharField("หน่วย", max_length=30, blank=True)
    least = models.DecimalField(
        "ค่าต่ำสุดที่น่าจะเป็น", max_digits=12, decimal_places=2, null=True, blank=True, help_text="ต่ำกว่านี้จะถามย้ำ"
    )
    most = models.DecimalField(
        "ค่าสูงสุดที่น่าจะเป็น", max_digits=12, decimal_places=2, null=True, blank=True, help_text="สูงกว่านี้จะถามย้ำ"
    )
    order = models.PositiveSmallIntegerField("ลำดับ", default=1)
    is_used = models.BooleanField("ใช้ในปีนี้", default=True)

    objects = OfPlanQuerySet.as_manager()
    plan_path = ("plan",)

    class Meta:
        verbose_name = "คำถามในการติดตาม"
        verbose_name_plural = "คำถามในการติดตาม"
        ordering = ["plan", "whom", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "whom", "phase", "text"],
                name="visitquestion_once_in_plan",
                violation_error_message="แผนนี้มีคำถามนี้แล้ว โปรดแก้ไขคำถามเดิม",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["choice", "choices"]) | ~Q(options=""),
                name="visitquestion_choice_has_options",
                violation_error_message="คำถามแบบเลือกต้องมีตัวเลือก บรรทัดละหนึ่งตัวเลือก",
            ),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")),
                name="visitquestion_range_in_order",
                violation_error_message="ค่าสูงสุดต้องไม่น้อยกว่าค่าต่ำสุด",
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.plan.get_absolute_url()

    @property
    def choices(self):
        """The options as written, each once, blank lines left out."""
        lines = (line.strip() for line in self.options.splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def clean(self):
        if self.kind in (self.Kind.CHOICE, self.Kind.CHOICES) and len(self.choices) < 2:
            raise ValidationError({"options": "คำถามแบบเลือกต้องมีตัวเลือกอย่างน้อยสองข้อ บรรทัดละหนึ่งตัวเลือก"})
