from accounts.forms import SealedPersonForm
from sammachip.lib.forms import RegisterForm

from .models import Sage, TeamMember


class SageForm(SealedPersonForm):
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


class TeamMemberForm(RegisterForm):
    class Meta(RegisterForm.Meta):
        model = TeamMember
        fields = ["sage", "participation", "role", "meeting", "joined_on", "left_on", "note"]

    def complete(self):
        super().complete()
        if participation := self.cleaned_data.get("participation"):
            self.instance.fiscal_year = participation.plan.fiscal_year
