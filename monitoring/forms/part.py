"""A part of the form of a visit: fields of its own over rows of its own, checked and saved with the visit."""


class Part:
    """`source`: the stored visit that the fields begin with (one that is being corrected, or the visit itself), or None."""

    def __init__(self, form):
        self.form, self.visit, self.setting, self.source = form, form.instance, form.setting, form.source
        self.names = []
        self.add_fields()

    def add_fields(self):
        """Put the part's fields into the form."""

    def add(self, name, field, initial=None):
        self.form.fields[name] = field
        self.form.initial.setdefault(name, initial)
        self.names.append(name)

    def check(self):
        """From the form's `clean`."""

    def value(self, name):
        return self.form.cleaned_data.get(name)
