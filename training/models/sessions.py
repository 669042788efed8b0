"""Teaching: sessions of a village, who teaches, who is invited, and who came on which day."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Record
from households.models import Enrolment
from sages.models import TeamMember
from sammachip.lib import thai
from sammachip.lib.counting import DaysOf, count_of
from sammachip.lib.scope import ScopedQuerySet
from villages.models import Attended, Participation

from .plans import Activity


class SessionQuerySet(ScopedQuerySet):
    area_path = "participation__village_id"

    def in_year(self, year):
        return self.filter(participation__plan__fiscal_year=year)

    def for_households(self):
        """Those that teach households; the others prepare the trainer team."""
        return self.exclude(kind=Session.Kind.TEAM)

    def for_team(self):
        return self.filter(kind=Session.Kind.TEAM)

    def on_days(self, first, last):
        """Sessions with at least one day from `first` to `last`."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def with_place(self):
        return self.select_related("participation__village__subdistrict", "participation__plan")

    def with_came(self):
        """Columns of those who came on any day and of those invited: `came_count`, `expected_count` (households),
        `team_came_count`, `team_count` (trainers)."""
        invited = Invitation.objects
        return self.annotate(
            came_count=people_of("enrolment"),
            expected_count=count_of(invited.filter(enrolment__isnull=False), "session"),
            team_came_count=people_of("team_member"),
            team_count=count_of(invited.filter(team_member__isnull=False), "session"),
        )

    def with_roll(self):
        """Columns of person-days: `noted_days` (with an entry) and `came_days` of them."""
        noted = Attendance.objects.all()
        return self.annotate(
            noted_days=count_of(noted, "session"), came_days=count_of(noted.came(), "session")
        )


def people_of(column):
    """A column: how many different people, by `column` of the attendance, came to a session."""
    came = Attendance.objects.came().filter(session=OuterRef("pk")).order_by().values("session")
    counted = came.annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


class Session(Attended, Record):
    personal_fields = ()
    plan_path = ("participation", "plan")

    class Kind(models.TextChoices):
        TEAM = "team", "เตรียมทีมวิทยากร"
        TRAINING = "training", "ฝึกอบรม"
        PRACTICE = "practice", "ฝึกปฏิบัติ/สาธิต"
        STUDY_VISIT = "study_visit", "ศึกษาดูงาน"

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="sessions", verbose_name="หมู่บ้านเข้าร่วมโครงการ"
    )
    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name="กิจกรรมตามแผนปฏิบัติการ",
    )
    kind = models.CharField("ประเภท", max_length=12, choices=Kind.choices)
    title = models.CharField("เรื่อง", max_length=150)
    starts_on = models.DateField("วันเริ่ม")
    ends_on = models.DateField("วันสิ้นสุด")
    starts_at = models.TimeField("เวลาเริ่ม", null=True, blank=True)
    ends_at = models.TimeField("เวลาเลิก", null=True, blank=True)
    place = models.CharField("สถานที่", max_length=150, blank=True)
    trainers = models.ManyToManyField(
        TeamMember, through="Teaching", related_name="sessions", blank=True, verbose_name="วิทยากร"
    )

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
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="session_times_in_order",
                violation_error_message="เวลาเลิกต้องอยู่หลังเวลาเริ่ม",
            ),
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
        """(came, invited) of those whom the session is for; the row comes `with_came`."""
        if self.is_for_team:
            return self.team_came_count, self.team_count
        return self.came_count, self.expected_count

    @property
    def dates(self):
        return thai.format_date_range(self.starts_on, self.ends_on)

    @property
    def hours(self):
        """`09.00–16.00 น.`, or what is known of it."""
        told = [f"{time.hour:02}.{time.minute:02}" for time in (self.starts_at, self.ends_at) if time]
        return f"{'–'.join(told)} น." if told else ""

    @property
    def days(self):
        return (self.ends_on - self.starts_on).days + 1

    @property
    def days_needed(self):
        """How many days a person must come to complete it, by the rule of the year's plan."""
        return self.participation.plan.days_needed(self.days)


class OfOnePerson(models.Model):
    """A target household's or a sage's, never both."""

    class Meta:
        abstract = True

    @property
    def person(self):
        return self.enrolment or self.team_member

    @property
    def person_key(self):
        return self.enrolment_id or self.team_member_id


def of_one_person(name, sentence):
    return models.CheckConstraint(
        condition=Q(enrolment=None, team_member__isnull=False) | Q(enrolment__isnull=False, team_member=None),
        name=name,
        violation_error_message=sentence,
    )


