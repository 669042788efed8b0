from django import forms

from sammachip.lib.fields import ThaiDateField
from villages.models import Phase, VisitRule

from ..stages import State

OPEN = (State.OVERDUE, State.DUE)
# Sets of states that have a name of their own; an address may ask for any set.
SETS = (
    (OPEN, "ถึงกำหนดและเกินกำหนด"),
    ((*OPEN, State.MISSED, State.DONE), "ที่ถึงกำหนดแล้วทั้งหมด"),
    ((*OPEN, State.COMING), "ที่ยังไม่ได้ติดตาม"),
)


def together(states):
    """A set of states as one value: `overdue-due`."""
    return "-".join(state for state in State if state in states)


STATES = [(together(states), label) for states, label in SETS] + State.choices
QUARTERS = [(str(number), f"ไตรมาส {number}") for number in range(1, 5)] + [("none", "ยังไม่ทราบกำหนด")]


def pick(label, choices=(), **kwargs):
    return forms.ChoiceField(label=label, required=False, choices=[("", "ทั้งหมด"), *choices], **kwargs)


class PlanFilterForm(forms.Form):
    """What the plan of visits can be narrowed to; every figure of the targets opens to it by these names."""

    q = forms.CharField(
        label="ค้นหาชื่อ", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = pick("สถานะ", STATES)
    phase = pick("ระยะ", Phase.choices)
    subject = pick("ติดตามใคร", VisitRule.Subject.choices)
    area = pick("ตำบล")
    village = pick("หมู่บ้าน")
    officer = pick("ผู้ติดตาม")
    rule = pick("กติกา")
    quarter = pick("ไตรมาสที่ครบกำหนด", QUARTERS)
    late = pick("ทันกำหนดหรือไม่", [("no", "ทันกำหนด"), ("yes", "ล่าช้า")])
    since = ThaiDateField(label="ครบกำหนดตั้งแต่", required=False)
    until = ThaiDateField(label="ครบกำหนดถึง", required=False)
    dated = forms.ChoiceField(required=False, choices=[("no", "")], widget=forms.HiddenInput)

    def __init__(self, data, *, places, villages, officers, rules):
        super().__init__(data.copy())
        self.data["state"] = self.state_asked(data.getlist("state"))
        self.offer("area", places)
        self.offer("village", villages)
        self.offer("officer", [*officers, ("none", "ไม่มีผู้รับผิดชอบ")])
        self.offer("rule", [(name, name) for name in rules])

    def state_asked(self, asked):
        """Several states, or `open`, as one choice; a set without a name is offered by the words of its states."""
        states = {word for value in asked for word in (OPEN if value == "open" else value.split("-"))}
        value, known = together(states), dict(STATES)
        if value not in known:
            words = ", ".join(label for state, label in State.choices if state in states)
            self.fields["state"].choices += [(value, words)] if value else []
        return value

    def offer(self, name, choices):
        """An address may name more than a list offers: an อำเภอ, someone who has moved on."""
        asked, known = self.data.get(name, ""), {value for value, _ in choices}
        also = [(asked, "ตามลิงก์ที่เปิด")] if asked and asked not in known and asked.isalnum() else []
        self.fields[name].choices = [("", "ทั้งหมด"), *choices, *also]

    @property
    def asked(self):
        """{field: what was asked for}; what could not be understood is told by the form and narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
