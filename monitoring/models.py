"""Follow-up: one visit, before, during or after training, to a household, a group or the village itself."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Record
from groups.models import OccupationGroup
from households.models import Enrolment, Income
from sammachip.lib.scope import ScopedQuerySet
from villages.models import Participation


class VisitQuerySet(ScopedQuerySet):
    area_path = "participation__village_id"

    def in_year(self, year):
        return self.filter(participation__plan__fiscal_year=year)

    def recorded(self):
        return self.exclude(state=Visit.State.DRAFT)

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
            "participation__village__subdistrict",
            "participation__plan",
            "visitor",
            "income",
        )

    def with_subject(self):
        """Adds `subject`, the name by which a list of visits is sorted."""
        return self.annotate(
            subject=Coalesce(
                "enrolment__household__first_name", "group__name", "participation__village__name"
            )
        )

    def to_same_subject(self, visit):
        """The other visits to the same household, group, or village as a whole."""
        others = self.filter(enrolment=visit.enrolment_id, group=visit.group_id).exclude(pk=visit.pk)
        is_to_village = not (visit.enrolment_id or visit.group_id)
        return others.filter(participation=visit.participation_id) if is_to_village else others

    def appointments(self):
        """Visits whose next appointment still stands: nobody has come to the same subject since.

        Of two visits on one day the later written replaces the earlier one's appointment only by its own.
        """
        since = Q(visited_on__gt=OuterRef("visited_on"))
        since |= Q(visited_on=OuterRef("visited_on"), pk__gt=OuterRef("pk"), next_on__isnull=False)
        later = self.model.objects.recorded().filter(since)
        same_household = later.filter(enrolment=OuterRef("enrolment"))
        same_group = later.filter(group=OuterRef("group"))
        same_village = later.filter(participation=OuterRef("participation"), enrolment=None, group=None)
        return (
            self.recorded()
            .filter(next_on__isnull=False)
            .filter(Q(enrolment=None) | Q(enrolment__withdrawn_on=None))
            .filter(Q(group=None) | ~Q(group__state=OccupationGroup.State.DISSOLVED))
            .filter(Q(enrolment=None) | ~Exists(same_household))
            .filter(Q(group=None) | ~Exists(same_group))
            .filter(Q(enrolment__isnull=False) | Q(group__isnull=False) | ~Exists(same_village))
        )

    def due_between(self, first, last):
        """Standing appointments from `first` to `last`; None leaves that side open."""
        rows = self.appointments()
        rows = rows.filter(next_on__gte=first) if first else rows
        return rows.filter(next_on__lte=last) if last else rows


class Visit(Record):
    personal_fields = ("met", "findings", "advice", "problem", "cause", "way_out", "promise")

    class Phase(models.TextChoices):
        BEFORE = "before", "ก่อนอบรม"
        DURING = "during", "ระหว่างอบรม"
        AFTER = "after", "หลังอบรม"

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", "ตรวจเยี่ยมครัวเรือน"
        MEETING = "meeting", "ร่วมประชุม"
        ADVICE = "advice", "ให้คำแนะนำ"
        OTHER = "other", "อื่น ๆ"

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        RECORDED = "recorded", "บันทึกแล้ว"
        ACKNOWLEDGED = "acknowledged", "รับทราบแล้ว"

    class Practice(models.TextChoices):
        PRACTISING = "practising", "ทำต่อเนื่อง"
        PARTLY = "partly", "ทำบ้าง"
        STOPPED = "stopped", "หยุดทำ"

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="visits", verbose_name="หมู่บ้านเข้าร่วมโครงการ"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="ครัวเรือนเป้าหมาย"
    )
    group = models.ForeignKey(
        OccupationGroup, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="กลุ่มอาชีพ"
    )
    phase = models.CharField("ระยะ", max_length=8, choices=Phase.choices)
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
    problem = models.CharField("ปัญหา", max_length=300, blank=True)
    cause = models.CharField("สาเหตุ", max_length=300, blank=True)
    way_out = models.CharField("แนวทางแก้ไข", max_length=300, blank=True)
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
                condition=Q(enrolment=None) | Q(group=None),
                name="visit_has_one_subject",
                violation_error_message="การติดตามหนึ่งครั้งเลือกได้ครัวเรือนเป้าหมายหรือกลุ่มอาชีพอย่างเดียว",
            ),
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
    def subject_url(self):
        """The page of whom the visit was paid to."""
        return (self.enrolment or self.group or self.participation).get_absolute_url()

    def is_editable_by(self, user):
        """A visit is proof of one officer's field work: its writer alone edits it, until it is acknowledged."""
        return self.visitor_id == user.pk and self.state != self.State.ACKNOWLEDGED

    @property
    def subject_name(self):
        if self.enrolment_id:
            return str(self.enrolment.household)
        return self.group.name if self.group_id else str(self.participation.village)