class OfPeopleQuerySet(ScopedQuerySet):
    area_path = "session__participation__village_id"

    def of_households(self):
        return self.filter(enrolment__isnull=False)

    def of_team(self):
        return self.filter(team_member__isnull=False)

    def with_names(self):
        return self.select_related("enrolment__household", "team_member__sage")


class TeachingQuerySet(ScopedQuerySet):
    area_path = "session__participation__village_id"


class Teaching(Record):
    """A member of a trainer team teaches in a session."""

    personal_fields = ()
    plan_path = ("session", "participation", "plan")

    session = models.ForeignKey(Session, models.PROTECT, related_name="teachings", verbose_name="การอบรม")
    team_member = models.ForeignKey(
        TeamMember, models.PROTECT, related_name="teachings", verbose_name="วิทยากร"
    )

    objects = TeachingQuerySet.as_manager()

    class Meta:
        verbose_name = "วิทยากรของการอบรม"
        verbose_name_plural = "วิทยากรของการอบรม"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "team_member"],
                name="teaching_once_a_session",
                violation_error_message="วิทยากรคนนี้อยู่ในการอบรมนี้แล้ว",
            )
        ]

    def __str__(self):
        return f"{self.team_member.sage} · {self.session}"

    def get_absolute_url(self):
        return self.session.get_absolute_url()


class Invitation(OfOnePerson, Record):
    """Who is to come to a session: a target household, or a member of the trainer team."""

    personal_fields = ()
    plan_path = ("session", "participation", "plan")

    session = models.ForeignKey(Session, models.PROTECT, related_name="invitations", verbose_name="การอบรม")
    enrolment = models.ForeignKey(
        Enrolment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name="ครัวเรือนเป้าหมาย",
    )
    team_member = models.ForeignKey(
        TeamMember, models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name="ทีมวิทยากร"
    )

    objects = OfPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้ที่เชิญเข้าอบรม"
        verbose_name_plural = "ผู้ที่เชิญเข้าอบรม"
        ordering = ["pk"]
        constraints = [
            of_one_person(
                "invitation_of_one_person",
                "คำเชิญหนึ่งรายการเป็นของคนเดียว: ครัวเรือนเป้าหมายหรือทีมวิทยากร",
            ),
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                name="invitation_of_household_once",
                violation_error_message="ครัวเรือนนี้อยู่ในรายชื่อผู้เข้าอบรมแล้ว",
            ),
            models.UniqueConstraint(
                fields=["session", "team_member"],
                name="invitation_of_trainer_once",
                violation_error_message="ปราชญ์คนนี้อยู่ในรายชื่อผู้เข้าอบรมแล้ว",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.session}"

    def get_absolute_url(self):
        return self.session.get_absolute_url()


class AttendanceQuerySet(OfPeopleQuerySet):
    def came(self):
        return self.filter(status__in=Attendance.Status.came())

    def completions(self, column):
        """(person, session) of everyone, by `column`, who came on enough days of a session that is over by its plan's rule.

        Columns: `column`, `session`, `came_on` (days).
        """
        days = DaysOf("session__starts_on", "session__ends_on")
        came = self.came().filter(**{f"{column}__isnull": False}).order_by().values(column, "session")
        counted = came.annotate(came_on=Count("on", distinct=True))
        asked = days * F("session__participation__plan__completion_percent")
        return counted.annotate(asked=asked).filter(asked__lte=F("came_on") * 100)

    def trained(self):
        """Whose training is complete: for `Exists`, narrowed to one enrolment."""
        return self.filter(session__kind=Session.Kind.TRAINING).completions("enrolment")

    def prepared(self):
        """Whose preparation as a trainer is complete: for `Exists`, narrowed to one team member."""
        return self.filter(session__kind=Session.Kind.TEAM).completions("team_member")


class Attendance(OfOnePerson, Record):
    """One person's presence on one day of a session: a target household or a member of the trainer team."""

    personal_fields = ("substitute",)
    plan_path = ("session", "participation", "plan")

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
    substitute = models.CharField(
        "ผู้มาแทน", max_length=150, blank=True, help_text="คนในครัวเรือนเดียวกันที่มาแทนผู้แทนครัวเรือน"
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "การเข้าอบรม"
        verbose_name_plural = "การเข้าอบรม"
        ordering = ["on", "pk"]
        constraints = [
            of_one_person(
                "attendance_of_one_person",
                "การเข้าอบรมหนึ่งรายการเป็นของคนเดียว: ครัวเรือนเป้าหมายหรือทีมวิทยากร",
            ),
            models.CheckConstraint(
                condition=Q(substitute="") | (Q(enrolment__isnull=False) & ~Q(status="absent")),
                name="attendance_substitute_came_for_household",
                violation_error_message="ผู้มาแทนมีได้เฉพาะครัวเรือนที่มาหรือมาสาย",
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
