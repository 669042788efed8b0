"""Who went along to a visit."""

from django import forms

from .part import Part

COLUMNS = ("user", "support_person", "agency")


def value_of(companion):
    column = next(name for name in COLUMNS if getattr(companion, f"{name}_id"))
    return f"{column}:{getattr(companion, f'{column}_id')}"


class Companions(Part):
    """Chosen from colleagues, the support team and partners; whoever came along once stays to be chosen."""

    def add_fields(self):
        rows = self.source.companions.select_related(*COLUMNS) if self.source else []
        came = {value_of(row): str(row) for row in rows}
        known = {value for _, names in self.setting.companions for value, _ in names}
        gone = [(value, name) for value, name in came.items() if value not in known]
        groups = [(heading, names) for heading, names in self.setting.companions if names]
        field = forms.MultipleChoiceField(
            label="ผู้ร่วมติดตาม",
            required=False,
            choices=[*groups, ("ไม่อยู่ในรายชื่อขณะนี้", gone)] if gone else groups,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "ผู้ร่วมติดตามที่เลือกไม่มีในรายการของท่าน โปรดเลือกใหม่"},
        )
        self.add("companions", field, list(came))

    def told(self):
        """{(column, key as text)}."""
        return {tuple(value.split(":", 1)) for value in self.value("companions") or ()}
