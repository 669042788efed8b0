"""Answers to the questions that the year asks at a visit."""

from django import forms

from accounts.photo_forms import PicturesField
from sammachip.lib.fields import ThaiDecimalField, ThaiTextField
from villages.models import VisitQuestion

from .part import Part

Kind = VisitQuestion.Kind
NUMBERS = (Kind.NUMBER, Kind.MONEY)
OUTSIDE = "{}: {:,f} อยู่นอกช่วงที่น่าจะเป็น ({}) ยืนยันว่าถูกต้อง"


class OptionalPictures(PicturesField):
    """Pictures that need not be there."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, data, initial=None):
        return data or []


def range_words(least, most):
    if least is None:
        return f"ไม่เกิน {most:,.0f}"
    return f"ตั้งแต่ {least:,.0f}" if most is None else f"{least:,.0f}–{most:,.0f}"


def field_for(question, stored):
    """The form field of a question; an answer given before the options changed stays among them."""
    label = f"{question.text} ({question.unit})" if question.unit else question.text
    match question.kind:
        case Kind.NUMBER | Kind.MONEY:
            return ThaiDecimalField(label=label, required=False, max_digits=12)
        case Kind.PHOTO:
            return OptionalPictures(label=label)
        case Kind.CHOICE | Kind.CHOICES:
            given = stored.text.splitlines() if stored else []
            options = dict.fromkeys([*question.choices, *given])
            is_one = question.kind == Kind.CHOICE
            field = forms.ChoiceField if is_one else forms.MultipleChoiceField
            widget = forms.RadioSelect if is_one else forms.CheckboxSelectMultiple
            return field(label=label, required=False, choices=[(one, one) for one in options], widget=widget)
    return ThaiTextField(label=label, required=False, max_length=2000)


def given(question, stored):
    """What a field begins with."""
    if stored is None or question.kind == Kind.PHOTO:
        return None
    if question.kind in NUMBERS:
        return stored.number
    return stored.text.splitlines() if question.kind == Kind.CHOICES else stored.text


class Answers(Part):
    def add_fields(self):
        stored = self.stored = {}
        if self.source:
            stored |= {row.question_id: row for row in self.source.answers.select_related("question")}
        asked = {one.pk: one for one in self.setting.questions if one.whom == self.visit.whom}
        asked |= {row.question_id: row.question for row in stored.values()}
        self.questions = list(asked.values())
        for one in self.questions:
            answer = stored.get(one.pk)
            self.add(f"q-{one.pk}", field_for(one, answer), given(one, answer))

    def is_asked(self, question):
        """Whether the chosen phase asks it."""
        return question.phase in ("", self.value("phase"))

    def check(self):
        for one in self.questions:
            name = f"q-{one.pk}"
            if not self.is_asked(one):
                self.form.errors.pop(name, None)
            elif one.kind in NUMBERS and self.value(name) is not None:
                self.check_range(one, name)

    def check_range(self, question, name):
        number, least, most = self.value(name), question.least, question.most
        if (least is not None and number < least) or (most is not None and number > most):
            sentence = OUTSIDE.format(question.text, number.normalize(), range_words(least, most))
            self.form.ask_of(name, f"q{question.pk}", sentence)

    def told(self):
        """{question key: (text, number)} of what was answered; photos are counted when they are kept."""
        wanted = {}
        for one in self.questions:
            value = self.value(f"q-{one.pk}")
            if one.kind == Kind.PHOTO or not self.is_asked(one) or value in (None, "", []):
                continue
            lines = "\n".join(value) if isinstance(value, list) else value
            wanted[one.pk] = ("", value) if one.kind in NUMBERS else (lines, None)
        return wanted

    def pictures(self):
        """[(question, files)] of the photo questions that were answered."""
        photos = [one for one in self.questions if one.kind == Kind.PHOTO and self.is_asked(one)]
        return [(one, files) for one in photos if (files := self.value(f"q-{one.pk}"))]

    @property
    def rows(self):
        return [{"bound": self.form[f"q-{one.pk}"], "phase": one.phase} for one in self.questions]
