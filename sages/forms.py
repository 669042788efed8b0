from django.db.models import Exists, OuterRef
from django_filters import ChoiceFilter

from accounts.forms import SealedPersonForm
from sammachip.lib.forms import RegisterForm
from villages.forms import AreaFilter
from villages.models import Participation

from .course import CENTRES, Suggesting
from .models import Sage, TeamMember


class SageForm(SealedPersonForm):
    layout = (
        (
            "ข้อมูลปราชญ์",
            ("prefix", "first_name", "last_name", "citizen_id", "forget_citizen_id", "birth_on", "phone"),
        ),
        ("ที่อยู่", ("village", "house_no")),
        ("อาชีพและความเชี่ยวชาญ", ("main_occupation", "expertise", "years", "awards", "learning_place")),
        (
            "หลักสูตรวิทยากรผู้นำสัมมาชีพ",
            ("course_passed", "course_centre", "course_round", "course_starts_on", "course_ends_on"),
        ),
    )
    wide = ("course_passed",)

    class Meta(SealedPersonForm.Meta):
        model = Sage
        fields = [
            "prefix",
            "first_name",
            "last_name",
            "village",
            "house_no",
            "phone",
            "birth_on",
            "main_occupation",
            "expertise",
            "years",
            "awards",
            "learning_place",
            "course_passed",
            "course_centre",
            "course_round",
            "course_starts_on",
            "course_ends_on",
        ]
        widgets = {"course_centre": Suggesting(CENTRES)}


class TeamMemberForm(RegisterForm):
    """Whose seat it is, and in which team, is fixed once it stands: households are coached from it."""

    layout = (
        ("บทบาทในทีม", ("sage", "participation", "role", "meeting", "joined_on")),
        ("การออกจากทีมและหมายเหตุ", ("left_on", "note")),
    )
    wide = ("sage", "participation", "meeting", "note")

    class Meta(RegisterForm.Meta):
        model = TeamMember
        fields = ["sage", "participation", "role", "meeting", "joined_on", "left_on", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fix_once_stored("sage", "participation")

    def clean(self):
        cleaned = super().clean()
        meeting, participation = cleaned.get("meeting"), cleaned.get("participation")
        if meeting and participation and meeting.participation_id != participation.pk:
            self.add_error("meeting", "การประชุมนี้เป็นของหมู่บ้านหรือปีอื่น โปรดเลือกการประชุมของหมู่บ้านที่เข้าทีม")
        return cleaned

    def complete(self):
        super().complete()
        if participation := self.cleaned_data.get("participation"):
            self.instance.fiscal_year = participation.plan.fiscal_year


class SageFilter(AreaFilter):
    """Beside text and area: the seat in a team of the year that the view looks at, and the leader course."""

    searched = (
        "first_name",
        "last_name",
        "expertise",
        "main_occupation",
        "village__name",
        "village__aliases",
    )
    TEAMS = (("any", "อยู่ในทีมปีนี้"), *TeamMember.Role.choices, ("none", "ไม่อยู่ในทีมปีนี้"))
    COURSES = (("passed", "ผ่านแล้ว"), ("not", "ยังไม่ผ่าน"))

    team = ChoiceFilter(label="ทีมวิทยากร", method="in_team", choices=TEAMS, empty_label="ทั้งหมด")
    kind = ChoiceFilter(
        label="ทีมของหมู่บ้าน", method="of_kind", choices=Participation.Kind.choices, empty_label="ทั้งหมด"
    )
    course = ChoiceFilter(label="หลักสูตรผู้นำ", method="of_course", choices=COURSES, empty_label="ทั้งหมด")
    prepared = ChoiceFilter(label="เตรียมความพร้อม", method="of_prepared", choices=COURSES, empty_label="ทั้งหมด")

    def in_team(self, queryset, name, value):
        seats = self.seats().filter(role=value) if value in TeamMember.Role else self.seats()
        return queryset.filter(~Exists(seats) if value == "none" else Exists(seats))

    def seats(self):
        """Standing seats of the year in the area asked for: a team's sage may live in another village."""
        seats = TeamMember.objects.visible_to(self.request.user).standing().in_year(self.year.year)
        return seats.in_area(self.area_of_seats()).filter(sage=OuterRef("pk"))

    def of_kind(self, queryset, name, value):
        return queryset.filter(Exists(self.seats().filter(participation__kind=value)))

    def of_prepared(self, queryset, name, value):
        """Prepared in a team of the year; who sits in none has yet to be."""
        prepared = Exists(self.seats().prepared())
        return queryset.filter(prepared if value == "passed" else ~prepared)

    def in_area(self, queryset, name, value):
        return queryset if self.area_of_seats() else super().in_area(queryset, name, value)

    def area_of_seats(self):
        asked = self.form.cleaned_data
        return asked.get("area", "") if asked.get("team") not in ("", None, "none") else ""

    def of_course(self, queryset, name, value):
        return queryset.filter(course_passed=value == "passed")
