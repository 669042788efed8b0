from functools import cached_property
from itertools import groupby

from django import forms
from django.db.models import Max
from django_filters import ChoiceFilter

from sammachip.lib import fiscal
from sammachip.lib.fields import ThaiIntegerField
from sammachip.lib.forms import INT16, RegisterForm
from sammachip.lib.ticking import ticked
from villages.forms import AreaFilter

from ..models import Activity, Principle
from ..planning import State, dates_outside
from ..progress import in_state

TICKS = ("applied", "seen")
DAYS = ("starts_on", "ends_on", "done_on")
FUTURE = "วันที่ทำเสร็จต้องไม่เป็นวันในอนาคต เว้นว่างไว้จนกว่าจะทำเสร็จ"


class Seen(forms.TypedMultipleChoiceField):
    """What was ticked when the form was opened, carried along unseen; a principle may have gone since."""

    widget = forms.MultipleHiddenInput

    def valid_value(self, value):
        return True


class ActivityForm(RegisterForm):
    """A line of the plan, with the principles it applies. Those merge tick by tick: two people may tick at once."""

    order = ThaiIntegerField(
        label="ลำดับ", required=False, min_value=1, max_value=INT16, help_text="เว้นว่างเพื่อต่อท้ายแผน"
    )
    applied = forms.TypedMultipleChoiceField(
        label="หลักที่กิจกรรมนี้นำมาใช้", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = Seen(coerce=int, required=False)

    layout = (
        ("โครงการ/กิจกรรม", ("participation", "title", "step", "order")),
        ("สาระของกิจกรรม", ("objective", "method", "target_group", "place")),
        ("ระยะเวลาและงบประมาณ", ("starts_on", "ends_on", "budget", "done_on")),
        ("ผลและผู้รับผิดชอบ", ("expected_result", "responsible", "note")),
        ("หลักที่นำมาใช้", ("applied",)),
    )
    wide = ("participation", "title", "applied")

    class Meta(RegisterForm.Meta):
        model = Activity
        fields = [
            "participation",
            "title",
            "step",
            "order",
            "objective",
            "method",
            "target_group",
            "place",
            "starts_on",
            "ends_on",
            "budget",
            "done_on",
            "expected_result",
            "responsible",
            "note",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fix_once_stored("participation")
        adding = self.instance._state.adding
        if adding:
            del self.fields["done_on"]
        self.now = [] if adding else list(self.instance.applied.values_list("principle", flat=True))
        self.initial |= {"applied": self.now, "seen": self.now}
        if adding:
            self.initial.pop("order", None)
        grouped = groupby(Principle.objects.visible_to(self.user), key=lambda row: row.get_source_display())
        self.fields["applied"].choices = [
            (source, [(row.pk, row.text) for row in rows]) for source, rows in grouped
        ]

    @cached_property
    def ticks(self):
        """What this form adds to and takes from the principles as they stand now."""
        keys = [key for _, group in self.fields["applied"].choices for key, _ in group]
        chosen, seen = (self.cleaned_data.get(name, []) for name in TICKS)
        return ticked([*keys, *self.now], now=self.now, seen=seen, chosen=chosen)

    @property
    def changed_columns(self):
        return [name for name in self.changed_data if name not in TICKS]

    def has_changed(self):
        return bool(self.changed_columns or self.ticks)

    def clean(self):
        cleaned = super().clean()
        participation, done_on = cleaned.get("participation"), cleaned.get("done_on")
        if done_on and done_on > fiscal.today():
            self.add_error("done_on", FUTURE)
        if participation:
            typed = {name: cleaned.get(name) for name in DAYS if cleaned.get(name) != self.initial.get(name)}
            if question := dates_outside(participation.plan.year, typed):
                self.ask("other-year", question)
        return cleaned

    def complete(self):
        super().complete()
        participation = self.cleaned_data.get("participation")
        if participation and self.cleaned_data.get("order") is None and "order" not in self.errors:
            last = participation.activities.exclude(pk=self.instance.pk).aggregate(last=Max("order"))["last"]
            self.instance.order = min((last or 0) + 1, INT16)

    def comparable(self, row, name):
        return None if name in TICKS else super().comparable(row, name)

    def typed(self, name):
        return None if name in TICKS else super().typed(name)


class ActivityFilter(AreaFilter):
    searched = (
        "title",
        "place",
        "responsible",
        "participation__village__name",
        "participation__village__aliases",
    )

    step = ChoiceFilter(label="ขั้นตอนของโครงการ", choices=Activity.Step.choices, empty_label="ทั้งหมด")
    state = ChoiceFilter(label="สถานะ", choices=State.choices, empty_label="ทั้งหมด", method="of_state")

    def of_state(self, activities, name, state):
        return in_state(activities, state, fiscal.today())
