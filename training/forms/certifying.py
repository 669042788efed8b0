from django import forms

from sammachip.lib import fiscal, thai
from sammachip.lib.forms import RegisterForm

from ..models import Certificate

STRANGER = "มีผู้ที่ไม่อยู่ในรายชื่อของการอบรมนี้ โปรดเปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง"
TOO_EARLY = "วันที่ออกต้องไม่มาก่อนวันสุดท้ายของการอบรม คือ {}"


class CertifyForm(RegisterForm):
    """Who is to have a certificate, of `people`, and of which day."""

    people = forms.MultipleChoiceField(label="ผู้รับวุฒิบัตร", widget=forms.CheckboxSelectMultiple)

    class Meta(RegisterForm.Meta):
        model = Certificate
        fields = ["issued_on"]

    def __init__(self, *args, session, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.session, self.by_key = session, {str(person.pk): person for person in people}
        choosing = self.fields["people"]
        choosing.choices = [(key, person.called) for key, person in self.by_key.items()]
        choosing.error_messages["invalid_choice"] = STRANGER

    def clean_issued_on(self):
        day, last = self.cleaned_data["issued_on"], self.session.ends_on
        if day < last:
            raise forms.ValidationError(TOO_EARLY.format(thai.format_date(last, "medium")))
        return day

    def clean(self):
        cleaned, day = super().clean(), self.cleaned_data.get("issued_on")
        year = self.session.participation.plan.year
        if day and day > fiscal.today():
            self.ask("future", f"วันที่ออก {thai.format_date(day, 'medium')} ยังมาไม่ถึง ต้องการออกวุฒิบัตรล่วงหน้า")
        if day and not year.contains(day):
            self.ask("year", f"วันที่ออก {thai.format_date(day, 'medium')} อยู่นอกปีงบประมาณ {year} วันที่ถูกต้องแล้ว")
        return cleaned

    def validate_constraints(self):
        """Each certificate is asked its own, when it is made."""

    @property
    def chosen(self):
        """In the order of the list, in which the numbers run."""
        keys = set(self.cleaned_data["people"])
        return [person for key, person in self.by_key.items() if key in keys]
