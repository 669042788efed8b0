"""What a district set out to do in a fiscal year, by which checklists, and which villages take part."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, OuterRef, Q, When
from django.urls import reverse

from accounts.models import Record, Versioned
from sammachip.lib import thai
from sammachip.lib.counting import count_of, first_of, related_rows
from sammachip.lib.fiscal import FiscalYear
from sammachip.lib.scope import ScopedQuerySet

from .geography import District, Village


class PlanQuerySet(ScopedQuerySet):
    area_path, area_digits = "district_id", 4

    def with_place(self):
        return self.select_related("district__province")

    def with_counts(self):
        """Columns `new_count` and `expansion_count`: villages that take part, by kind."""
        participations = related_rows(self.model, "participations")
        return self.annotate(
            new_count=count_of(participations.filter(kind=Participation.Kind.NEW), "plan"),
            expansion_count=count_of(participations.filter(kind=Participation.Kind.EXPANSION), "plan"),
        )


class Plan(Record):
    """What one district set out to do in one fiscal year; every quota, target and threshold is read from here."""

    personal_fields = ()

    district = models.ForeignKey(District, models.PROTECT, related_name="plans", verbose_name="อำเภอ")
    fiscal_year = models.PositiveSmallIntegerField(
        "ปีงบประมาณ",
        validators=[
            MinValueValidator(2540, "ปีงบประมาณต้องเป็น พ.ศ. 2540 ถึง 2640"),
            MaxValueValidator(2640, "ปีงบประมาณต้องเป็น พ.ศ. 2540 ถึง 2640"),
        ],
    )
    new_villages = models.PositiveSmallIntegerField("เป้าหมายหมู่บ้านสร้างใหม่", default=8)
    expansion_villages = models.PositiveSmallIntegerField("เป้าหมายหมู่บ้านขยายผล", default=8)
    sages = models.PositiveIntegerField("เป้าหมายปราชญ์ชุมชน (คน)", default=40)
    households = models.PositiveIntegerField("เป้าหมายครัวเรือน", default=160)
    groups = models.PositiveSmallIntegerField(
        "เป้าหมายกลุ่มอาชีพ", null=True, blank=True, help_text="เว้นว่างเพื่อใช้ร้อยละของหมู่บ้านเป้าหมาย"
    )
    sages_per_village = models.PositiveSmallIntegerField("ปราชญ์ต่อหมู่บ้านสร้างใหม่ (คน)", default=5)
    households_per_village = models.PositiveSmallIntegerField("ครัวเรือนต่อหมู่บ้านสร้างใหม่", default=20)
    households_per_sage = models.PositiveSmallIntegerField("ครัวเรือนต่อปราชญ์หนึ่งคน", default=4)
    practising_percent = models.PositiveSmallIntegerField("เกณฑ์ครัวเรือนที่ทำต่อเนื่อง (ร้อยละ)", default=85)
    income_rise_percent = models.PositiveSmallIntegerField("เกณฑ์รายได้เพิ่ม (ร้อยละ)", default=3)
    group_villages_percent = models.PositiveSmallIntegerField("เกณฑ์กลุ่มต่อหมู่บ้านเป้าหมาย (ร้อยละ)", default=10)
    bmn_income_line = models.PositiveIntegerField("เกณฑ์รายได้ จปฐ. (บาท/คน/ปี)", default=38000)
    completion_percent = models.PositiveSmallIntegerField(
        "เกณฑ์ผ่านการอบรม (ร้อยละของวัน)",
        default=80,
        validators=[
            MinValueValidator(1, "เกณฑ์ผ่านการอบรมต้องเป็นร้อยละ 1 ถึง 100"),
            MaxValueValidator(100, "เกณฑ์ผ่านการอบรมต้องเป็นร้อยละ 1 ถึง 100"),
        ],
        help_text="เข้าอบรมครบร้อยละเท่านี้ของจำนวนวัน (ปัดขึ้น) จึงผ่านการอบรม",
    )
    visits_per_week = models.PositiveSmallIntegerField(
        "กำลังติดตามของพัฒนากรหนึ่งคน (ครั้งต่อสัปดาห์)",
        default=15,
        validators=[MinValueValidator(1, "กำลังติดตามต้องเป็นอย่างน้อย 1 ครั้งต่อสัปดาห์")],
    )
    income_least = models.PositiveIntegerField(
        "รายได้จากสัมมาชีพต่ำสุดที่น่าจะเป็น (บาท/เดือน)", default=0, help_text="ต่ำกว่านี้จะถามย้ำก่อนบันทึก"
    )
    income_most = models.PositiveIntegerField(
        "รายได้จากสัมมาชีพสูงสุดที่น่าจะเป็น (บาท/เดือน)", default=30000, help_text="สูงกว่านี้จะถามย้ำก่อนบันทึก"
    )
    leader_course_name = models.CharField("ชื่อหลักสูตรผู้นำ", max_length=100, default="วิทยากรผู้นำสัมมาชีพ")
    certificate_name = models.CharField("ชื่อเอกสารที่มอบ", max_length=60, default="วุฒิบัตร")
    signer_name = models.CharField("ผู้ลงนามในวุฒิบัตร", max_length=100, blank=True)
    signer_position = models.CharField("ตำแหน่งผู้ลงนาม", max_length=100, blank=True)
    has_thai_digits = models.BooleanField("ใช้เลขไทยในเอกสาร", default=True)
    closed_on = models.DateField("ปิดปีงบประมาณเมื่อ", null=True, blank=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "แผนประจำปี"
        verbose_name_plural = "แผนประจำปี"
        ordering = ["-fiscal_year", "district_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "fiscal_year"],
                name="plan_once_a_year",
                violation_error_message="อำเภอนี้มีแผนของปีงบประมาณนี้แล้ว โปรดแก้ไขแผนเดิม",
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2540, fiscal_year__lte=2640),
                name="plan_year_is_buddhist",
                violation_error_message="ปีงบประมาณต้องเป็น พ.ศ. 2540 ถึง 2640",
            ),
            models.CheckConstraint(
                condition=Q(completion_percent__gte=1, completion_percent__lte=100),
                name="plan_completion_1_to_100",
                violation_error_message="เกณฑ์ผ่านการอบรมต้องเป็นร้อยละ 1 ถึง 100",
            ),
            models.CheckConstraint(
                condition=Q(income_most__gt=F("income_least")),
                name="plan_income_range_in_order",
                violation_error_message="รายได้สูงสุดที่น่าจะเป็นต้องมากกว่ารายได้ต่ำสุด",
            ),
            models.CheckConstraint(
                condition=Q(visits_per_week__gte=1),
                name="plan_visits_per_week_at_least_1",
                violation_error_message="กำลังติดตามต้องเป็นอย่างน้อย 1 ครั้งต่อสัปดาห์",
            ),
        ]

    def __str__(self):
        return f"แผนปี {self.fiscal_year} อ.{self.district.name}"

    def get_absolute_url(self):
        return reverse("villages:plan", args=[self.pk])

    @property
    def year(self):
        return FiscalYear(self.fiscal_year)

    @property
    def closed_sentence(self):
        """What a person reads who would change a fact of this year after its closing."""
        return (
            f"ปีงบประมาณ {self.fiscal_year} ปิดแล้วเมื่อ {thai.format_date(self.closed_on)} ข้อมูลของปีนั้นจึงแก้ไขไม่ได้ "
            "หากต้องแก้ โปรดให้พัฒนาการอำเภอเปิดปีนั้นอีกครั้งที่หน้าแผนประจำปี"
        )

    def days_needed(self, days):
        """How many of a session's `days` a person must come to complete it, rounded up."""
        return -(-self.completion_percent * days // 100)

    @property
    def groups_wanted(self):
        """The plan's number of groups; where it names none, its percent of the target villages, rounded up."""
        if self.groups is not None:
            return self.groups
        return -(-self.group_villages_percent * (self.new_villages + self.expansion_villages) // 100)


class CriterionQuerySet(ScopedQuerySet):
    area_path, area_digits = "plan__district_id", 4


class Criterion(Versioned):
    """One question of a checklist of the year: by what a sage, a trainer or a household is chosen."""

    personal_fields = ()
    plan_path = ("plan",)

    class Subject(models.TextChoices):
        SAGE = "sage", "ปราชญ์ชุมชน"
        TRAINER = "trainer", "ทีมวิทยากร"
        HOUSEHOLD = "household", "ครัวเรือนเป้าหมาย"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="criteria", verbose_name="แผนประจำปี")
    subject = models.CharField("ใช้คัดเลือก", max_length=10, choices=Subject.choices)
    text = models.CharField("เกณฑ์", max_length=200)
    order = models.PositiveSmallIntegerField("ลำดับ", default=1)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = "เกณฑ์คัดเลือก"
        verbose_name_plural = "เกณฑ์คัดเลือก"
        ordering = ["subject", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "subject", "text"],
                name="criterion_once_in_plan",
                violation_error_message="เกณฑ์ข้อนี้มีในแผนแล้ว",
            )
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.plan.get_absolute_url()


