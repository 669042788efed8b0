"""What is given to households and what sessions cost: one form a register, one filter a list."""

from decimal import Decimal

from django import forms
from django.db.models import Q

from households.filters import PickFilter, PlaceFilter, RowField, RowFilter
from households.models import Enrolment
from sammachip.lib import fiscal
from sammachip.lib.fields import ThaiTextField
from sammachip.lib.forms import RegisterForm
from villages.forms import AreaFilter
from villages.frame import year_of

from .. import budget, giving
from ..models import CostLine, InputSupport, Session

SOURCES = [("own", "งบประมาณของโครงการ"), ("partner", "ภาคีสนับสนุน")]


def named_with_days(session):
    return f"{session.title} · {session.participation.village} · {session.dates}"


class SpendingForm(RegisterForm):
    """Base of what uses a village's budget. `money` names the column in baht."""

    money = "value"

    def narrow_agencies(self, participation):
        agencies = self.fields["agency"].queryset
        self.fields["agency"].queryset = agencies.filter(district=participation.plan.district_id)

    def ask_about_budget(self, participation, times=1):
        """Spending beyond the plan asks once; what partners pay, and what was counted before, uses nothing more."""
        amount = self.cleaned_data.get(self.money) or Decimal(0)
        own = Decimal(0) if self.cleaned_data.get("agency") else amount * times
        before = Decimal(0) if self.initial.get("agency") else self.initial.get(self.money) or Decimal(0)
        if participation and (more := own - before) > 0:
            told = budget.budget_of_village(participation, *budget.rows_of(self.user))
            self.ask_all(giving.question_of_budget(told, more))

    def ask_all(self, questions):
        for code, sentence in questions:
            self.ask(code, sentence)


class GivingForm(SpendingForm):
    """Base of what is given: when, and out of which money."""

    THING = ("สิ่งที่ให้", ("item", "amount", "unit", "value"))
    SOURCE = ("แหล่งที่มา", ("source", "agency"))

    def clean_received_on(self):
        on = self.cleaned_data["received_on"]
        if on > fiscal.today():
            raise forms.ValidationError(giving.FUTURE)
        return on

    def ask_about_day(self, year, session):
        if on := self.cleaned_data.get("received_on"):
            self.ask_all(giving.questions_of_day(on, year=year, session=session))


class InputForm(GivingForm):
    """One household's: it is chosen on the form only where neither the row nor the address names it."""

    layout = (
        ("ครัวเรือนที่รับ", ("enrolment", "received_on", "receiver", "session")),
        GivingForm.THING,
        GivingForm.SOURCE,
    )
    wide = ("enrolment", "session")

    class Meta(RegisterForm.Meta):
        model = InputSupport
        fields = [
            "enrolment",
            "session",
            "item",
            "amount",
            "unit",
            "value",
            "received_on",
            "source",
            "agency",
            "receiver",
        ]

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        sessions, known = self.fields["session"].queryset, self.known_enrolment()
        self.fields["session"].queryset = sessions.in_year(year)
        self.fields["session"].label_from_instance = named_with_days
        self.fields["enrolment"].queryset = self.fields["enrolment"].queryset.in_year(year)
        if known:
            self.fields["session"].queryset = sessions.filter(self.own_sessions(known)).distinct()
            self.fields["enrolment"].disabled = True
            self.narrow_agencies(known.participation)

    def known_enrolment(self):
        return self.instance.enrolment if self.instance.enrolment_id else None

    @staticmethod
    def own_sessions(enrolment):
        """Where the household can have received something: its village's sessions, and those it was invited to."""
        return Q(participation=enrolment.participation_id) | Q(invitations__enrolment=enrolment)

    def is_open_to(self, session, enrolment):
        here = Session.objects.visible_to(self.user).filter(self.own_sessions(enrolment))
        return here.filter(pk=session.pk).exists()

    def clean(self):
        cleaned = super().clean()
        enrolment, session = cleaned.get("enrolment"), cleaned.get("session")
        if not enrolment:
            return cleaned
        if session and not self.is_open_to(session, enrolment):
            self.add_error("session", giving.ELSEWHERE)
        if (on := cleaned.get("received_on")) and (refusal := giving.withdrawal(enrolment, on)):
            self.add_error("received_on", refusal)
        self.ask_about_day(enrolment.participation.plan.year, session)
        self.ask_about_budget(enrolment.participation)
        return cleaned


def receiver_field(enrolment):
    shape = forms.TextInput({"class": "form-control", "autocomplete": "off"})
    label = f"ผู้รับแทน{enrolment.household}"
    return ThaiTextField(label=label, max_length=150, required=False, widget=shape)


