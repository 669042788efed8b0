"""What belongs to one visit: answers to the year's questions, who came along, whom the household helped, advice from above."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Record
from households.models import Household
from sammachip.lib.scope import ScopedQuerySet
from villages.models import Agency, SupportPerson, VisitQuestion

from .visits import Visit


class OfVisitQuerySet(ScopedQuerySet):
    area_path = "visit__participation__village_id"


class OfVisit(Record):
    """A row of one visit, locked with it."""

    plan_path = ("visit", "participation", "plan")

    class Meta:
        abstract = True

    def locking_plan(self):
        return self.visit.locking_plan()

    def get_absolute_url(self):
        return self.visit.get_absolute_url()


class VisitAnswer(OfVisit):
    """The answer to one question: text (options one a line), or a number; of a photo question the number of photos."""

    personal_fields = ("text", "number")

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="answers", verbose_name="การติดตาม")
    question = models.ForeignKey(
        VisitQuestion, models.PROTECT, related_name="answers", verbose_name="คำถามในการติดตาม"
    )
    text = models.TextField("คำตอบ", blank=True)
    number = models.DecimalField("จำนวน", max_digits=12, decimal_places=2, null=True, blank=True)

    objects = OfVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "คำตอบในการติดตาม"
        verbose_name_plural = "คำตอบในการติดตาม"
        ordering = ["question__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "question"],
                name="visitanswer_once",
                violation_error_message="คำถามข้อนี้ตอบแล้ว โปรดแก้ไขคำตอบเดิม",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(number__isnull=False),
                name="visitanswer_says_something",
                violation_error_message="คำตอบว่างไม่ต้องบันทึก",
            ),
        ]

    def __str__(self):
        return self.told

    @property
    def told(self):
        """The answer in words."""
        if self.number is None:
            return ", ".join(self.text.splitlines())
        return f"{self.number.normalize():,f} {self.question.unit}".strip()


class Companion(OfVisit):
    """Who went along: a colleague, someone of the support team, or a partner agency. Any of them makes a joint visit."""

    personal_fields = ()

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="companions", verbose_name="การติดตาม")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="went_along",
        verbose_name="เจ้าหน้าที่",
    )
    support_person = models.ForeignKey(
        SupportPerson,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="went_along",
        verbose_name="ทีมสนับสนุนระดับอำเภอ",
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="went_along", verbose_name="ภาคีเครือข่าย"
    )

    objects = OfVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้ร่วมติดตาม"
        verbose_name_plural = "ผู้ร่วมติดตาม"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, support_person=None, agency=None)
                | Q(user=None, support_person__isnull=False, agency=None)
                | Q(user=None, support_person=None, agency__isnull=False),
                name="companion_is_one",
                violation_error_message="ผู้ร่วมติดตามหนึ่งรายการเป็นเจ้าหน้าที่ ทีมสนับสนุน หรือภาคีอย่างเดียว",
            ),
            *(
                models.UniqueConstraint(
                    fields=["visit", name],
                    name=f"companion_{name}_once",
                    violation_error_message="ผู้ร่วมติดตามรายนี้มีอยู่แล้ว",
                )
                for name in ("user", "support_person", "agency")
            ),
        ]

    def __str__(self):
        return str(self.user or self.support_person or self.agency)


class Help(OfVisit):
    """A household helped or taught another: from this ขยายผล is counted. The helped one may stand in no register."""

    personal_fields = ("helped_name",)

    class Kind(models.TextChoices):
        TAUGHT = "taught", "สอนอาชีพให้"
        HELPED = "helped", "ช่วยเหลือ"

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="helps", verbose_name="พบในการติดตาม")
    helper = models.ForeignKey(
        Household, models.PROTECT, related_name="helps_given", verbose_name="ครัวเรือนที่ช่วย"
    )
    kind = models.CharField("สิ่งที่ทำ", max_length=8, choices=Kind.choices, default=Kind.TAUGHT)
    helped = models.ForeignKey(
        Household,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="helps_received",
        verbose_name="ครัวเรือนที่ได้รับ",
    )
    helped_name = models.CharField("ชื่อครัวเรือนที่ไม่มีในทะเบียน", max_length=150, blank=True)

    objects = OfVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "การช่วยเหลือและถ่ายทอดต่อ"
        verbose_name_plural = "การช่วยเหลือและถ่ายทอดต่อ"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(helped__isnull=False, helped_name="") | (Q(helped=None) & ~Q(helped_name="")),
                name="help_names_one_household",
                violation_error_message="โปรดเลือกครัวเรือนจากทะเบียน หรือเขียนชื่อครัวเรือน อย่างใดอย่างหนึ่ง",
            ),
            models.CheckConstraint(
                condition=Q(helped=None) | ~Q(helped=F("helper")),
                name="help_goes_to_another",
                violation_error_message="ครัวเรือนที่ได้รับต้องเป็นคนละครัวเรือนกับผู้ช่วย",
            ),
            models.UniqueConstraint(
                fields=["visit", "kind", "helped"],
                name="help_once_a_visit",
                violation_error_message="ครัวเรือนนี้มีอยู่แล้ว",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.helped or self.helped_name}"


class VisitAdvice(OfVisit):
    """Advice of a superior who read a visit. It stays open after the visit is locked."""

    personal_fields = ("text",)
    plan_path = ()

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="advices", verbose_name="การติดตาม")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="advices",
        editable=False,
        verbose_name="ผู้ให้คำแนะนำ",
    )
    given_at = models.DateTimeField("เวลา", editable=False)
    text = models.TextField("คำแนะนำเพิ่มเติม")

    objects = OfVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "คำแนะนำของผู้บังคับบัญชา"
        verbose_name_plural = "คำแนะนำของผู้บังคับบัญชา"
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="visitadvice_says_something",
                violation_error_message="โปรดเขียนคำแนะนำ",
            )
        ]

    def __str__(self):
        return self.text

    def locking_plan(self):
        return None
