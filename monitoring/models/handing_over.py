"""An area changes hands: the work moves to the new officer, the history stays with who did it."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Record
from sammachip.lib.counting import first_of
from sammachip.lib.scope import ScopedQuerySet
from villages.models import District, Subdistrict


class HandOverQuerySet(ScopedQuerySet):
    area_path, area_digits = "area_code", 6

    def with_names(self):
        """With both people, and in the column `area_name` the name of the ตำบล or อำเภอ."""
        here = models.OuterRef("area_code")
        names = [first_of(model.objects.filter(code=here), "name") for model in (Subdistrict, District)]
        return self.select_related("giver", "receiver").annotate(area_name=Coalesce(*names))


class HandOver(Record):
    """The record of one hand-over. `facts` are the counts and lists as they stood on that day, as printed."""

    personal_fields = ("note", "facts")

    area_code = models.CharField(
        "รหัสพื้นที่",
        max_length=6,
        validators=[RegexValidator(r"^[0-9]{4}([0-9]{2})?$", "รหัสพื้นที่ต้องเป็น 4 หรือ 6 หลัก")],
    )
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="handed_over", verbose_name="ผู้ส่งมอบ"
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="taken_over", verbose_name="ผู้รับมอบ"
    )
    handed_on = models.DateField("วันที่ส่งมอบ")
    note = models.TextField("สิ่งที่ฝากไว้", blank=True)
    facts = models.JSONField("ข้อมูล ณ วันส่งมอบ", default=dict, editable=False)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = "การส่งมอบพื้นที่"
        verbose_name_plural = "การส่งมอบพื้นที่"
        ordering = ["-handed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="handover_between_two",
                violation_error_message="ผู้ส่งมอบและผู้รับมอบต้องเป็นคนละคน",
            ),
            models.CheckConstraint(
                condition=Q(area_code__regex=r"^[0-9]{4}([0-9]{2})?$"),
                name="handover_area_code_shape",
                violation_error_message="รหัสพื้นที่ต้องเป็นตำบล 6 หลักหรืออำเภอ 4 หลัก",
            ),
        ]

    def __str__(self):
        return f"{self.giver} → {self.receiver}"

    def get_absolute_url(self):
        return reverse("monitoring:handover", args=[self.pk])

    @property
    def area_words(self):
        """The area as it is spoken of, where `with_names` fetched its name."""
        word = "ตำบล" if len(self.area_code) == self._meta.get_field("area_code").max_length else "อำเภอ"
        return f"{word}{self.area_name}"
