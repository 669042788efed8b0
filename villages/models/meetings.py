"""Meetings of a village: the first step of its year, and whom they chose."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Record
from sammachip.lib import thai
from sammachip.lib.scope import ScopedQuerySet

from .plans import Participation


class MeetingQuerySet(ScopedQuerySet):
    area_path = "participation__village_id"

    def in_year(self, year):
        return self.filter(participation__plan__fiscal_year=year)

    def with_names(self):
        return self.select_related("participation__village__subdistrict", "participation__plan")


def counted(name):
    return models.PositiveSmallIntegerField(name, null=True, blank=True)


class Attended(models.Model):
    """How many of those who sign no roll were there; a number nobody wrote is missing, not zero."""

    leaders_present = counted("ผู้นำชุมชน (คน)")
    officers_present = counted("เจ้าหน้าที่ (คน)")
    partners_present = counted("ภาคีเครือข่าย (คน)")

    class Meta:
        abstract = True


PARTIES = ("leaders", "sages", "households", "officers", "partners")


class Meeting(Attended, Record):
    """A meeting in the village: when, where, who was there, what it decided."""

    personal_fields = ("minutes", "names")
    plan_path = ("participation", "plan")

    class Kind(models.TextChoices):
        LEADERS = "leaders", "ประชุมผู้นำหมู่บ้านคัดเลือกปราชญ์"
        TEAM = "team", "ประชุมทีมวิทยากรคัดเลือกครัวเรือน"
        OTHER = "other", "ประชุมอื่น ๆ"

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="meetings", verbose_name="หมู่บ้านเข้าร่วมโครงการ"
    )
    kind = models.CharField("ประเภทการประชุม", max_length=10, choices=Kind.choices)
    held_on = models.DateField("วันที่ประชุม")
    place = models.CharField("สถานที่", max_length=150, blank=True)
    attendees = models.PositiveSmallIntegerField(
        "ผู้เข้าประชุมทั้งหมด (คน)", null=True, blank=True, help_text="เว้นว่างเพื่อใช้ผลรวมของทุกฝ่าย"
    )
    sages_present = counted("ปราชญ์ชุมชน (คน)")
    households_present = counted("ผู้แทนครัวเรือน (คน)")
    names = models.TextField("รายชื่อผู้เข้าประชุม", blank=True, help_text="บรรทัดละหนึ่งคน พร้อมตำแหน่งถ้ามี")
    minutes = models.TextField("มติและบันทึกการประชุม", blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "การประชุม"
        verbose_name_plural = "การประชุม"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(attendees=None)
                | Q(attendees__gte=sum((Coalesce(f"{party}_present", 0) for party in PARTIES), Value(0))),
                name="meeting_parties_within_attendees",
                violation_error_message="ผู้เข้าประชุมทั้งหมดต้องไม่น้อยกว่าผลรวมของแต่ละฝ่าย",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.participation.village}"

    def get_absolute_url(self):
        return reverse("villages:meeting", args=[self.pk])

    @property
    def presence(self):
        """{party: how many}, the written ones only."""
        counts = {party: getattr(self, f"{party}_present") for party in PARTIES}
        return {party: count for party, count in counts.items() if count is not None}

    @property
    def choice_label(self):
        return f"{thai.format_date(self.held_on, 'medium')} {self}"
