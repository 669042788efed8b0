"""Several households of one village visited on one trip: what was common to all, and a line for each."""

import uuid
from dataclasses import dataclass, field

from django import forms

from sammachip.lib.fields import ThaiDecimalField
from sammachip.lib.forms import Question

from ..models import Visit
from .visit_companions import Companions
from .visits import OF_HOUSEHOLD, VisitForm

COMMON = ("visited_on", "phase", "phase_reason", "met", "findings", "advice", "promise", "next_on")
UNTICKED = "กรอกไว้แต่ไม่ได้ติ๊กว่าไปติดตาม โปรดติ๊ก หรือล้างสิ่งที่กรอกไว้"
NOBODY = "โปรดติ๊กครัวเรือนที่ไปติดตามอย่างน้อยหนึ่งครัวเรือน"


def name_in(trip, enrolment):
    """The key of a household's visit on a trip: always the same one, and in its place by time like any other."""
    low = 2**64 - 1
    return uuid.UUID(int=trip.int & ~low | uuid.uuid5(trip, str(enrolment.pk)).int & low)


class ShortVisitForm(VisitForm):
    """A visit without what is told of one household alone."""

    def add_parts(self):
        del self.fields["pictures"]
        self.answers = self.found = self.followed = self.helps = None
        self.along = Companions(self)
        self.parts = [self.along]

    @property
    def told_with(self):
        return {"companions": self.along.told()}


class TripForm(ShortVisitForm):
    """What was common to all; the instance names no household, so what rests on one is asked of each line."""

    def begin_income(self, baseline):
        for name in (*OF_HOUSEHOLD, "kind"):
            del self.fields[name]

    def check_again(self, visited_on):
        """Asked of each household."""

    def validate_constraints(self):
        self.instance.validate_constraints(exclude={*self.errors, "whom"})


class LineForm(forms.Form):
    """A household of the trip."""

    chosen = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    practice = forms.ChoiceField(
        required=False,
        choices=[("", "– อาชีพ –"), *Visit.Practice.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    income = ThaiDecimalField(
        label="รายได้",
        required=False,
        min_value=0,
        error_messages={"min_value": "รายได้ต้องไม่ติดลบ"},
    )

    def __init__(self, *args, household, **kwargs):
        super().__init__(*args, **kwargs)
        words = {"chosen": "ไปติดตาม", "practice": "การทำอาชีพของ", "income": "รายได้ต่อเดือนของ"}
        for name, word in words.items():
            self.fields[name].widget.attrs["aria-label"] = f"{word} {household}"
        self.fields["income"].widget.attrs |= {"class": "form-control", "placeholder": "รายได้ต่อเดือน"}


@dataclass
class Line:
    """`visit`: the form of its visit, once the household is ticked."""

    about: object
    fields: LineForm
    baseline: object = None
    visit: VisitForm | None = None
    faults: list = field(default_factory=list)

    @property
    def key(self):
        return str(self.about.pk)

    @property
    def is_chosen(self):
        return self.fields.is_bound and self.fields.is_valid() and self.fields.cleaned_data["chosen"]

    @property
    def is_unticked(self):
        """Something was typed for a household that is not ticked."""
        is_read = self.fields.is_bound and self.fields.is_valid() and not self.is_chosen
        return is_read and bool(self.fields.changed_data)

    def understand(self, common, trip, setting):
        """Read the household's visit from what was common and what its line says."""
        data, key = common.data.copy(), self.key
        typed = self.fields.cleaned_data
        data.setlist("confirm", [one.removesuffix(f"@{key}") for one in common.confirmed])
        data["practice"], data["kind"] = typed["practice"], Visit.Kind.HOUSEHOLD
        data["income_amount"] = "" if typed["income"] is None else str(typed["income"])
        visit = Visit(
            pk=name_in(trip, self.about),
            trip=trip,
            participation=setting.participation,
            enrolment=self.about,
            visitor=setting.user,
        )
        self.visit = ShortVisitForm(data, user=setting.user, instance=visit, setting=setting)
        self.visit.is_valid()
        self.faults = [
            sentence
            for name, sentences in self.visit.errors.items()
            if name not in common.errors
            for sentence in sentences
        ]

    @property
    def questions(self):
        asked = self.visit.questions if self.visit else []
        return [
            Question(f"{one.code}@{self.key}", f"{self.about.household}: {one.sentence}") for one in asked
        ]
