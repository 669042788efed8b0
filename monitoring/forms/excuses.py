from django import forms

from groups.models import OccupationGroup
from households.models import Enrolment
from sammachip.lib.forms import RegisterForm, RowChoice, scope_choices
from training.models import Session
from villages.models import Participation, VisitRule

from ..models import Excuse, Visit

NOT_ONE = "โปรดเปิดหน้านี้จากแผนการติดตามหรือจากนัด เพื่อให้ทราบว่ายกเว้นครั้งใด"


class ExcusedForm(forms.Form):
    """Which owed visit or appointment an address names: a rule with one subject, or the visit that made the appointment."""

    rule = RowChoice(VisitRule.objects.none(), required=False)
    appointment = RowChoice(Visit.objects.none(), required=False)
    enrolment = RowChoice(Enrolment.objects.none(), required=False)
    session = RowChoice(Session.objects.none(), required=False)
    group = RowChoice(OccupationGroup.objects.none(), required=False)
    team = RowChoice(Participation.objects.none(), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        rows = {
            "rule": VisitRule.objects.select_related("plan"),
            "appointment": Visit.objects.appointments().with_names(),
            "enrolment": Enrolment.objects.standing().with_names(),
            "session": Session.objects.with_place(),
            "group": OccupationGroup.objects.counted(),
            "team": Participation.objects.with_place(),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset
        scope_choices(self, user)

    def clean(self):
        told = super().clean()
        subjects = [told.get(name) for name in ("enrolment", "session", "group", "team") if told.get(name)]
        is_of_rule = told.get("rule") and len(subjects) == 1 and not told.get("appointment")
        is_of_appointment = told.get("appointment") and not told.get("rule") and not subjects
        if not (is_of_rule or is_of_appointment):
            raise forms.ValidationError(NOT_ONE)
        return told


class ExcuseForm(RegisterForm):
    """The reason; what is excused stands on the instance."""

    wide = ("reason",)

    class Meta(RegisterForm.Meta):
        model = Excuse
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        told = super().clean()
        plan = self.instance.participation.plan
        if plan.closed_on:
            raise forms.ValidationError(plan.closed_sentence)
        return told