class Answer(Record):
    """Whether a person meets one criterion of the year; whose answer it is, each floor adds."""

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="เกณฑ์")
    is_met = models.BooleanField("ผ่านเกณฑ์")

    class Meta:
        abstract = True


TEAM_COMPLETE = Q(lead_count=1, confirmed_count__gte=F("sages_due"))


class ParticipationQuerySet(ScopedQuerySet):
    def in_year(self, year):
        return self.filter(plan__fiscal_year=year)

    def with_place(self):
        return self.select_related("village__subdistrict", "plan")

    def with_counts(self):
        """Columns `sage_count` and `enrolled_count`: what stands of the quotas."""
        return self.annotate(
            sage_count=count_of(related_rows(self.model, "team").standing(), "participation"),
            enrolled_count=count_of(related_rows(self.model, "enrolments").standing(), "participation"),
        )

    def with_team(self):
        """Columns of seats that were confirmed and stand: `confirmed_count`, `lead_count`; and `sages_due`, the quota."""
        seats = related_rows(self.model, "team").standing().confirmed()
        plan_quota = When(kind=Participation.Kind.NEW, then=F("plan__sages_per_village"))
        return self.annotate(
            confirmed_count=count_of(seats, "participation"),
            lead_count=count_of(seats.leads(), "participation"),
            sages_due=Case(When(sage_quota__isnull=False, then=F("sage_quota")), plan_quota, default=None),
        )

    def with_days(self):
        """Columns from which follow-up is counted: `trains_from` and `trains_until`, first and last day on which
        households are taught, and `confirmed_on`, when the first of the team was confirmed."""
        taught = related_rows(self.model, "sessions").for_households().filter(participation=OuterRef("pk"))
        seats = related_rows(self.model, "team").standing().confirmed().filter(participation=OuterRef("pk"))
        return self.annotate(
            trains_from=first_of(taught, "starts_on"),
            trains_until=first_of(taught, "-ends_on"),
            confirmed_on=first_of(seats, "joined_on"),
        )

    def team_complete(self):
        """Villages with a quota whose confirmed team fills it and has its lead."""
        return self.with_team().filter(TEAM_COMPLETE)

    def team_incomplete(self):
        return self.with_team().filter(sages_due__isnull=False).exclude(TEAM_COMPLETE)


