"""Learners: the lasting household, its enrolment in one village and year, and its incomes as told, each with a date."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Record, SealedPerson
from sages.models import TeamMember
from sammachip.lib.position import position_in_thailand
from sammachip.lib.scope import ScopedQuerySet
from villages.models import Answer, District, Meeting, Participation, Village


class Occupation(models.TextChoices):
    """Kinds of occupation of จปฐ. item 33."""

    RICE = "rice", "ทำนา"
    FIELD_CROPS = "field_crops", "ทำไร่"
    ORCHARD = "orchard", "ทำสวน"
    FISHERY = "fishery", "ประมง"
    LIVESTOCK = "livestock", "ปศุสัตว์"
    TRADE = "trade", "ค้าขาย"
    LABOUR = "labour", "รับจ้างใช้แรงงาน"
    SERVICE = "service", "บริการ"
    BUSINESS = "business", "ธุรกิจส่วนตัว"
    OTHER = "other", "อื่น ๆ"


class HouseholdQuerySet(ScopedQuerySet):
    def with_place(self):
        return self.select_related("village__subdistrict")


class Household(SealedPerson, Record):
    personal_fields = (
        "house_registration_no",
        "house_no",
        "prefix",
        "first_name",
        "last_name",
        "phone",
        "members",
        "rai",
        "ngan",
        "square_wa",
        "latitude",
        "longitude",
    )

    village = models.ForeignKey(Village, models.PROTECT, related_name="households", verbose_name="หมู่บ้าน")
    house_registration_no = models.CharField(
        "รหัสประจำบ้าน",
        max_length=11,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{11}$", "รหัสประจำบ้านต้องเป็นตัวเลข 11 หลัก")],
    )
    house_no = models.CharField("บ้านเลขที่", max_length=20)
    prefix = models.CharField("คำนำหน้า", max_length=30, blank=True)
    first_name = models.CharField("ชื่อ", max_length=80)
    last_name = models.CharField("สกุล", max_length=80)
    phone = models.CharField("โทรศัพท์", max_length=10, blank=True)
    members = models.PositiveSmallIntegerField(
        "จำนวนสมาชิก (คน)",
        null=True,
        blank=True,
        validators=[
            MinValueValidator(1, "จำนวนสมาชิกต้องเป็น 1 ถึง 50 คน"),
            MaxValueValidator(50, "จำนวนสมาชิกต้องเป็น 1 ถึง 50 คน"),
        ],
    )
    rai = models.PositiveSmallIntegerField("ที่ดินทำกิน (ไร่)", null=True, blank=True)
    ngan = models.PositiveSmallIntegerField(
        "งาน", null=True, blank=True, validators=[MaxValueValidator(3, "งานต้องเป็น 0 ถึง 3 (4 งานเท่ากับ 1 ไร่)")]
    )
    square_wa = models.PositiveSmallIntegerField(
        "ตารางวา",
        null=True,
        blank=True,
        validators=[MaxValueValidator(99, "ตารางวาต้องเป็น 0 ถึง 99 (100 ตารางวาเท่ากับ 1 งาน)")],
    )
    latitude = models.DecimalField("ละติจูด", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("ลองจิจูด", max_digits=9, decimal_places=6, null=True, blank=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = "ครัวเรือน"
        verbose_name_plural = "ครัวเรือน"
        ordering = ["village_id", "first_name", "last_name", "pk"]
        indexes = [models.Index(fields=["village", "house_no"], name="household_by_house_no")]
        constraints = [
            *SealedPerson.Meta.constraints,
            models.UniqueConstraint(
                fields=["house_registration_no"],
                name="household_registration_once",
                violation_error_message="รหัสประจำบ้านนี้มีในทะเบียนแล้ว โปรดค้นหาครัวเรือนเดิมก่อนเพิ่มใหม่",
            ),
            models.CheckConstraint(
                condition=Q(house_registration_no=None) | Q(house_registration_no__regex=r"^[0-9]{11}$"),
                name="household_registration_11_digits",
                violation_error_message="รหัสประจำบ้านต้องเป็นตัวเลข 11 หลัก",
            ),
            models.CheckConstraint(
                condition=Q(members=None) | Q(members__gte=1, members__lte=50),
                name="household_members_1_to_50",
                violation_error_message="จำนวนสมาชิกต้องเป็น 1 ถึง 50 คน",
            ),
            models.CheckConstraint(
                condition=(Q(ngan=None) | Q(ngan__lte=3)) & (Q(square_wa=None) | Q(square_wa__lte=99)),
                name="household_land_in_units",
                violation_error_message="งานต้องเป็น 0 ถึง 3 และตารางวาต้องเป็น 0 ถึง 99",
            ),
            position_in_thailand("household_position_in_thailand"),
        ]

    def __str__(self):
        return f"{self.prefix}{self.first_name} {self.last_name}"

    def get_absolute_url(self):
        return reverse("households:detail", args=[self.pk])

    @property
    def land(self):
        """Land in words (`2 ไร่ 1 งาน`), empty where nothing was told."""
        parts = ((self.rai, "ไร่"), (self.ngan, "งาน"), (self.square_wa, "ตารางวา"))
        return " ".join(f"{amount} {unit}" for amount, unit in parts if amount)


class EnrolmentQuerySet(ScopedQuerySet):
    area_path = "participation__village_id"

    def standing(self):
        return self.filter(withdrawn_on=None)

    def in_year(self, year):
        return self.filter(fiscal_year=year)

    def with_names(self):
        return self.select_related(
            "household", "participation__village__subdistrict", "participation__plan", "coach__sage"
        )


class Enrolment(Record):
    """A household's place in one village's year. `fiscal_year` repeats the plan's, for the constraint."""

    personal_fields = ("withdrawn_reason", "note")
    plan_path = ("participation", "plan")

    class TradeKind(models.TextChoices):
        EXISTING = "existing", "อาชีพเดิม"
        NEW = "new", "อาชีพใหม่"

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="enrolments", verbose_name="ครัวเรือน"
    )
    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="enrolments", verbose_name="หมู่บ้านเข้าร่วมโครงการ"
    )
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ", editable=False)
    volunteered_on = models.DateField("วันที่สมัครใจเข้าร่วม", null=True, blank=True)
    trade = models.CharField("อาชีพที่ต้องการ", max_length=100, blank=True)
    occupation = models.CharField(
        "ประเภทอาชีพ",
        max_length=20,
        choices=Occupation.choices,
        blank=True,
        help_text="เว้นว่างเพื่อให้ระบบจัดตามตารางคำเรียกอาชีพ",
    )
    trade_kind = models.CharField("อาชีพเดิมหรือใหม่", max_length=10, choices=TradeKind.choices, blank=True)
    coach = models.ForeignKey(
        TeamMember, models.PROTECT, null=True, blank=True, related_name="coached", verbose_name="ปราชญ์ผู้ดูแล"
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chosen_households",
        verbose_name="การประชุมที่คัดเลือก",
    )
    withdrawn_on = models.DateField("ถอนตัวเมื่อ", null=True, blank=True)
    withdrawn_reason = models.CharField("เหตุผลที่ถอนตัว", max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
        verbose_name="เข้าแทนครัวเรือนที่ถอนตัว",
    )
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "ครัวเรือนเป้าหมาย"
        verbose_name_plural = "ครัวเรือนเป้าหมาย"
        ordering = ["participation__village_id", "household__first_name", "household__last_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "fiscal_year"],
                name="enrolment_once_a_year",
                violation_error_message="ครัวเรือนนี้เป็นครัวเรือนเป้าหมายของปีนี้แล้ว หนึ่งครัวเรือนเข้าร่วมได้ปีละครั้ง",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_reason="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="enrolment_withdrawal_has_reason",
                violation_error_message="การถอนตัวต้องมีทั้งวันที่และเหตุผล",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None)
                | Q(volunteered_on=None)
                | Q(withdrawn_on__gte=F("volunteered_on")),
                name="enrolment_withdrawal_after_joining",
                violation_error_message="วันที่ถอนตัวต้องไม่มาก่อนวันที่สมัครใจเข้าร่วม",
            ),
        ]
        indexes = [models.Index(fields=["fiscal_year", "participation"], name="enrolment_by_year")]

    def __str__(self):
        return f"{self.household} ปี {self.fiscal_year}"

    @property
    def called(self):
        """The name that a roll calls and a certificate bears."""
        return str(self.household)

    def get_absolute_url(self):
        return f"{self.household.get_absolute_url()}?year={self.fiscal_year}"

    @property
    def successor(self):
        """The enrolment that took this place over, or None."""
        return getattr(self, "replaced_by", None)

    @property
    def choice_label(self):
        return f"{self.household} · บ้านเลขที่ {self.household.house_no} {self.participation.village}"


