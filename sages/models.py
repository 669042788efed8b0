"""Teachers: the lasting sage, and the sage's seat in a village's trainer team of one year."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from accounts.models import Record, SealedPerson
from sammachip.lib.counting import count_of, related_rows
from sammachip.lib.scope import ScopedQuerySet
from villages.models import Answer, Meeting, Participation, Village


class SageQuerySet(ScopedQuerySet):
    def with_place(self):
        return self.select_related("village__subdistrict")


class Sage(SealedPerson, Record):
    personal_fields = ("prefix", "first_name", "last_name", "birth_on", "house_no", "phone", "awards")

    village = models.ForeignKey(Village, models.PROTECT, related_name="sages", verbose_name="หมู่บ้าน")
    prefix = models.CharField("คำนำหน้า", max_length=30, blank=True)
    first_name = models.CharField("ชื่อ", max_length=80)
    last_name = models.CharField("สกุล", max_length=80)
    birth_on = models.DateField("วันเกิด", null=True, blank=True)
    house_no = models.CharField("บ้านเลขที่", max_length=20, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=10, blank=True)
    main_occupation = models.CharField("อาชีพหลัก", max_length=100, blank=True)
    expertise = models.CharField("ความเชี่ยวชาญ", max_length=150)
    years = models.PositiveSmallIntegerField(
        "ประสบการณ์ (ปี)", null=True, blank=True, validators=[MaxValueValidator(90, "ประสบการณ์ต้องไม่เกิน 90 ปี")]
    )
    awards = models.CharField("รางวัลที่ได้รับ", max_length=300, blank=True)
    learning_place = models.CharField("แหล่งเรียนรู้", max_length=150, blank=True)
    course_centre = models.CharField("ศูนย์ที่อบรมหลักสูตรผู้นำ", max_length=150, blank=True)
    course_round = models.CharField("รุ่น", max_length=20, blank=True)
    course_starts_on = models.DateField("อบรมหลักสูตรผู้นำตั้งแต่", null=True, blank=True)
    course_ends_on = models.DateField("ถึงวันที่", null=True, blank=True)
    course_passed = models.BooleanField("ผ่านหลักสูตรวิทยากรผู้นำสัมมาชีพ", default=False)

    objects = SageQuerySet.as_manager()

    class Meta:
        verbose_name = "ปราชญ์ชุมชน"
        verbose_name_plural = "ปราชญ์ชุมชน"
        ordering = ["village_id", "first_name", "last_name", "pk"]
        constraints = [
            *SealedPerson.Meta.constraints,
            models.CheckConstraint(
                condition=Q(years=None) | Q(years__lte=90),
                name="sage_years_at_most_90",
                violation_error_message="ประสบการณ์ต้องไม่เกิน 90 ปี",
            ),
            models.CheckConstraint(
                condition=Q(course_ends_on=None)
                | Q(course_starts_on=None)
                | Q(course_ends_on__gte=F("course_starts_on")),
                name="sage_course_dates_in_order",
                violation_error_message="วันสิ้นสุดการอบรมต้องไม่มาก่อนวันเริ่มอบรม",
            ),
        ]

    def __str__(self):
        return f"{self.prefix}{self.first_name} {self.last_name}"

    def get_absolute_url(self):
        return reverse("sages:detail", args=[self.pk])

    @property
    def choice_label(self):
        return f"{self} {self.village.choice_label}"


class TeamMemberQuerySet(ScopedQuerySet):
    area_path = "participation__village_id"

    def standing(self):
        return self.filter(left_on=None)

    def in_year(self, year):
        return self.filter(fiscal_year=year)

    def confirmed(self):
        """Those whom the village has confirmed as its trainers."""
        return self.filter(joined_on__isnull=False)

    def leads(self):
        return self.filter(role=TeamMember.Role.LEAD)

    def prepared(self):
        """Those who completed the preparation of their team, which a higher floor records."""
        attended = related_rows(self.model, "attendances").filter(team_member=OuterRef("pk"))
        return self.filter(Exists(attended.prepared()))

    def with_names(self):
        return self.select_related("sage", "participation__village__subdistrict", "participation__plan")

    def with_work(self):
        """Columns `coached_count` (households that still stand) and `session_count` (sessions taught)."""
        coached = related_rows(self.model, "coached").standing()
        return self.annotate(
            coached_count=count_of(coached, "coach"),
            session_count=count_of(related_rows(self.model, "sessions"), "trainers"),
        )


class TeamMember(Record):
    """A sage's seat in the trainer team of one village and year. `fiscal_year` repeats the plan's, for the constraint."""

    personal_fields = ("note",)
    plan_path = ("participation", "plan")

    class Role(models.TextChoices):
        LEAD = "lead", "หัวหน้าทีม"
        MEMBER = "member", "สมาชิก"

    sage = models.ForeignKey(Sage, models.PROTECT, related_name="seats", verbose_name="ปราชญ์ชุมชน")
    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="team", verbose_name="หมู่บ้านเข้าร่วมโครงการ"
    )
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ", editable=False)
    role = models.CharField("บทบาทในทีม", max_length=10, choices=Role.choices, default=Role.MEMBER)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chosen_sages",
        verbose_name="การประชุมที่คัดเลือก",
    )
    joined_on = models.DateField("เข้าทีมเมื่อ", null=True, blank=True)
    left_on = models.DateField("ออกจากทีมเมื่อ", null=True, blank=True)
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "ทีมวิทยากรสัมมาชีพชุมชน"
        verbose_name_plural = "ทีมวิทยากรสัมมาชีพชุมชน"
        ordering = ["participation__village_id", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sage", "fiscal_year"],
                condition=Q(left_on=None),
                name="teammember_one_team_a_year",
                violation_error_message="ปราชญ์คนนี้อยู่ในทีมวิทยากรของปีนี้แล้ว หนึ่งคนอยู่ได้ปีละหนึ่งทีม",
            ),
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(role="lead", left_on=None),
                name="teammember_one_lead",
                violation_error_message="ทีมนี้มีหัวหน้าทีมแล้ว โปรดเปลี่ยนบทบาทของหัวหน้าทีมเดิมก่อน",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
                name="teammember_dates_in_order",
                violation_error_message="วันที่ออกจากทีมต้องไม่มาก่อนวันที่เข้าทีม",
            ),
        ]

    def __str__(self):
        return f"{self.sage} ({self.get_role_display()})"

    @property
    def called(self):
        """The name that a roll calls and a certificate bears."""
        return str(self.sage)

    def get_absolute_url(self):
        return reverse("sages:detail", args=[self.sage_id])

    @property
    def choice_label(self):
        return f"{self} {self.participation.village} ปี {self.fiscal_year}"


class SeatAnswerQuerySet(ScopedQuerySet):
    area_path = "seat__participation__village_id"


class SeatAnswer(Answer):
    """What the meeting or the team found of a sage, by one criterion of the year's checklist."""

    personal_fields = ("is_met",)
    plan_path = ("seat", "participation", "plan")

    seat = models.ForeignKey(TeamMember, models.PROTECT, related_name="answers", verbose_name="สมาชิกทีมวิทยากร")

    objects = SeatAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลการคัดเลือกปราชญ์"
        verbose_name_plural = "ผลการคัดเลือกปราชญ์"
        ordering = ["criterion__subject", "criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "criterion"],
                name="seatanswer_once",
                violation_error_message="เกณฑ์ข้อนี้ตอบแล้ว โปรดแก้ไขคำตอบเดิม",
            )
        ]

    def __str__(self):
        return f"{self.criterion}: {'ผ่าน' if self.is_met else 'ไม่ผ่าน'}"

    def get_absolute_url(self):
        return self.seat.get_absolute_url()
