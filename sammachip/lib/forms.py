"""Forms over rows: Thai fields for every column, choices within the viewer's area, every constraint asked before the database."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from . import fields


def thai_formfield(column, **kwargs):
    """The form field of a model column: the same column always asks and answers in the same way."""
    if column.choices:
        return column.formfield(**kwargs)
    match column:
        case models.DateField():
            return column.formfield(form_class=fields.ThaiDateField, **kwargs)
        case models.DecimalField():
            return column.formfield(form_class=fields.ThaiDecimalField, **kwargs)
        case models.IntegerField():
            return column.formfield(form_class=fields.ThaiIntegerField, **kwargs)
        case models.TextField():
            return column.formfield(form_class=fields.ThaiTextField, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)
        case models.CharField():
            return column.formfield(form_class=fields.ThaiTextField, **kwargs)
        case models.ForeignKey():
            return column.formfield(widget=forms.Select(attrs={"data-choose": ""}), **kwargs)
    return column.formfield(**kwargs)


def scope_choices(form, user):
    """Narrow every choice of rows to those the user may see."""
    for field in form.fields.values():
        queryset = getattr(field, "queryset", None)
        if queryset is not None and hasattr(queryset, "visible_to"):
            field.queryset = queryset.visible_to(user)


class RegisterForm(forms.ModelForm):
    """Base of every register's form. `user` is who fills it; `complete()` sets what the form does not ask."""

    error_css_class = "is-invalid"

    class Meta:
        formfield_callback = thai_formfield

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        scope_choices(self, user)

    def complete(self):
        """Set columns of `self.instance` that follow from what was typed."""

    def validate_constraints(self):
        """Ask all constraints, also those over columns that are not on the form (Django would leave them out)."""
        self.complete()
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as error:
            self._update_errors(error)

    def comparable(self, row, name):
        """The value of field `name` on `row`, in the shape in which the form's cleaned value can be compared with it."""
        value = row.serializable_value(name) if name in {f.name for f in row._meta.fields} else None
        return getattr(value, "pk", value)

    def typed(self, name):
        value = self.cleaned_data.get(name)
        return getattr(value, "pk", value)

    def shown(self, name, value):
        """Words for a comparable value: a row's name, a choice's label, a date in พ.ศ."""
        field = self.fields[name]
        if value in (None, ""):
            return "ไม่ได้กรอก"
        if isinstance(field, forms.ModelChoiceField):
            return str(field.queryset.filter(pk=value).first() or "รายการที่ไม่อยู่ในพื้นที่ของท่าน")
        if choices := getattr(field, "choices", None):
            return str(dict(choices).get(value, value))
        if isinstance(value, bool):
            return "ใช่" if value else "ไม่ใช่"
        return str(field.prepare_value(value))
