"""A village's activity plan: what it sets out to do in the year, on which principles, and which partners join."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Record
from sammachip.lib import thai
from sammachip.lib.scope import ScopedQuerySet
from villages.models import Agency, Dimension, OpenQuerySet, Participation


class Principle(models.Model):
    """A principle that activities and papers name; the admin keeps the list."""

    personal_fields = ()

    class Source(models.TextChoices):
        SUFFICIENCY = "sufficiency", "ปรัชญาของเศรษฐกิจพอเพียง"
        ROYAL = "royal", "หลักการทรงงาน"

    source = models.CharField("ที่มา", max_length=12, choices=Source.choices)
    text = models.CharField("หลัก", max_length=120)
    order = models.PositiveSmallIntegerField("ลำดับ", default=1)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = "หลักที่นำมาใช้"
        verbose_name_plural = "หลักที่นำมาใช้"
        ordering = ["-source", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "text"],
                name="principle_once",
                violation_error_message="หลักข้อนี้มีแล้ว",
            )
        ]

    def __str__(self):
        return self.text


class ActivityQuerySet(ScopedQuerySet):
    area_path = "participation__village_id"

    def in_year(self, year):
        return self.filter(participation__plan__fiscal_year=year)

    def with_place(self):
        return self.select_related("participation__village__subdistrict", "participation__plan")


class Activity(Record):
    """One line of the village's plan, in the ten columns of its form."""

    personal_fields = ("responsible",)
    plan_path = ("participation", "plan")

    class Step(models.IntegerChoices):
        """The six steps of the programme."""

        LEADERS_MEETING = 1, "1 ประชุมผู้นำคัดเลือกปราชญ์"
        SAGE_TRAINING = 2, "2 พัฒนาปราชญ์ให้เป็นวิทยากร"
        TRAINER_TEAM = 3, "3 จัดทีมวิทยากรสัมมาชีพ"
        HOUSEHOLDS = 4, "4 ฝึกอาชีพและรวมกลุ่มครัวเรือน"
        FOLLOW_UP = 5, "5 ติดตามให้กำลังใจ"
        PUBLICITY = 6, "6 ประชาสัมพันธ์ผลงาน"

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="activities", verbose_name="หมู่บ้านเข้าร่วมโครงการ"
    )
    order = models.PositiveSmallIntegerField("ลำดับ", default=1)
    step = models.PositiveSmallIntegerField("ขั้นตอนของโครงการ", choices=Step.choices, default=Step.HOUSEHOLDS)
    title = models.CharField("โครงการ/กิจกรรม", max_length=200)
    objective = models.TextField("วัตถุประสงค์", blank=True)
    method = models.TextField("ขั้นตอน/วิธีการ", blank=True)
    target_group = models.CharField("กลุ่มเป้าหมาย", max_length=200, blank=True)
    place = models.CharField("สถานที่", max_length=150, blank=True)
    starts_on = models.DateField("เริ่มวันที่", null=True, blank=True)
    ends_on = models.DateField("ถึงวันที่", null=True, blank=True)
    budget = models.DecimalField(
        "งบประมาณ (บาท)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "งบประมาณต้องไม่ติดลบ")],
    )
    expected_result = models.TextField("ผลที่คาดว่าจะได้รับ", blank=True)
    responsible = models.CharField("ผู้รับผิดชอบ", max_length=150, blank=True)
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)
    done_on = models.DateField("ทำเสร็จเมื่อ", null=True, blank=True)
    principles = models.ManyToManyField(
        Principle, through="ActivityPrinciple", related_name="activities", verbose_name="หลักที่นำมาใช้"
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "กิจกรรมตามแผนปฏิบัติการ"
        verbose_name_plural = "แผนปฏิบัติการสร้างสัมมาชีพชุมชน"
        ordering = ["participation_id", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="activity_dates_in_order",
                violation_error_message="วันสิ้นสุดของกิจกรรมต้องไม่มาก่อนวันเริ่ม",
            ),
            models.CheckConstraint(
                condition=Q(budget=None) | Q(budget__gte=0),
                name="activity_budget_not_negative",
                violation_error_message="งบประมาณต้องไม่ติดลบ",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(starts_on=None) | Q(done_on__gte=F("starts_on")),
                name="activity_done_after_start",
                violation_error_message="วันที่ทำเสร็จต้องไม่มาก่อนวันเริ่มกิจกรรม",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("training:activity", args=[self.pk])

    @property
    def dates(self):
        """Its time in words, as far as it was planned; empty where nothing was."""
        if self.starts_on and self.ends_on:
            return thai.format_date_range(self.starts_on, self.ends_on)
        if self.starts_on:
            return f"ตั้งแต่ {thai.format_date(self.starts_on, 'medium')}"
        return f"ภายใน {thai.format_date(self.ends_on, 'medium')}" if self.ends_on else ""

    @property
    def choice_label(self):
        return f"{self.order}. {self.title} ({self.participation.village} ปี {self.participation.plan.fiscal_year})"


class PartOfActivityQuerySet(ScopedQuerySet):
    area_path = "activity__participation__village_id"

    def in_year(self, year):
        return self.filter(activity__participation__plan__fiscal_year=year)


class ActivityPartnerQuerySet(PartOfActivityQuerySet):
    def with_names(self):
        return self.select_related(
            "activity__participation__village__subdistrict",
            "activity__participation__plan",
            "agency",
            "dimension",
        )


class ActivityPrinciple(Record):
    personal_fields = ()
    plan_path = ("activity", "participation", "plan")

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="applied", verbose_name="กิจกรรมตามแผนปฏิบัติการ"
    )
    principle = models.ForeignKey(
        Principle, models.PROTECT, related_name="applied", verbose_name="หลักที่นำมาใช้"
    )

    objects = PartOfActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "หลักของกิจกรรม"
        verbose_name_plural = "หลักของกิจกรรม"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "principle"],
                name="activityprinciple_once",
                violation_error_message="กิจกรรมนี้มีหลักข้อนี้แล้ว",
            )
        ]

    def __str__(self):
        return str(self.principle)

    def get_absolute_url(self):
        return self.activity.get_absolute_url()


class ActivityPartner(Record):
    """An agency that joins an activity: in which dimension, with what, of which value."""

    personal_fields = ()
    plan_path = ("activity", "participation", "plan")

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="partners", verbose_name="กิจกรรมตามแผนปฏิบัติการ"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="activities", verbose_name="ภาคีเครือข่าย")
    dimension = models.ForeignKey(
        Dimension, models.PROTECT, null=True, blank=True, related_name="joined", verbose_name="ร่วมในมิติ"
    )
    help_given = models.CharField("สิ่งที่สนับสนุน", max_length=200, blank=True)
    value = models.DecimalField(
        "มูลค่า (บาท)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "มูลค่าต้องไม่ติดลบ")],
    )

    objects = ActivityPartnerQuerySet.as_manager()

    class Meta:
        verbose_name = "ภาคีที่ร่วมกิจกรรม"
        verbose_name_plural = "ภาคีที่ร่วมกิจกรรม"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "agency"],
                name="activitypartner_once",
                violation_error_message="ภาคีนี้อยู่ในกิจกรรมนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0),
                name="activitypartner_not_negative",
                violation_error_message="มูลค่าต้องไม่ติดลบ",
            ),
        ]

    def __str__(self):
        return str(self.agency)

    def get_absolute_url(self):
        return self.activity.get_absolute_url()
