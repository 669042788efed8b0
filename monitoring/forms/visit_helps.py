"""Whom the visited household helped or taught."""

from django import forms

from sammachip.lib.fields import ThaiTextField

from ..models import Help
from .part import Part
from .setting import called

SPARE = 2
ITSELF = "ครัวเรือนที่ได้รับต้องเป็นคนละครัวเรือนกับผู้ช่วย"
TWICE = "ครัวเรือนนี้เขียนไว้ในบรรทัดก่อนแล้ว"
TOO_LONG = Help._meta.get_field("helped_name").max_length


class Helps(Part):
    """A few lines; a name that the register of the ตำบล knows is that household, any other stays a name."""

    def add_fields(self):
        rows = list(self.source.helps.select_related("helped__village")) if self.source else []
        lines = [(row.kind, called(row.helped) if row.helped else row.helped_name) for row in rows]
        self.known = self.setting.households | {
            called(row.helped): row.helped_id for row in rows if row.helped
        }
        lines += [(Help.Kind.TAUGHT, "")] * max(SPARE, 3 - len(lines))
        self.count = len(lines)
        for number, (kind, name) in enumerate(lines):
            widget = forms.TextInput(attrs={"list": "helped-households", "autocomplete": "off"})
            label = f"ครัวเรือนที่ได้รับ รายที่ {number + 1}"
            self.add(
                f"help-{number}-name",
                ThaiTextField(label=label, required=False, max_length=250, widget=widget),
                name,
            )
            choice = forms.ChoiceField(
                label=f"ทำอะไรให้รายที่ {number + 1}", required=False, choices=Help.Kind.choices
            )
            self.add(f"help-{number}-kind", choice, kind)

    def lines(self):
        for number in range(self.count):
            if name := self.value(f"help-{number}-name"):
                yield number, self.value(f"help-{number}-kind") or Help.Kind.TAUGHT, name

    def check(self):
        seen = set()
        for number, kind, name in self.lines():
            key = self.known.get(name)
            if key == self.visit.enrolment.household_id:
                self.form.add_error(f"help-{number}-name", ITSELF)
            elif (kind, name) in seen:
                self.form.add_error(f"help-{number}-name", TWICE)
            elif key is None and len(name) > TOO_LONG:
                self.form.add_error(f"help-{number}-name", f"ชื่อยาวเกินไป เขียนได้ไม่เกิน {TOO_LONG} ตัวอักษร")
            seen.add((kind, name))

    def told(self):
        """[(kind, household key or None, name in no register)]."""
        found = [(kind, self.known.get(name), name) for _, kind, name in self.lines()]
        return [(kind, key, "" if key else name) for kind, key, name in found]

    @property
    def rows(self):
        form = self.form
        return [
            {"name": form[f"help-{number}-name"], "kind": form[f"help-{number}-kind"]}
            for number in range(self.count)
        ]
