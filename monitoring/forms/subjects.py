from django import forms

from groups.models import OccupationGroup
from households.models import Enrolment
from sages.models import TeamMember
from sammachip.lib.forms import RowChoice, ask_for_choices, scope_choices
from training.models import Session
from villages.models import Participation

ONE_SUBJECT = "โปรดเลือกผู้รับการติดตามหนึ่งราย: ครัวเรือน ปราชญ์ ทีมวิทยากร การอบรม กลุ่มอาชีพ หรือหมู่บ้าน อย่างใดอย่างหนึ่ง"


def choice_of(label):
    return RowChoice(Participation.objects.none(), label=label, required=False)


class SubjectForm(forms.Form):
    """Whom the visit was paid to: one household, sage, team, session, group, or a village as a whole.

    The choices are those of the year looked at; an address may name a row of any year.
    """

    enrolment = choice_of("ครัวเรือนเป้าหมาย")
    session = choice_of("การอบรม")
    group = choice_of("กลุ่มอาชีพ")
    team = choice_of("ทีมวิทยากรของหมู่บ้าน")
    sage = choice_of("ปราชญ์ชุมชนรายคน")
    participation = choice_of("หมู่บ้านโดยรวม")

    def __init__(self, *args, user, year, **kwargs):
        super().__init__(*args, **kwargs)
        rows = {
            "enrolment": Enrolment.objects.all(),
            "session": Session.objects.all(),
            "team": Participation.objects.all(),
            "sage": TeamMember.objects.all(),
            "participation": Participation.objects.all(),
        }
        if not self.is_bound:
            rows = {name: found.in_year(year) for name, found in rows.items()}
            rows |= {name: rows[name].standing() for name in ("enrolment", "sage")}
        for name, found in rows.items():
            self.fields[name].queryset = found
        self.fields["group"].queryset = OccupationGroup.objects.counted()
        scope_choices(self, user)
        ask_for_choices(self)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and len([row for row in cleaned.values() if row]) != 1:
            raise forms.ValidationError(ONE_SUBJECT)
        return cleaned
