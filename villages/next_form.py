"""The one form that makes the next year's plan from this one."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError

from .forms import PlanForm
from .models import Participation, Plan, Village

TWICE = "เลือกทั้งเป็นหมู่บ้านขยายผลและหมู่บ้านสร้างใหม่: {} โปรดเลือกอย่างใดอย่างหนึ่ง"
FIXED = ("district", "fiscal_year")


def ticks(label, help_text):
    return forms.MultipleChoiceField(
        label=label, required=False, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


def next_plan(plan):
    """The unsaved plan of the year after, with this one's targets, quotas and thresholds."""
    names = [name for name in PlanForm._meta.fields if name not in FIXED]
    return Plan(
        district=plan.district,
        fiscal_year=plan.fiscal_year + 1,
        **{name: getattr(plan, name) for name in names},
    )


def by_subdistrict(villages):
    """Choices of villages, those of one ตำบล together."""
    for name, group in groupby(villages, key=lambda village: village.subdistrict.name):
        yield f"ต.{name}", [(village.pk, str(village)) for village in group]


class NextPlanForm(PlanForm):
    carried = ticks("ทำต่อเป็นหมู่บ้านขยายผล", "เลือกหมู่บ้านสร้างใหม่ของปีก่อนไว้ให้แล้ว เอาออกหรือเพิ่มได้")
    beginning = ticks("หมู่บ้านสร้างใหม่", "เลือกภายหลังที่หน้าแผนก็ได้")

    layout = (("หมู่บ้านของปีใหม่", ("carried", "beginning")), *PlanForm.layout[1:])
    wide = ("carried", "beginning")

    class Meta(PlanForm.Meta):
        exclude = FIXED

    def __init__(self, *args, after, **kwargs):
        super().__init__(*args, instance=next_plan(after), **kwargs)
        villages = (
            Village.objects.visible_to(self.user).in_area(after.district_id).with_place().order_by("pk")
        )
        self.villages = {village.pk: village for village in villages}
        kinds = dict(after.participations.values_list("village", "kind"))
        self.fields["carried"].choices = list(
            by_subdistrict(self.of(key for key in self.villages if key in kinds))
        )
        self.fields["beginning"].choices = list(by_subdistrict(villages))
        self.initial["carried"] = [key for key, kind in kinds.items() if kind == Participation.Kind.NEW]

    def of(self, keys):
        return [self.villages[key] for key in keys]

    def clean(self):
        cleaned = super().clean()
        chosen = set(cleaned.get("carried", ()))
        if twice := [key for key in cleaned.get("beginning", ()) if key in chosen]:
            names = ", ".join(str(village) for village in self.of(twice))
            self.add_error("beginning", ValidationError(TWICE.format(names)))
        return cleaned
