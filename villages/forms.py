from django import forms

from sammachip.lib import thai
from sammachip.lib.fields import PhoneField
from sammachip.lib.forms import RegisterForm

from .models import Criterion, Meeting, Participation, Plan, Village


class VillageForm(RegisterForm):
    leader_phone = PhoneField(label="โทรศัพท์ผู้นำ", required=False)

    class Meta(RegisterForm.Meta):
        model = Village
        fields = [
            "name",
            "aliases",
            "name_en",
            "postcode",
            "household_count",
            "population",
            "leader_name",
            "leader_phone",
            "latitude",
            "longitude",
        ]

    def clean_aliases(self):
        """Each other name once, and never the name itself."""
        names = {thai.village_key(self.cleaned_data.get("name", "")): ""}
        for alias in self.cleaned_data["aliases"].split(","):
            names.setdefault(thai.village_key(alias), thai.tidy(alias))
        return ", ".join(filter(None, names.values()))


class PlanForm(RegisterForm):
    class Meta(RegisterForm.Meta):
        model = Plan
        fields = [
            "district",
            "fiscal_year",
            "new_villages",
            "expansion_villages",
            "sages",
            "households",
            "groups",
            "sages_per_village",
            "households_per_village",
            "households_per_sage",
            "practising_percent",
            "income_rise_percent",
            "group_villages_percent",
            "bmn_income_line",
            "leader_course_name",
            "certificate_name",
        ]


class CriterionForm(RegisterForm):
    class Meta(RegisterForm.Meta):
        model = Criterion
        fields = ["subject", "text", "order"]


class ParticipationForm(RegisterForm):
    class Meta(RegisterForm.Meta):
        model = Participation
        fields = ["village", "plan", "kind", "sage_quota", "household_quota"]

    def clean(self):
        cleaned = super().clean()
        village, plan = cleaned.get("village"), cleaned.get("plan")
        if village and plan and not village.pk.startswith(plan.district_id):
            self.add_error("village", "หมู่บ้านนี้ไม่ได้อยู่ในอำเภอของแผน โปรดเลือกหมู่บ้านในอำเภอเดียวกัน")
        return cleaned


class MeetingForm(RegisterForm):
    class Meta(RegisterForm.Meta):
        model = Meeting
        fields = ["participation", "kind", "held_on", "place", "attendees", "minutes"]


class VillageChoice(forms.ModelChoiceField):
    """A village with its หมู่ที่ and ตำบล: two villages of one district may share a name."""

    def label_from_instance(self, village):
        return f"{village.name} ม.{village.moo} ต.{village.subdistrict.name}"
