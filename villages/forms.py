from django import forms
from django.db.models import Q
from django_filters import CharFilter, ChoiceFilter, FilterSet

from sammachip.lib import thai
from sammachip.lib.fields import PhoneField
from sammachip.lib.forms import RegisterForm
from sammachip.lib.seeking import any_part

from .frame import year_of
from .models import Criterion, District, Meeting, Participation, Plan, Province, Subdistrict, Village


class VillageForm(RegisterForm):
    leader_phone = PhoneField(label="โทรศัพท์ผู้นำ", required=False)

    layout = (
        ("ชื่อหมู่บ้าน", ("name", "name_en", "aliases")),
        ("ข้อมูลพื้นฐาน", ("household_count", "population", "postcode")),
        ("ผู้นำหมู่บ้าน", ("leader_name", "leader_phone")),
        ("พิกัดที่ตั้ง", ("latitude", "longitude")),
    )
    wide = ("aliases",)

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
    """A plan's place and year are fixed once it stands: other rows are counted by them."""

    layout = (
        ("แผนของ", ("district", "fiscal_year")),
        ("เป้าหมายของปี", ("new_villages", "expansion_villages", "sages", "households", "groups")),
        ("โควตา", ("sages_per_village", "households_per_village", "households_per_sage")),
        (
            "เกณฑ์ผ่านตัวชี้วัด",
            ("practising_percent", "income_rise_percent", "group_villages_percent", "bmn_income_line"),
        ),
        ("การอบรม", ("completion_percent", "leader_course_name")),
        ("การติดตาม", ("visits_per_week", "income_least", "income_most")),
        ("วุฒิบัตรและเอกสาร", ("certificate_name", "signer_name", "signer_position", "has_thai_digits")),
    )

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
            "completion_percent",
            "leader_course_name",
            "visits_per_week",
            "income_least",
            "income_most",
            "certificate_name",
            "signer_name",
            "signer_position",
            "has_thai_digits",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fix_once_stored(*(name for name in ("district", "fiscal_year") if name in self.fields))

    def locking_plan(self):
        return self.instance if self.instance.closed_on else None


class CriterionForm(RegisterForm):
    """Whom a criterion is asked of is fixed once it stands: it may have been answered."""

    wide = ("text",)

    class Meta(RegisterForm.Meta):
        model = Criterion
        fields = ["subject", "text", "order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fix_once_stored("subject")


class ParticipationForm(RegisterForm):
    class Meta(RegisterForm.Meta):
        model = Participation
        fields = ["village", "plan", "kind", "sage_quota", "household_quota"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fix_once_stored("village", "plan")

    def clean(self):
        cleaned = super().clean()
        village, plan = cleaned.get("village"), cleaned.get("plan")
        if village and plan and not village.pk.startswith(plan.district_id):
            self.add_error("village", "หมู่บ้านนี้ไม่ได้อยู่ในอำเภอของแผน โปรดเลือกหมู่บ้านในอำเภอเดียวกัน")
        return cleaned


LEVELS = {2: Province, 4: District, 6: Subdistrict, 8: Village}


def areas_below(user, with_villages=True):
    """Choices of the areas that the viewer's own consist of: อำเภอ of a province; ตำบล, each with its หมู่บ้าน."""
    widest = min((len(area) for area in user.areas), default=4)
    if widest < 4 or not with_villages:
        model = LEVELS[min(widest + 2, 6)]
        return [(row.pk, f"{model._meta.verbose_name}{row.name}") for row in model.objects.visible_to(user)]
    villages = {}
    for village in Village.objects.visible_to(user).only("code", "name", "moo", "subdistrict"):
        villages.setdefault(village.subdistrict_id, []).append((village.code, str(village)))
    return [
        (f"ตำบล{row.name}", [(row.code, f"ทั้งตำบล{row.name}"), *villages.get(row.code, [])])
        for row in Subdistrict.objects.visible_to(user)
    ]


def area_asked(user, code):
    """The choice of an area that a link leads to, though it is not offered: any code within the viewer's area."""
    model = LEVELS.get(len(code)) if code.isascii() and code.isdecimal() else None
    area = model and model.objects.visible_to(user).filter(pk=code).first()
    return [(code, str(area) if area else "พื้นที่ที่ไม่อยู่ในความรับผิดชอบของท่าน")] if model else []


class AreaFilter(FilterSet):
    """Base of the lists' filters: any part of the columns `searched`, and a part of the viewer's area.

    `year` is the fiscal year looked at, for filters that ask about it.
    """

    searched = ()

    q = CharFilter(
        label="ค้นหา", method="search", widget=forms.TextInput(attrs={"type": "search", "maxlength": 100})
    )
    area = ChoiceFilter(
        label="พื้นที่", method="in_area", empty_label="ทั้งหมด", widget=forms.Select(attrs={"data-choose": ""})
    )

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        choices = areas_below(self.request.user, with_villages="village" not in self.filters)
        asked = (data or {}).get("area", "")
        if asked and not is_offered(choices, asked):
            choices += area_asked(self.request.user, asked)
        self.filters["area"].extra["choices"] = choices

    @property
    def year(self):
        return year_of(self.request)

    def search(self, queryset, name, value):
        return queryset.filter(any_part(value, *self.searched))

    def in_area(self, queryset, name, value):
        return queryset.in_area(value)


def is_offered(choices, code):
    return any(
        is_offered(label, code) if isinstance(label, list) else value == code for value, label in choices
    )


class VillageFilter(AreaFilter):
    searched = ("name", "aliases", "name_en", "leader_name", "code")
    PARTS = (("any", "เข้าร่วมโครงการ"), *Participation.Kind.choices, ("none", "ไม่ได้เข้าร่วม"))

    part = ChoiceFilter(label="การเข้าร่วมในปีนี้", method="taking_part", choices=PARTS, empty_label="ทั้งหมด")

    def taking_part(self, queryset, name, value):
        ways = {"any": Q(kind_now__isnull=False), "none": Q(kind_now=None)}
        return queryset.filter(ways.get(value, Q(kind_now=value)))


class PlanFilter(FilterSet):
    fiscal_year = CharFilter(label="ปีงบประมาณ", method="of_year")

    def of_year(self, queryset, name, value):
        year = thai.arabic(value).strip()
        return queryset.filter(fiscal_year=year) if year.isdecimal() and len(year) < 5 else queryset.none()


class ParticipationFilter(AreaFilter):
    searched = ("village__name", "village__aliases", "village__code")

    TEAMS = (("complete", "ทีมวิทยากรครบ"), ("not", "ทีมวิทยากรยังไม่ครบ"))

    kind = ChoiceFilter(label="ประเภท", choices=Participation.Kind.choices, empty_label="ทั้งหมด")
    team = ChoiceFilter(label="ทีมวิทยากร", method="of_team", choices=TEAMS, empty_label="ทั้งหมด")

    def of_team(self, queryset, name, value):
        return queryset.team_complete() if value == "complete" else queryset.team_incomplete()


class MeetingFilter(AreaFilter):
    searched = ("participation__village__name", "participation__village__aliases", "place", "minutes")

    kind = ChoiceFilter(label="ประเภทการประชุม", choices=Meeting.Kind.choices, empty_label="ทั้งหมด")
