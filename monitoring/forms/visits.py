from django import forms

from households.models import Income
from households.services import income_then
from sammachip.lib import fiscal, thai
from sammachip.lib.fields import ThaiDecimalField
from sammachip.lib.forms import RegisterForm, ask_for_choices

from ..models import Visit
from ..services.visits import Told
from .setting import Setting
from .visit_answers import Answers, OptionalPictures
from .visit_companions import Companions
from .visit_days import phase_fault, visit_fault
from .visit_folds import folds_of
from .visit_helps import Helps
from .visit_problems import Followed, Found

POSITION = ("latitude", "longitude", "accuracy")
OF_HOUSEHOLD = ("practice", "income_amount", "income_period", "inputs")
MONTHS = {Income.Period.MONTH: 1, Income.Period.YEAR: 12}
ODD_INCOME = "รายได้ {:,.0f} บาท{} อยู่นอกช่วงที่น่าจะเป็นของแผน ({:,}–{:,} บาท) ยืนยันว่าถูกต้อง"
SAYS = ("practice", "inputs", "met", "findings", "advice", "promise", "next_on", "pictures")
NOTHING_SAID = "ยังไม่ได้บันทึกอะไรเลย (การทำอาชีพ รายได้ ผู้ที่ได้พบ สิ่งที่พบ หรือปัญหา) ยืนยันว่าไปติดตามแล้วและไม่มีอะไรต้องบันทึก"
AGAIN = "วันที่ {} ท่านบันทึกการติดตาม {} ไว้แล้ว ยืนยันว่าครั้งนี้เป็นการติดตามอีกครั้งของวันเดียวกัน"


