"""Follow-up: one visit, before, during or after training, to a household, a sage, a team, a session, a group or a village."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Record
from groups.models import OccupationGroup
from households.models import Enrolment, Income
from sages.models import TeamMember
from sammachip.lib.counting import related_rows
from sammachip.lib.position import position_in_thailand
from sammachip.lib.scope import ScopedQuerySet
from training.models import Session
from villages.models import Participation, Phase, VisitQuestion


class VisitQuerySet(ScopedQuerySet):
    area_path = "participation__village_id"

    def in_year(self, year):
        return self.filter(participation__plan__fiscal_year=year)

    def recorded(self):
        """Visits that count: neither drafts nor those that a later row corrects."""
        return self.filter(state__in=Visit.State.counted_states())

    def phase_counts(self):
        """(participation, phase) → enrolments that stand and have at least one recorded visit of the phase."""
        visits = self.recorded().filter(enrolment__withdrawn_on=None, enrolment__isnull=False).order_by()
        counted = visits.values_list("enrolment__participation", "phase").annotate(
            Count("enrolment", distinct=True)
        )
        return {(key, phase): count for key, phase, count in counted}

    def with_names(self):
        return self.select_related(
            "enrolment__household",
            "group",
            "session",
            "team_member__sage",
            "participation__village__subdistrict",
            "participation__plan",
            "visitor",
            "income",
        )

    def with_problems(self):
        """With what was found wrong at each, and of which kind."""
        found = related_rows(self.model, "problems").select_related("kind")
        return self.prefetch_related(Prefetch("problems", found))

    def with_subject(self):
        """Adds `subject`, the name by which a list of visits is sorted."""
        return self.annotate(
            subject=Coalesce(
                "enrolment__household__first_name",
                "group__name",
                "session__title",
                "team_member__sage__first_name",
                "participation__village__name",
            )
        )

    def to_same_subject(self, visit):
        """The other visits to the same household, sage, team, session, group, or village as a whole."""
        same = {f"{name}_id": getattr(visit, f"{name}_id") for name in SUBJECTS.values()}
        others = self.filter(whom=visit.whom, **same).exclude(pk=visit.pk)
        return others if any(same.values()) else others.filter(participation=visit.participation_id)

    def appointments(self):
        """Visits whose next appointment still stands: nobody has come to the same subject since, and it is not excused.

        Of two visits on one day the later written replaces the earlier one's appointment only by its own.
        """
        since = Q(visited_on__gt=OuterRef("visited_on"))
        since |= Q(visited_on=OuterRef("visited_on"), pk__gt=OuterRef("pk"), next_on__isnull=False)
        later = self.model.objects.recorded().filter(since, whom=OuterRef("whom"))
        return (
            self.recorded()
            .filter(next_on__isnull=False, excuse=None)
            .filter(Q(enrolment=None) | Q(enrolment__withdrawn_on=None))
            .filter(Q(group=None) | ~Q(group__state=OccupationGroup.State.DISSOLVED))
            .filter(~Exists(later.filter(to_the_same())))
        )

    def with_new_advice(self):
        """A column `is_advised`: there is advice, and its writer has not written anything of the same subject since."""
        advice = related_rows(self.model, "advices").filter(visit=OuterRef("pk"))
        written = self.model.history.filter(
            history_date__gt=OuterRef("given_at"),
            history_user=OuterRef("visit__visitor"),
            whom=OuterRef("visit__whom"),
        )
        return self.annotate(
            is_advised=Exists(advice.filter(~Exists(written.filter(to_the_same("visit__")))))
        )

    def due_between(self, first, last):
        """Standing appointments from `first` to `last`; None leaves that side open."""
        rows = self.appointments()
        rows = rows.filter(next_on__gte=first) if first else rows
        return rows.filter(next_on__lte=last) if last else rows


# Whom a visit was paid to → the column that names it; a team and a village are named by their participation.
SUBJECTS = {"household": "enrolment", "sage": "team_member", "session": "session", "group": "group"}


def to_the_same(path=""):
    """A condition: paid to the same subject as the row outside, where `path` leads to the visit."""
    part = OuterRef(f"{path}participation")
    same = Q(whom__in=["team", "village"], participation=part)
    for whom, name in SUBJECTS.items():
        same |= Q(whom=whom, **{name: OuterRef(f"{path}{name}")})
    return same


def named_by_its_column():
    """A condition: exactly the column that belongs to `whom` is filled."""
    condition = Q()
    for whom in VisitQuestion.Whom:
        filled = {f"{name}__isnull": SUBJECTS.get(whom) != name for name in SUBJECTS.values()}
        condition |= Q(whom=whom, **filled)
    return condition


class Visit(Record):
    personal_fields = ("met", "findings", "advice", "promise", "latitude", "longitude")
    plan_path = ("participation", "plan")
    dated_by = "visited_on"

    Phase, Whom = Phase, VisitQuestion.Whom

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", "ตรวจเยี่ยมครัวเรือน"
        MEETING = "meeting", "ร่วมประชุม"
        ADVICE = "advice", "ให้คำแนะนำ"
        OTHER = "other", "อื่น ๆ"

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        RECORDED = "recorded", "บันทึกแล้ว"
        ACKNOWLEDGED = "acknowledged", "รับทราบแล้ว"
        CORRECTED = "corrected", "มีฉบับแก้ไขแล้ว"

        @classmethod
        def counted_states(cls):
            return [cls.RECORDED, cls.ACKNOWLEDGED]

    class Practice(models.TextChoices):
        PRACTISING = "practising", "ทำต่อเนื่อง"
        PARTLY = "partly", "ทำบ้าง"
        STOPPED = "stopped", "หยุดทำ"

    class Inputs(models.TextChoices):
        USED = "used", "ได้รับแล้ว ใช้อยู่"
        UNUSED = "unused", "ได้รับแล้ว ยังไม่ได้ใช้"
        MISSING = "missing", "ยังไม่ได้รับ"

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="visits", verbose_name="หมู่บ้านเข้าร่วมโครงการ"
    )
    whom = models.CharField(
        "ติดตามใคร", max_length=10, choices=Whom.choices, default=Whom.HOUSEHOLD, editable=False
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="ครัวเรือนเป้าหมาย"
    )
    team_member = models.ForeignKey(
        TeamMember, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="ปราชญ์ชุมชน"
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="การอบรม"
    )
    group = models.ForeignKey(
        OccupationGroup, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="กลุ่มอาชีพ"
    )
    phase = models.CharField("ระยะ", max_length=8, choices=Phase.choices)
    phase_reason = models.CharField("เหตุที่ระยะไม่ตรงกับวันอบรม", max_length=200, blank=True)
    kind = models.CharField("ประเภทการติดตาม", max_length=10, choices=Kind.choices, default=Kind.HOUSEHOLD)
    state = models.CharField(
        "สถานะ", max_length=12, choices=State.choices, default=State.RECORDED, editable=False
    )
    visited_on = models.DateField("วันที่ติดตาม")
    visitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="visits", editable=False, verbose_name="ผู้ติดตาม"
    )
    met = models.CharField("ผู้ที่ได้พบ", max_length=150, blank=True)
    practice = models.CharField("การทำอาชีพ", max_length=10, choices=Practice.choices, blank=True)
    findings = models.TextField("สิ่งที่พบ", blank=True)
    advice = models.TextField("คำแนะนำและกำลังใจ", blank=True)
    inputs = models.CharField("ปัจจัยที่สนับสนุน", max_length=8, choices=Inputs.choices, blank=True)
    promise = models.CharField("คำสัญญา/สิ่งที่จะทำครั้งหน้า", max_length=200, blank=True)
    next_on = models.DateField("นัดครั้งต่อไป", null=True, blank=True)
    income = models.OneToOneField(
        Income,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="visit",
        verbose_name="รายได้ที่บันทึก",
    )
    confirmed = models.JSONField("ข้อที่ผู้บันทึกยืนยัน", default=list, blank=True, editable=False)
    trip = models.UUIDField("บันทึกพร้อมกัน", null=True, blank=True, editable=False)
    latitude = models.DecimalField("ละติจูด", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("ลองจิจูด", max_digits=9, decimal_places=6, null=True, blank=True)
    accuracy = models.PositiveIntegerField("ความคลาดเคลื่อนของพิกัด (เมตร)", null=True, blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="correction",
        verbose_name="แก้ไขบันทึกฉบับก่อน",
    )
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="ผู้รับทราบ",
    )
    acknowledged_at = models.DateTimeField("รับทราบเมื่อ", null=True, blank=True, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "การติดตาม"
        verbose_name_plural = "การติดตาม"
        ordering = ["-visited_on", "-pk"]
        indexes = [
            models.Index(fields=["enrolment", "visited_on"], name="visit_by_enrolment"),
            models.Index(fields=["participation", "phase"], name="visit_by_phase"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=named_by_its_column(),
                name="visit_has_one_subject",
                violation_error_message="การติดตามหนึ่งครั้งเลือกผู้รับการติดตามได้อย่างเดียว",
            ),
            position_in_thailand("visit_position_in_thailand"),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("visited_on")),
                name="visit_next_after_visit",
                violation_error_message="วันนัดครั้งต่อไปต้องอยู่หลังวันที่ติดตาม",
            ),
        ]

    def __str__(self):
        return f"{self.get_phase_display()} {self.subject_name}"

    def get_absolute_url(self):
        return reverse("monitoring:detail", args=[self.pk])

    @property
    def subject_row(self):
        """The row that the visit was paid to."""
        name = SUBJECTS.get(self.whom)
        return getattr(self, name) if name else self.participation

    @property
    def subject_url(self):
        """The page of whom the visit was paid to."""
        return self.subject_row.get_absolute_url()

    def is_editable_by(self, user):
        """A visit is proof of one officer's field work: its writer alone edits it, until it is acknowledged."""
        return self.visitor_id == user.pk and self.state in (self.State.DRAFT, self.State.RECORDED)

    def is_correctable_by(self, user):
        """An acknowledged visit is locked; its writer corrects it by a new row."""
        return self.visitor_id == user.pk and self.state == self.State.ACKNOWLEDGED

    @property
    def subject_name(self):
        match self.whom:
            case self.Whom.HOUSEHOLD:
                return str(self.enrolment.household)
            case self.Whom.SAGE:
                return str(self.team_member.sage)
            case self.Whom.TEAM:
                return f"ทีมวิทยากร {self.participation.village}"
            case self.Whom.VILLAGE:
                return str(self.participation.village)
        return str(self.subject_row)
