"""A problem as it is written by hand, and mended: what it is, why, the way out, and until when."""

from django import forms
from django.db.models import Q

from households.models import Enrolment
from sammachip.lib import fiscal
from sammachip.lib.forms import RegisterForm, RowChoice
from villages.models import Participation

from ..models import Problem
from .owners import officers_over

IN_FUTURE = "วันที่พบปัญหาต้องไม่เป็นวันในอนาคต"
ONE_SUBJECT = "โปรดเลือกว่าเป็นปัญหาของใครหนึ่งราย: ครัวเรือน กลุ่มอาชีพ หรือหมู่บ้าน อย่างใดอย่างหนึ่ง"
NO_PARTICIPATION = "หมู่บ้านของกลุ่มนี้ไม่ได้เข้าร่วมโครงการในปี {} โปรดเลือกปีงบประมาณที่หมู่บ้านเข้าร่วม"
SUBJECTS = ("enrolment", "group", "participation")


class ProblemForm(RegisterForm):
    """What one problem is. Whose it is stands on the instance, or is chosen in `NewProblemForm`."""

    layout = (
        ("ปัญหา", ("kind", "text", "cause", "way_out")),
        ("การแก้ไข", ("opened_on", "due_on", "owner")),
    )
    wide = ("text", "cause", "way_out")

    class Meta(RegisterForm.Meta):
        model = Problem
        fields = ["kind", "text", "cause", "way_out", "opened_on", "due_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        kind.queryset = kind.queryset.filter(Q(is_used=True) | Q(pk=self.instance.kind_id))

    def clean_opened_on(self):
        opened_on = self.cleaned_data["opened_on"]
        if opened_on > fiscal.today():
            raise forms.ValidationError(IN_FUTURE)
        return opened_on


class NewProblemForm(ProblemForm):
    """Also whose it is, unless the address says so, and who will follow it through."""

    participation = RowChoice(Participation.objects.none(), label="หมู่บ้าน", required=False)

    layout = (("เป็นปัญหาของ", SUBJECTS), *ProblemForm.layout)
    wide = (*ProblemForm.wide, *SUBJECTS)

    class Meta(ProblemForm.Meta):
        fields = [*SUBJECTS, *ProblemForm.Meta.fields, "owner"]

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        if self.instance.participation_id:
            for name in SUBJECTS:
                del self.fields[name]
            owners = officers_over(self.instance.participation.village)
            self.fields["owner"].queryset = owners
            return
        del self.fields["owner"]
        self.fields["enrolment"].queryset = self.of_year(Enrolment).standing().with_names()
        self.fields["group"].queryset = self.fields["group"].queryset.counted()
        self.fields["participation"].queryset = self.of_year(Participation).with_place()

    def of_year(self, model):
        return model.objects.visible_to(self.user).in_year(self.year)

    def clean(self):
        cleaned = super().clean()
        if "group" not in self.fields:
            return cleaned
        chosen = [cleaned.get(name) for name in SUBJECTS if cleaned.get(name)]
        if len(chosen) != 1 and not any(name in self.errors for name in SUBJECTS):
            self.add_error(None, ONE_SUBJECT)
        elif cleaned.get("group") and not self.part_of(cleaned["group"]):
            self.add_error("group", NO_PARTICIPATION.format(self.year))
        return cleaned

    def part_of(self, group):
        return self.of_year(Participation).filter(village=group.village_id).first()

    def complete(self):
        problem, chosen = self.instance, self.cleaned_data
        if enrolment := chosen.get("enrolment"):
            problem.participation_id = enrolment.participation_id
        elif group := chosen.get("group"):
            problem.participation = self.part_of(group) or problem.participation
