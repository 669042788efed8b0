from django import forms

from villages.models import Phase, VisitQuestion


class TodayForm(forms.Form):
    """What the work of today can be narrowed to; the choices of villages are those read for the page."""

    village = forms.ChoiceField(label="หมู่บ้าน", required=False)
    phase = forms.ChoiceField(label="ระยะ", required=False, choices=[("", "ทุกระยะ"), *Phase.choices])
    subject = forms.ChoiceField(
        label="ติดตามใคร", required=False, choices=[("", "ทั้งหมด"), *VisitQuestion.Whom.choices]
    )

    def __init__(self, data, villages):
        super().__init__(data)
        named = [(village.code, village.choice_label) for village in villages]
        self.fields["village"].choices = [("", "ทุกหมู่บ้าน"), *named]

    @property
    def asked(self):
        """{field: what was asked for}, without what is not among the choices."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class StartForm(forms.Form):
    """From which village a way begins, where the phone does not say where it is."""

    start = forms.ChoiceField(label="เริ่มจากหมู่บ้าน", required=False)

    def __init__(self, data, villages):
        super().__init__(data)
        self.fields["start"].choices = [("", "เลือกหมู่บ้าน")] + [
            (village.code, village.choice_label) for village in villages
        ]

    @property
    def village(self):
        return self.cleaned_data.get("start", "") if self.is_valid() else ""
