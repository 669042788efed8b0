"""Teaching: sessions of a village, who came on which day, and what households received to start with."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Record
from households.models import Enrolment
from sages.models import TeamMember
from sammachip.lib import thai
from sammachip.lib.counting import count_of
from sammachip.lib.scope import ScopedQuerySet
from villages.models import Participation


class SessionQuerySet(ScopedQuerySet):
    area_path = "participation__village_id"

    def in_year(self, year):
        return self.filter(participation__plan__fiscal_year=year)

    def for_households(self):
        """Those that teach households; the others prepare the trainer team."""
        return self.exclude(kind=Session.Kind.TEAM)

    def with_place(self):
        return self.select_related("participation__village__subdistrict", "participation__plan")

    def with_came(self):
        """Columns of those who came on any day and of those expected: `came_count`, `expected_count` (households),
        `team_came_count`, `team_count` (trainers)."""
        gone_since = Q(withdrawn_on=None) | Q(withdrawn_on__gt=OuterRef("starts_on"))
        left_since = Q(left_on=None) | Q(left_on__gt=OuterRef("starts_on"))
        return self.annotate(
            came_count=people_of("enrolment"),
            expected_count=count_of(Enrolment.objects.filter(gone_since), "participation", "participation"),
            team_came_count=people_of("team_member"),
            team_count=count_of(TeamMember.objects.filter(left_since), "participation", "participation"),
        )


def people_of(column):
    """A column: how many different people, by `column` of the attendance, came to a session."""
    came = Attendance.objects.came().filter(session=OuterRef("pk")).order_by().values("session")
    counted = came.annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


class Session(Record):
    personal_fields = ()

    class Kind(models.TextChoices):
        TEAM = "team", "เตรียมทีมวิทยากร"
        TRAINING = "training", "ฝึกอบรม"
        PRACTICE = "practice", "ฝึกปฏิบัติ/สาธิต"
        STUDY_VISIT = "study_visit", "ศึกษาดูงาน"

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="sessions", verbose_name="หมู่บ้านเข้าร่วมโครงการ"
    )
    kind = models.CharField("ประเภท", max_length=12, choices=Kind.choices)
    title = models.CharField("เรื่อง", max_length=150)
    starts_on = models.DateField("วันเริ่ม")
    ends_on = models.DateField("วันสิ้นสุด")
    place = models.CharField("สถานที่", max_length=150, blank=True)
    trainers = models.ManyToManyField(TeamMember, related_name="sessions", blank=True, verbose_name="วิทยากร")

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "การอบรม"
        verbose_name_plural = "การอบรม"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="session_dates_in_order",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("training:detail", args=[self.pk])

    @property
    def is_for_team(self):
        return self.kind == self.Kind.TEAM

    @property
    def turnout(self):
        """(came, expected) of those whom the session is for; the row comes `with_came`."""
        if self.is_for_team:
            return self.team_came_count, self.team_count
        return self.came_count, self.expected_count

    @property
    def dates(self):
        return thai.format_date_range(self.starts_on, self.ends_on)

    @property
    def days(self):
        return (self.ends_on - self.starts_on).days + 1


class AttendanceQuerySet(ScopedQuerySet):
    area_path = "session__participation__village_id"

    def came(self):
        return self.filter(status__in=Attendance.Status.came())


class Attendance(Record):
    """One person's presence on one day of a session: a target household or a member of the trainer team."""

    personal_fields = ()

    class Status(models.TextChoices):
        PRESENT = "present", "มา"
        LATE = "late", "มาสาย"
        ABSENT = "absent", "ไม่มา"

        @classmethod
        def came(cls):
            return [cls.PRESENT, cls.LATE]

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances", verbose_name="การอบรม")
    on = models.DateField("วันที่")
    enrolment = models.ForeignKey(
        Enrolment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name="ครัวเรือนเป้าหมาย",
    )
    team_member = models.ForeignKey(
        TeamMember, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name="ทีมวิทยากร"
    )
    status = models.CharField("การเข้าร่วม", max_length=8, choices=Status.choices, default=Status.PRESENT)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "การเข้าอบรม"
        verbose_name_plural = "การเข้าอบรม"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolment=None, team_member__isnull=False)
                | Q(enrolment__isnull=False, team_member=None),
                name="attendance_of_one_person",
                violation_error_message="การเข้าอบรมหนึ่งรายการเป็นของคนเดียว: ครัวเรือนเป้าหมายหรือทีมวิทยากร",
            ),
            models.UniqueConstraint(
                fields=["session", "on", "enrolment"],
                name="attendance_of_household_once_a_day",
                violation_error_message="ครัวเรือนนี้ลงเวลาของวันนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["session", "on", "team_member"],
                name="attendance_of_trainer_once_a_day",
                violation_error_message="วิทยากรคนนี้ลงเวลาของวันนี้แล้ว",
            ),
        ]

    def __str__(self):
        return f"{self.session} {self.on:%Y-%m-%d}"


class InputSupportQuerySet(ScopedQuerySet):
    area_path = "enrolment__participation__village_id"

    def during(self, session):
        """What households of the session's village received on its days."""
        days = (session.starts_on, session.ends_on)
        return self.filter(enrolment__participation=session.participation_id, received_on__range=days)


class InputSupport(Record):
    """Materials given to a household so that it can start."""

    personal_fields = ()

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="inputs", verbose_name="ครัวเรือนเป้าหมาย"
    )
    item = models.CharField("รายการ", max_length=150)
    amount = models.DecimalField("จำนวน", max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField("หน่วย", max_length=30, blank=True)
    value = models.DecimalField(
        "มูลค่า (บาท)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "มูลค่าต้องไม่ติดลบ")],
    )
    received_on = models.DateField("วันที่รับ")
    source = models.CharField("แหล่งงบประมาณ", max_length=150, blank=True)

    objects = InputSupportQuerySet.as_manager()

    class Meta:
        verbose_name = "การสนับสนุนปัจจัย"
        verbose_name_plural = "การสนับสนุนปัจจัย"
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gt=0)) & (Q(value=None) | Q(value__gte=0)),
                name="inputsupport_not_negative",
                violation_error_message="จำนวนต้องมากกว่าศูนย์และมูลค่าต้องไม่ติดลบ",
            )
        ]

    def __str__(self):
        return self.item