class VisitForm(RegisterForm):
    """One visit with all that belongs to it. Its subject stands on the instance; a household is also asked for its income."""

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
    pictures = OptionalPictures(
        label="ภาพถ่าย", help_text="ครั้งละไม่เกิน 10 รูป รูปละไม่เกิน 15 เมกะไบต์ ภาพที่ส่งไม่ได้ไม่ทำให้บันทึกนี้หาย"
    )

    same_day = None  # an earlier visit of the same day, once looked for

    class Meta(RegisterForm.Meta):
        model = Visit
        fields = [
            "visited_on",
            "phase",
            "phase_reason",
            "kind",
            "met",
            "practice",
            "inputs",
            "findings",
            "advice",
            "promise",
            "next_on",
            *POSITION,
        ]
        widgets = {
            "phase": forms.RadioSelect,
            "practice": forms.RadioSelect,
            "inputs": forms.RadioSelect,
            "kind": forms.RadioSelect,
        } | dict.fromkeys(POSITION, forms.HiddenInput)

    def __init__(self, *args, baseline=None, setting=None, **kwargs):
        super().__init__(*args, **kwargs)
        visit = self.instance
        self.setting = setting or Setting(self.user, visit.participation)
        self.source = visit.corrects if visit._state.adding else visit
        self.fields["phase"].choices = Visit.Phase.choices
        for name in ("findings", "advice"):
            self.fields[name].widget.attrs["rows"] = 3
        self.fields["phase_reason"].label = "เหตุที่ระยะไม่ตรงกับวันอบรม"
        self.is_of_household = visit.whom == Visit.Whom.HOUSEHOLD
        if self.is_of_household:
            self.begin_income(baseline)
        else:
            for name in OF_HOUSEHOLD:
                del self.fields[name]
        self.add_parts()
        ask_for_choices(self)
        self.put_unsaid_last()

    def add_parts(self):
        self.answers, self.along = Answers(self), Companions(self)
        self.followed, self.found = Followed(self), Found(self)
        self.helps = Helps(self) if self.is_of_household else None
        self.parts = [self.answers, self.along, self.followed, self.found, self.helps]
        self.parts = [part for part in self.parts if part]

    def put_unsaid_last(self):
        for name in {"practice", "inputs"} & self.fields.keys():
            choices = [one for one in self.fields[name].choices if one[0]]
            self.fields[name].choices = [*choices, ("", "ไม่ระบุ")]

    def begin_income(self, baseline):
        amount, told = self.fields["income_amount"], self.source and self.source.income
        self.initial.setdefault("income_amount", told.amount if told else None)
        if told or baseline:
            self.initial.setdefault("income_period", (told or baseline).period)
        amount.widget.attrs["class"] = "form-control"
        if baseline:
            amount.help_text = (
                f"ก่อนอบรม {baseline.amount:,.0f} บาท{baseline.get_period_display()}"
                f" (ข้อมูล ณ วันที่ {thai.format_date(baseline.told_on, 'medium')})"
            )
            amount.widget.attrs |= {"data-baseline": f"{baseline.amount:f}", "data-period": baseline.period}

    def full_clean(self):
        self.codes = []
        super().full_clean()

    def ask_of(self, name, code, sentence):
        """As `ask`; what was confirmed when it was stored is not asked again while `name` stays as it was."""
        self.codes.append(code)
        is_settled = self.source and code in self.source.confirmed and name not in self.changed_data
        if not is_settled:
            self.ask(code, sentence)

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

    def clean(self):
        cleaned = super().clean()
        self.drop_odd_position()
        if cleaned.get("visited_on"):
            self.check_phase(cleaned)
            self.check_again(cleaned["visited_on"])
        self.check_income(cleaned)
        for part in self.parts:
            part.check()
        self.check_said(cleaned)
        return cleaned

    def check_said(self, cleaned):
        """A visit of which nothing is told counts as done all the same, so a slip of the thumb is asked about."""
        parts = (told for name, told in self.told_with.items() if name != "companions")
        if not any(cleaned.get(name) for name in SAYS) and self.told is None and not any(parts):
            self.ask_of("visited_on", "empty", NOTHING_SAID)

    def drop_odd_position(self):
        """A position that no device in Thailand can have sent is no reason to refuse a visit."""
        latitude, longitude = (self.cleaned_data.get(name) for name in POSITION[:2])
        is_here = latitude and longitude and 5 <= latitude <= 21 and 97 <= longitude <= 106
        for name in POSITION:
            is_odd = self.errors.pop(name, None) or not is_here
            self.cleaned_data[name] = None if is_odd else self.cleaned_data[name]
        accuracy = self.cleaned_data["accuracy"]
        self.cleaned_data["accuracy"] = None if accuracy is None or accuracy < 0 else accuracy

    def check_phase(self, cleaned):
        if "phase" not in cleaned:
            return
        visit, part = self.instance, self.instance.participation
        told = {"whom": visit.whom, "kind": part.kind, "sessions": self.setting.days_for(visit)}
        fault = phase_fault(cleaned["phase"], cleaned["visited_on"], **told)
        if not fault:
            cleaned["phase_reason"] = ""
        elif not cleaned.get("phase_reason") and "phase_reason" not in self.errors:
            self.add_error("phase_reason", fault)

    def check_again(self, visited_on):
        """A second visit by one officer to one subject on one day."""
        visit = self.instance
        self.same_day = None
        if not visit._state.adding:
            return
        rows = (
            Visit.objects.recorded().to_same_subject(visit).filter(visitor=self.user, visited_on=visited_on)
        )
        self.same_day = rows.exclude(pk=visit.corrects_id).first()
        if self.same_day:
            self.ask_of("visited_on", "again", AGAIN.format(thai.format_date(visited_on), visit.subject_name))

    def check_income(self, cleaned):
        if not self.told:
            return
        plan, told = self.instance.participation.plan, self.told
        least, most = (bound * MONTHS[told.period] for bound in (plan.income_least, plan.income_most))
        if not least <= told.amount <= most:
            period = Income.Period(told.period).label
            sentence = ODD_INCOME.format(told.amount, period, least, most)
            self.ask_of("income_amount", "income", sentence)

    def complete(self):
        visit = self.instance
        settled = set(self.confirmed) | set(self.source.confirmed if self.source else ())
        visit.confirmed = [code for code in self.codes if code in settled]

    @property
    def folds(self):
        return {fold.name: fold for fold in folds_of(self)}

    @property
    def told(self):
        """The income told, or None."""
        amount = self.cleaned_data.get("income_amount")
        period = self.cleaned_data.get("income_period") or Income.Period.MONTH
        return None if amount is None else Told(amount, period)

    @property
    def told_with(self):
        """What else was told: keyword arguments of `record_visit`."""
        return {
            "answers": self.answers.told(),
            "companions": self.along.told(),
            "helps": self.helps.told() if self.helps else None,
            "problems": self.found.told(),
            "followed": self.followed.told(),
        }

    def comparable(self, row, name):
        """A part's own fields are the writer's alone: what was typed stands."""
        if any(name in part.names for part in self.parts) or name == "pictures":
            return self.typed(name)
        if not name.startswith("income_"):
            return super().comparable(row, name)
        if row.income_id is None:
            return None
        income = row.income if isinstance(row, Visit) else income_then(row, id=row.income_id)
        return income and getattr(income, name.removeprefix("income_"))