class Participation(Record):
    """A village's part in one year's plan: newly made, or carried over to be expanded."""

    personal_fields = ()
    plan_path = ("plan",)

    class Kind(models.TextChoices):
        NEW = "new", "สร้างใหม่"
        EXPANSION = "expansion", "ขยายผล"

    village = models.ForeignKey(Village, models.PROTECT, related_name="participations", verbose_name="หมู่บ้าน")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="participations", verbose_name="แผนประจำปี")
    kind = models.CharField("ประเภท", max_length=10, choices=Kind.choices)
    sage_quota = models.PositiveSmallIntegerField(
        "โควตาปราชญ์", null=True, blank=True, help_text="เว้นว่างเพื่อใช้ตามแผน (ขยายผลไม่มีโควตา)"
    )
    household_quota = models.PositiveSmallIntegerField(
        "โควตาครัวเรือน", null=True, blank=True, help_text="เว้นว่างเพื่อใช้ตามแผน (ขยายผลไม่มีโควตา)"
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "หมู่บ้านเข้าร่วมโครงการ"
        verbose_name_plural = "หมู่บ้านเข้าร่วมโครงการ"
        ordering = ["kind", "village_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "plan"],
                name="participation_once_in_plan",
                violation_error_message="หมู่บ้านนี้อยู่ในแผนของปีนี้แล้ว",
            )
        ]

    def __str__(self):
        return f"{self.village} ปี {self.plan.fiscal_year} ({self.get_kind_display()})"

    def get_absolute_url(self):
        return reverse("villages:detail", args=[self.village_id])

    @property
    def in_short(self):
        return f"ปี {self.plan.fiscal_year} · {self.get_kind_display()}"

    @property
    def choice_label(self):
        return f"{self.village.choice_label} ปี {self.plan.fiscal_year} ({self.get_kind_display()})"

    @property
    def sages_wanted(self):
        """Quota of sages: the village's own, else the plan's for a new village; None where there is none."""
        if self.sage_quota is not None or self.kind == self.Kind.EXPANSION:
            return self.sage_quota
        return self.plan.sages_per_village

    @property
    def households_wanted(self):
        if self.household_quota is not None or self.kind == self.Kind.EXPANSION:
            return self.household_quota
        return self.plan.households_per_village