class GiveForm(GivingForm):
    """One thing to many invited households of a session: amount and value are each household's own."""

    chosen = forms.TypedMultipleChoiceField(
        label="ครัวเรือนที่รับ", error_messages={"required": "โปรดเลือกครัวเรือนที่รับอย่างน้อยหนึ่งครัวเรือน"}
    )

    layout = (
        ("สิ่งที่ให้แต่ละครัวเรือน", GivingForm.THING[1]),
        ("วันที่และแหล่งที่มา", ("received_on", *GivingForm.SOURCE[1])),
    )

    class Meta(RegisterForm.Meta):
        model = InputSupport
        fields = ["item", "amount", "unit", "value", "received_on", "source", "agency"]

    def __init__(self, *args, invited, came, given, **kwargs):
        """`invited` enrolments; `came`: {enrolment id: days}; `given`: {enrolment id: [InputSupport of this session]}."""
        super().__init__(*args, **kwargs)
        self.invited, self.came, self.given = {str(row.pk): row for row in invited}, came, given
        self.narrow_agencies(self.instance.session.participation)
        chosen = self.fields["chosen"]
        chosen.coerce, chosen.empty_value = self.invited.get, []
        chosen.choices = [(key, row.household) for key, row in self.invited.items()]
        chosen.error_messages |= {"required": type(self).base_fields["chosen"].error_messages["required"]}
        self.initial.setdefault("chosen", [key for key, row in self.invited.items() if self.is_expected(row)])
        for key, row in self.invited.items():
            self.fields[f"receiver-{key}"] = receiver_field(row)

    def is_expected(self, row):
        return row.pk in self.came and not row.withdrawn_on

    @property
    def sections(self):
        return [(title, shown) for title, shown in super().sections if title]

    @property
    def rows(self):
        """The invited households as the page shows them."""
        ticked = set(map(str, self["chosen"].value() or ()))
        for key, row in self.invited.items():
            yield {
                "enrolment": row,
                "is_ticked": key in ticked,
                "came": self.came.get(row.pk, 0),
                "given": [giving.amount_of(support) for support in self.given.get(row.pk, ())],
                "receiver": self[f"receiver-{key}"],
            }

    def clean(self):
        cleaned = super().clean()
        session, chosen, on = self.instance.session, cleaned.get("chosen", []), cleaned.get("received_on")
        for row in chosen if on else ():
            if refusal := giving.withdrawal(row, on):
                self.add_error("chosen", refusal)
        self.ask_about_day(session.participation.plan.year, session)
        self.ask_all(giving.question_of_repeats(cleaned.get("item", ""), self.repeated(chosen)))
        self.ask_about_budget(session.participation, times=len(chosen))
        return cleaned

    def repeated(self, chosen):
        """Names of the chosen households that were given the same thing in this session before."""
        item = self.cleaned_data.get("item", "")
        has_it = {
            key for key, given in self.given.items() if any(giving.is_same(row.item, item) for row in given)
        }
        return [str(row.household) for row in chosen if row.pk in has_it]

    @property
    def receivers(self):
        """{enrolment: who receives it in its place, or nothing}"""
        return {row: self.cleaned_data[f"receiver-{row.pk}"] for row in self.cleaned_data["chosen"]}


class CostForm(SpendingForm):
    money = "amount"
    wide = ("item",)

    class Meta(RegisterForm.Meta):
        model = CostLine
        fields = ["item", "amount", "agency"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.narrow_agencies(self.instance.session.participation)

    def clean(self):
        cleaned = super().clean()
        self.ask_about_budget(self.instance.session.participation)
        return cleaned


class SessionField(RowField):
    def label_from_instance(self, row):
        return named_with_days(row)


class SessionFilter(RowFilter):
    field_class = SessionField


def sessions(request):
    return Session.objects.visible_to(request.user).in_year(year_of(request).year).with_place()


def enrolments(request):
    return Enrolment.objects.visible_to(request.user).with_names()


class SourceFilter(PlaceFilter):
    """Base: from whose money, in which session."""

    source = PickFilter(label="แหล่งที่มา", choices=SOURCES, method="of_source")
    session = SessionFilter(label="การอบรม", queryset=sessions)

    def of_source(self, rows, name, asked):
        return rows.from_own_budget() if asked == "own" else rows.exclude(agency=None)


class InputFilter(SourceFilter):
    searched = ("item", "enrolment__household__first_name", "enrolment__household__last_name")

    valued = PickFilter(
        label="มูลค่า", choices=[("no", "ยังไม่ได้บันทึกมูลค่า"), ("yes", "บันทึกมูลค่าแล้ว")], method="of_value"
    )
    enrolment = RowFilter(queryset=enrolments, widget=forms.HiddenInput)

    def of_value(self, rows, name, asked):
        return rows.filter(value__isnull=asked == "no")


class CostFilter(SourceFilter):
    searched = ("item", "session__title", "agency__name")


class SpendingFilter(AreaFilter):
    """An area and nothing else, so that the totals lead to the rows of just these villages."""

    q = None
