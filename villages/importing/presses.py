"""A screen's form used as a press: built once, its fields clean whole columns, its own rules run for each line.

Nothing here knows a rule: fields, `clean_…`, `clean` and `complete` are the form's, the conditions are the model's
constraints with their own sentences. Unique ones are asked for all lines at once, in `uniqueness`.
"""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, UniqueConstraint
from django.forms.models import construct_instance

from sammachip.lib import sealing, thai
from sammachip.lib.predicates import columns_of, predicate

from .uniqueness import Unique

EMPTY = (None, "")


class Press:
    def __init__(self, form_class, user, reads):
        self.form = form_class(user=user)
        self.model = form_class._meta.model
        self.reads = reads
        self.columns = {column.name: column for column in self.model._meta.concrete_fields}
        self.hooks = [name for name in self.form.fields if hasattr(self.form, f"clean_{name}")]
        self.blank = {name: self._blank(field) for name, field in self.form.fields.items()}
        self.required = self._asked_for()
        # Rows that are chosen on the screen are known here only where the study gives them.
        self.plain = [name for name, field in self.form.fields.items() if not hasattr(field, "queryset")]

    @staticmethod
    def _blank(field):
        """What the screen would hold in this field if nobody typed."""
        if field.initial is not None and not callable(field.initial):
            return field.initial
        return field.empty_values[0] if field.required else field.clean(None)

    def _asked_for(self):
        asked = {}
        for name, field in self.form.fields.items():
            if field.required and self.blank[name] in EMPTY:
                try:
                    field.clean(None)
                except ValidationError as error:
                    asked[name] = error.messages[0]
        return asked

    @cached_property
    def checks(self):
        """(columns, condition, sentence, field to blame) of each CHECK over more than one column."""
        return [check for check in self._checks if len(check[0]) > 1]

    @cached_property
    def _checks(self):
        found = []
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                columns = columns_of(constraint.condition)
                sentence = constraint.get_violation_error_message()
                found.append((columns, predicate(constraint.condition), sentence, min(columns)))
        return found

    @cached_property
    def uniques(self):
        constraints = self.model._meta.constraints
        return [Unique.of(one) for one in constraints if isinstance(one, UniqueConstraint) and one.fields]

    def reader(self, name, words):
        """Function of a cell: the form's field, then its column's validators and single-column CHECKs."""
        field, column = self.form.fields[name], self.columns.get(name)
        checks = [(holds, sentence) for columns, holds, sentence, _ in self._checks if columns == {name}]
        choose, more = _chooser(field, words), _validators_beyond(field, column)

        def read(cell):
            value = field.clean(choose(cell) if choose else cell)
            for validate in more if value not in EMPTY else ():
                validate(value)
            for holds, sentence in checks:
                if holds({name: value}) is False:
                    raise ValidationError(sentence, code="constraint")
            return value

        return read

    def run(self, draft):
        """Put `draft.cleaned`, as read from the sheet, through the form; returns errors [(field, code, sentence)].

        An empty cell never takes away what is stored.
        """
        filled, stored, errors = draft.cleaned, draft.stored, []
        if stored is None:
            known = filled.keys() | draft.links.keys()
            errors += [
                (name, "required", asked) for name, asked in self.required.items() if name not in known
            ]
            cleaned = self.blank | filled
            for name, _, _ in errors:
                del cleaned[name]
        else:
            cleaned = {name: stored.get(name, self.blank[name]) for name in self.plain} | filled
        draft.cleaned = self._through_the_rules(cleaned, errors)
        for columns, holds, sentence, blamed in self.checks:
            if not columns.isdisjoint(filled):
                values = {name: self._final(draft, name) for name in columns}
                if holds(values) is False:
                    errors.append((blamed, "constraint", sentence))
        if stored is not None and not errors:
            draft.changes = tuple(self._changes(draft))
        return errors

    def _through_the_rules(self, cleaned, errors):
        form = self.form
        form.cleaned_data, form._errors = cleaned, {}
        for name in self.hooks:
            if name not in cleaned:
                continue
            try:
                form.cleaned_data[name] = getattr(form, f"clean_{name}")()
            except ValidationError as error:
                form.add_error(name, error)
        form._clean_form()
        for name, found in form._errors.items():
            errors += [(name, error.code or "invalid", str(error.messages[0])) for error in found.as_data()]
        return form.cleaned_data

    def _final(self, draft, name):
        value = draft.value(name)
        return self.columns[name].get_default() if value is None and draft.stored is None else value

    def _changes(self, draft):
        """(field, value before, value after) of everything that would differ from what is stored."""
        for name, value in draft.cleaned.items():
            if name == "citizen_id":
                before, after = draft.stored["nid_idx"], sealing.index(value) if value else None
                if after is not None and after != before:
                    yield (
                        name,
                        thai.mask_citizen_id(draft.stored["nid_last4"]),
                        thai.mask_citizen_id(value[-4:]),
                    )
            elif name in draft.stored:
                before, after = draft.stored[name], getattr(value, "pk", value)
                if before != after and not (before in EMPTY and after in EMPTY):
                    yield name, before, value

    def shown(self, name, value):
        """Words for a value of field `name`."""
        if value in EMPTY:
            return "–"
        field = self.form.fields[name]
        if isinstance(value, bool):
            return "ใช่" if value else "ไม่ใช่"
        if hasattr(field, "queryset"):
            return str(value)
        if choices := getattr(field, "choices", None):
            return str(dict(choices).get(value, value))
        return str(field.widget.format_value(field.prepare_value(value)) or value)

    def label(self, name):
        return str(self.form.fields[name].label)

    def build(self, draft, instance):
        """The row as the form makes it: columns from what was cleaned, then `complete()`; not saved."""
        form = self.form
        form.cleaned_data, form._errors, form.instance = dict(draft.cleaned), {}, instance
        changed = None if draft.stored is None else {name for name, _, _ in draft.changes}
        construct_instance(form, instance, form._meta.fields if changed is None else changed)
        for name, value in draft.constants.items():
            setattr(instance, name, value)
        form.complete()
        return instance


def _validators_beyond(field, column):
    """The column's validators that the form's field does not have itself (Django asks both)."""

    def what(validator):
        return type(validator), getattr(validator, "limit_value", validator)

    asked = [what(validator) for validator in field.validators]
    return [one for one in column.validators if what(one) not in asked] if column is not None else []


def _chooser(field, words):
    """Function of a cell giving the choice that is meant by a word, where the field is one of choices."""
    choices = [] if hasattr(field, "queryset") else getattr(field, "choices", ())
    choices = [(value, label) for value, label in choices if value not in EMPTY]
    if not choices and not words:
        return None
    known = {thai.key(str(label)): value for value, label in choices} | {
        thai.key(w): v for w, v in words.items()
    }

    def choose(cell):
        if (word := thai.key(str(cell))) in known:
            return known[word]
        allowed = list(dict.fromkeys(label for _, label in choices)) or list(words)
        raise ValidationError(
            f"“{cell}” ไม่อยู่ในตัวเลือก โปรดกรอก {' หรือ '.join(map(str, allowed))}", code="choice"
        )

    return choose
