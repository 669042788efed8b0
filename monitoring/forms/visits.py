from django import forms

from groups.models import OccupationGroup
from households.models import Enrolment, Income
from households.services import income_then
from sammachip.lib import fiscal, thai
from sammachip.lib.fields import ThaiDecimalField
from sammachip.lib.forms import RegisterForm, RowChoice, ask_for_choices, scope_choices
from villages.models import Participation

from ..models import Visit
from ..services.visits import Told

IN_FUTURE = "วันที่ติดตามต้องไม่เป็นวันในอนาคต โปรดบันทึกเมื่อได้ไปติดตามแล้ว"
BEFORE_JOINING = "วันที่ติดตามอยู่ก่อนวันที่ครัวเรือนสมัครใจเข้าร่วม ({}) โปรดตรวจสอบวันที่"
BEFORE_YEAR = "วันที่ติดตามอยู่ก่อนปีงบประมาณ {} ซึ่งเริ่มวันที่ {} โปรดตรวจสอบวันที่"
ONE_SUBJECT = "โปรดเลือกผู้รับการติดตามหนึ่งราย: ครัวเรือน กลุ่มอาชีพ หรือหมู่บ้าน อย่างใดอย่างหนึ่ง"
AFTER_LEAVING = "ครัวเรือนถอนตัวเมื่อ {} แล้ว โปรดตรวจสอบวันที่ติดตาม"


def visit_fault(visited_on, *, today, year, volunteered_on=None, withdrawn_on=None):
    """The sentence for a day on which this visit cannot have been, or nothing. `year` is the FiscalYear of the plan."""
    if visited_on > today:
        return IN_FUTURE
    if volunteered_on and visited_on < volunteered_on:
        return BEFORE_JOINING.format(thai.format_date(volunteered_on))
    if not volunteered_on and visited_on < year.starts_on:
        return BEFORE_YEAR.format(year, thai.format_date(year.starts_on))
    if withdrawn_on and visited_on > withdrawn_on:
        return AFTER_LEAVING.format(thai.format_date(withdrawn_on))
    return ""


class VisitForm(RegisterForm):
    """One visit. Its subject stands on the instance; a household is also asked for its income from สัมมาชีพ."""

    income_amount = ThaiDecimalField(
        label="รายได้จากสัมมาชีพ (บาท)",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        error_messages={"min_value": "รายได้ต้องไม่ติดลบ"},
    )
    income_period = forms.ChoiceField(
        label="รายได้นี้เป็นของช่วงเวลา",
        choices=Income.Period.choices,
        required=False,
        widget=forms.RadioSelect,
        initial=Income.Period.MONTH,
    )

    layout = (
        ("การติดตามครั้งนี้", ("visited_on", "phase", "met", "kind")),
        ("อาชีพและรายได้", ("practice", "income_amount", "income_period")),
        ("สิ่งที่พบและคำแนะนำ", ("findings", "advice")),
        ("ครั้งต่อไป", ("promise", "next_on")),
    )
    wide = ("phase", "practice")

    class Meta(RegisterForm.Meta):
        model = Visit
        fields = [
            "visited_on",
            "phase",
            "kind",
            "met",
            "practice",
            "findings",
            "advice",
            "promise",
            "next_on",
        ]
        widgets = {"phase": forms.RadioSelect, "practice": forms.RadioSelect}

    def __init__(self, *args, baseline=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = Visit.Phase.choices
        if not self.instance.enrolment_id:
            del self.fields["income_amount"], self.fields["income_period"], self.fields["practice"]
            return
        if told := self.instance.income:
            self.initial |= {"income_amount": told.amount, "income_period": told.period}
        if baseline:
            self.initial.setdefault("income_period", baseline.period)
            amount = self.fields["income_amount"]
            amount.help_text = (
                f"ก่อนอบรม {baseline.amount:,.0f} บาท{baseline.get_period_display()}"
                f" (ข้อมูล ณ วันที่ {thai.format_date(baseline.told_on, 'medium')})"
            )
            amount.widget.attrs |= {"data-baseline": f"{baseline.amount:f}", "data-period": baseline.period}

    def clean_visited_on(self):
        visited_on = self.cleaned_data["visited_on"]
        enrolment = self.instance.enrolment
        fault = visit_fault(
            visited_on,
            today=fiscal.today(),
            year=self.instance.participation.plan.year,
            volunteered_on=enrolment and enrolment.volunteered_on,
            withdrawn_on=enrolment and enrolment.withdrawn_on,
        )
        if fault:
            raise forms.ValidationError(fault)
        return visited_on

    @property
    def told(self):
        """The income told, or None."""
        amount = self.cleaned_data.get("income_amount")
        period = self.cleaned_data.get("income_period") or Income.Period.MONTH
        return None if amount is None else Told(amount, period)

    def comparable(self, row, name):
        if not name.startswith("income_"):
            return super().comparable(row, name)
        if row.income_id is None:
            return None
        income = row.income if isinstance(row, Visit) else income_then(row, id=row.income_id)
        return income and getattr(income, name.removeprefix("income_"))


class SubjectForm(forms.Form):
    """Whom the visit was paid to: one household, one group, or a village as a whole.

    The choices are those of the year looked at; an address may name a row of any year.
    """

    enrolment = RowChoice(Enrolment.objects.none(), label="ครัวเรือนเป้าหมาย", required=False)
    group = RowChoice(OccupationGroup.objects.none(), label="กลุ่มอาชีพ", required=False)
    participation = RowChoice(Participation.objects.none(), label="หมู่บ้าน", required=False)

    def __init__(self, *args, user, year, **kwargs):
        super().__init__(*args, **kwargs)
        enrolments, participations = Enrolment.objects.all(), Participation.objects.all()
        self.fields["enrolment"].queryset = (
            enrolments if self.is_bound else enrolments.in_year(year).standing()
        )
        self.fields["group"].queryset = OccupationGroup.objects.counted()
        self.fields["participation"].queryset = (
            participations if self.is_bound else participations.in_year(year)
        )
        scope_choices(self, user)
        ask_for_choices(self)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and len([row for row in cleaned.values() if row]) != 1:
            raise forms.ValidationError(ONE_SUBJECT)
        return cleaned
