"""Forms over rows: Thai fields for every column, choices within the viewer's area, every constraint asked before the database."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from . import fields
from .telling import full_name_of, with_their_names

SMALL = (models.SmallIntegerField, models.PositiveSmallIntegerField)
INT16 = 2**15 - 1


class RowChoice(forms.ModelChoiceField):
    """Choice of a row by its full name."""

    widget = forms.Select(attrs={"data-choose": ""})

    def label_from_instance(self, row):
        return full_name_of(row)


def thai_formfield(column, **kwargs):
    """The form field of a model column: the same column always asks and answers in the same way."""
    if column.choices:
        return column.formfield(**kwargs)
    match column:
        case models.DateField():
            return column.formfield(form_class=fields.ThaiDateField, **kwargs)
        case models.TimeField():
            return column.formfield(form_class=fields.ThaiTimeField, **kwargs)
        case models.DecimalField():
            return column.formfield(form_class=fields.ThaiDecimalField, **kwargs)
        case models.IntegerField():
            limit = {"max_value": INT16} if isinstance(column, SMALL) else {}
            return column.formfield(form_class=fields.ThaiIntegerField, **limit | kwargs)
        case models.TextField():
            return column.formfield(
                form_class=fields.ThaiTextField, widget=forms.Textarea(attrs={"rows": 4}), **kwargs
            )
        case models.CharField():
            return column.formfield(form_class=fields.ThaiTextField, **kwargs)
        case models.ForeignKey():
            return column.formfield(form_class=RowChoice, **kwargs)
    return column.formfield(**kwargs)


def scope_choices(form, user):
    """Narrow every choice of rows to those the user may see, with the names that their labels speak of."""
    for field in form.fields.values():
        queryset = getattr(field, "queryset", None)
        if queryset is not None and hasattr(queryset, "visible_to"):
            field.queryset = with_their_names(queryset.visible_to(user))


def ask_for_choices(form):
    """Choices ask in Thai, and say so when what was chosen is not among them."""
    for field in form.fields.values():
        if not isinstance(field, forms.ChoiceField):
            continue
        field.error_messages |= {
            "required": f"กรุณาเลือก{field.label}",
            "invalid_choice": f"{field.label}ที่เลือกไม่มีในรายการของท่าน โปรดเลือกใหม่",
        }
        empty = "– เลือก –" if field.required else "– ไม่ระบุ –"
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = field.empty_label and empty
        else:
            field.choices = [(value, label if value else empty) for value, label in field.choices]


@dataclass(frozen=True)
class Question:
    """What is unusual but may be right: a person says so once, by ticking `code`."""

    code: str
    sentence: str


class RegisterForm(forms.ModelForm):
    """Base of every register's form. `user` is who fills it; `complete()` sets what the form does not ask.

    `layout` groups a long form: ((title, (field, …)), …); `wide` names fields that take a whole line.
    """

    layout = ()
    wide = ()

    class Meta:
        formfield_callback = thai_formfield

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        scope_choices(self, user)
        ask_for_choices(self)

    def full_clean(self):
        self.questions = []
        super().full_clean()

    def is_valid(self):
        return super().is_valid() and not self.questions

    @property
    def confirmed(self):
        """Codes of the questions that the person has ticked."""
        return self.data.getlist("confirm") if hasattr(self.data, "getlist") else ()

    def ask(self, code, sentence):
        """From `clean`: the form comes back with the question, unless the person has answered it already."""
        if code not in self.confirmed:
            self.questions.append(Question(code, sentence))

    def fix_once_stored(self, *names):
        """Fields that are asked when a row is made, and shown, but not asked, ever after."""
        if not self.instance._state.adding:
            for name in names:
                self.fields[name].disabled = True

    @property
    def sections(self):
        """[(title, fields)] as `layout` says; fields that it leaves out come last, without a title."""
        left = [name for name in self.fields if not any(name in names for _, names in self.layout)]
        for title, names in (*self.layout, ("", left)):
            shown = [self[name] for name in names if name in self.fields and not self[name].is_hidden]
            if shown:
                yield title, [{"bound": field, "is_wide": self.is_wide(field)} for field in shown]

    def is_wide(self, field):
        return field.name in self.wide or isinstance(field.field.widget, forms.Textarea)

    def complete(self):
        """Set columns of `self.instance` that follow from what was typed."""

    def _post_clean(self):
        """As Django's, but `complete()` comes before the constraints, and all of them are asked, each once.

        Django leaves out every constraint over a column that is not on the form; the database would not.
        """
        exclude = self._get_validation_exclusions()
        locked = self.locking_plan()
        try:
            forms.models.construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
            self.instance.clean_fields(exclude=exclude)
            self.instance.clean()
        except ValidationError as error:
            self._update_errors(error)
        self.validate_unique()
        self.complete()
        self.refuse_closed_year(locked or self.locking_plan())
        self.validate_constraints()

    def locking_plan(self):
        return self.instance.locking_plan() if hasattr(self.instance, "locking_plan") else None

    def refuse_closed_year(self, plan):
        """A fact of a closed fiscal year is neither changed nor moved out of it; the sentence comes from its `plan`."""
        if plan:
            self.add_error(None, plan.closed_sentence)

    def validate_constraints(self):
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as error:
            self._update_errors(error)

    def comparable(self, row, name):
        """The value of field `name` on `row`, in the shape in which what was typed can be compared with it."""
        return row.serializable_value(name) if name in {column.name for column in row._meta.fields} else None

    def typed(self, name):
        value = self.cleaned_data.get(name)
        return getattr(value, "pk", value)

    def take(self, name, value, data):
        """Put a comparable value into `data`, as if it had been typed."""
        data[self.add_prefix(name)] = self.fields[name].prepare_value(value)

    def raw(self, name):
        """What was typed into a field that could not be understood."""
        return self.data.get(self.add_prefix(name), "")

    def shown(self, name, value):
        """Words for a comparable value: a row's name, a choice's label, a date in พ.ศ."""
        field = self.fields[name]
        if value in (None, ""):
            return "ไม่ได้กรอก"
        if isinstance(field, forms.ModelChoiceField):
            row = field.queryset.filter(pk=value).first()
            return field.label_from_instance(row) if row else "รายการที่ไม่อยู่ในพื้นที่ของท่าน"
        if isinstance(value, bool):
            return "ใช่" if value else "ไม่ใช่"
        if choices := getattr(field, "choices", None):
            return str(dict(choices).get(value, value))
        written = field.prepare_value(value)
        return str(field.widget.format_value(written) or written)