class EnrolmentAnswerQuerySet(ScopedQuerySet):
    area_path = "enrolment__participation__village_id"


class EnrolmentAnswer(Answer):
    """What the trainer team found of a household, by one criterion of the year's checklist."""

    personal_fields = ("is_met",)
    plan_path = ("enrolment", "participation", "plan")

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="answers", verbose_name="ครัวเรือนเป้าหมาย"
    )

    objects = EnrolmentAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลการคัดเลือกครัวเรือน"
        verbose_name_plural = "ผลการคัดเลือกครัวเรือน"
        ordering = ["criterion__subject", "criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "criterion"],
                name="enrolmentanswer_once",
                violation_error_message="เกณฑ์ข้อนี้ตอบแล้ว โปรดแก้ไขคำตอบเดิม",
            )
        ]

    def __str__(self):
        return f"{self.criterion}: {'ผ่าน' if self.is_met else 'ไม่ผ่าน'}"

    def get_absolute_url(self):
        return self.enrolment.get_absolute_url()


class IncomeQuerySet(ScopedQuerySet):
    area_path = "household__village_id"


class Income(Record):
    """An income as it was told: what was measured, for which period, when, and by whom it came.

    Figures compare rows of one measure and one period only.
    """

    personal_fields = ("amount",)
    plan_path = ("enrolment", "participation", "plan")
    dated_by = "told_on"

    class Measure(models.TextChoices):
        LIVELIHOOD = "livelihood", "รายได้จากสัมมาชีพของครัวเรือน"
        BMN_HOUSEHOLD = "bmn_household", "รายได้ จปฐ. ทั้งครัวเรือน"
        BMN_PERSON = "bmn_person", "รายได้ จปฐ. ต่อคน"

    class Period(models.TextChoices):
        MONTH = "month", "ต่อเดือน"
        YEAR = "year", "ต่อปี"

    class Source(models.TextChoices):
        REGISTER = "register", "ทะเบียนครัวเรือน"
        VISIT = "visit", "การติดตาม"
        SURVEY = "survey", "แบบสำรวจ จปฐ."

    household = models.ForeignKey(Household, models.PROTECT, related_name="incomes", verbose_name="ครัวเรือน")
    enrolment = models.ForeignKey(
        Enrolment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incomes",
        verbose_name="ครัวเรือนเป้าหมาย",
    )
    measure = models.CharField("รายได้ที่วัด", max_length=15, choices=Measure.choices, default=Measure.LIVELIHOOD)
    period = models.CharField("ช่วงเวลา", max_length=5, choices=Period.choices, default=Period.MONTH)
    amount = models.DecimalField(
        "จำนวนเงิน (บาท)", max_digits=12, decimal_places=2, validators=[MinValueValidator(0, "รายได้ต้องไม่ติดลบ")]
    )
    told_on = models.DateField("ข้อมูล ณ วันที่")
    source = models.CharField("ที่มา", max_length=10, choices=Source.choices, default=Source.REGISTER)

    objects = IncomeQuerySet.as_manager()

    class Meta:
        verbose_name = "รายได้"
        verbose_name_plural = "รายได้"
        ordering = ["told_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="income_not_negative",
                violation_error_message="รายได้ต้องไม่ติดลบ",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "measure", "period"],
                condition=Q(source="register"),
                name="income_one_baseline_a_measure",
                violation_error_message="รายได้ตั้งต้นของครัวเรือนนี้บันทึกไว้แล้ว โปรดแก้ไขรายการเดิม",
            ),
        ]

    def __str__(self):
        return f"{self.get_measure_display()} {self.amount:,.0f} บาท{self.get_period_display()}"


class TradeSynonymQuerySet(ScopedQuerySet):
    area_path, area_digits = "district_id", 4


class TradeSynonym(Record):
    """The office's own table of words: a trade as people write it → its kind of occupation."""

    personal_fields = ()

    district = models.ForeignKey(
        District, models.PROTECT, related_name="trade_synonyms", verbose_name="อำเภอ"
    )
    trade = models.CharField("คำเรียกอาชีพ", max_length=100)
    occupation = models.CharField("ประเภทอาชีพ", max_length=20, choices=Occupation.choices)

    objects = TradeSynonymQuerySet.as_manager()

    class Meta:
        verbose_name = "คำเรียกอาชีพ"
        verbose_name_plural = "คำเรียกอาชีพ"
        ordering = ["trade", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "trade"],
                name="tradesynonym_once",
                violation_error_message="คำเรียกอาชีพนี้มีในตารางแล้ว",
            )
        ]

    def __str__(self):
        return f"{self.trade} → {self.get_occupation_display()}"

    def get_absolute_url(self):
        return reverse("households:trades")
