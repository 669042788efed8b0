"""Result: households of one trade that organise together."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Record
from households.models import Household
from sammachip.lib.counting import count_of
from sammachip.lib.scope import ScopedQuerySet
from villages.models import Village


class OccupationGroupQuerySet(ScopedQuerySet):
    def with_place(self):
        return self.select_related("village__subdistrict")

    def with_members(self):
        """A column `member_count`: households that are members now."""
        return self.annotate(member_count=count_of(Member.objects.present(), "group"))

    def counted(self):
        """Groups that count as formed: past draft and not dissolved."""
        return self.filter(state__in=OccupationGroup.State.counted_states())

    def counted_in(self, year):
        """Groups of a fiscal year: counted, formed by its end, in villages that take part in it."""
        formed = self.counted().filter(formed_on__lte=year.ends_on)
        return formed.filter(village__participations__plan__fiscal_year=year.year)


class OccupationGroup(Record):
    personal_fields = ("phone",)

    class Kind(models.TextChoices):
        FARMING = "farming", "ภาคการเกษตร"
        PROCESSING = "processing", "การแปรรูป (OTOP/SME)"
        TOURISM = "tourism", "การท่องเที่ยวชุมชน"
        OTHER = "other", "อื่น ๆ"

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        FORMED = "formed", "ก่อตั้ง"
        REGISTERED = "registered", "จดทะเบียน"
        PRODUCING = "producing", "ผลิต"
        OTOP = "otop", "OTOP"
        PAUSED = "paused", "หยุด"
        DISSOLVED = "dissolved", "เลิก"

        @classmethod
        def counted_states(cls):
            return [state for state in cls if state not in (cls.DRAFT, cls.DISSOLVED)]

    village = models.ForeignKey(Village, models.PROTECT, related_name="groups", verbose_name="หมู่บ้าน")
    name = models.CharField("ชื่อกลุ่ม", max_length=150)
    kind = models.CharField("ประเภทกลุ่ม", max_length=12, choices=Kind.choices)
    trade = models.CharField("อาชีพของกลุ่ม", max_length=100, blank=True)
    state = models.CharField("สถานะ", max_length=12, choices=State.choices, default=State.FORMED)
    formed_on = models.DateField("วันที่ก่อตั้ง", null=True, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=10, blank=True)
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)

    objects = OccupationGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "กลุ่มอาชีพ"
        verbose_name_plural = "กลุ่มอาชีพ"
        ordering = ["village_id", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "name"],
                name="occupationgroup_name_once_in_village",
                violation_error_message="หมู่บ้านนี้มีกลุ่มชื่อนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(formed_on__isnull=False),
                name="occupationgroup_formed_has_date",
                violation_error_message="กลุ่มที่ก่อตั้งแล้วต้องมีวันที่ก่อตั้ง",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("groups:detail", args=[self.pk])


class MemberQuerySet(ScopedQuerySet):
    area_path = "group__village_id"

    def present(self):
        return self.filter(left_on=None)

    def with_names(self):
        return self.select_related("group__village", "household__village__subdistrict")


class Member(Record):
    personal_fields = ()

    group = models.ForeignKey(OccupationGroup, models.PROTECT, related_name="members", verbose_name="กลุ่มอาชีพ")
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="memberships", verbose_name="ครัวเรือน"
    )
    joined_on = models.DateField("เข้ากลุ่มเมื่อ")
    left_on = models.DateField("ออกจากกลุ่มเมื่อ", null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "สมาชิกกลุ่ม"
        verbose_name_plural = "สมาชิกกลุ่ม"
        ordering = ["joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "household"],
                condition=Q(left_on=None),
                name="member_once_at_a_time",
                violation_error_message="ครัวเรือนนี้เป็นสมาชิกของกลุ่มนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="member_dates_in_order",
                violation_error_message="วันที่ออกจากกลุ่มต้องไม่มาก่อนวันที่เข้ากลุ่ม",
            ),
        ]

    def __str__(self):
        return f"{self.household} · {self.group}"

    def get_absolute_url(self):
        return reverse("groups:detail", args=[self.group_id])
