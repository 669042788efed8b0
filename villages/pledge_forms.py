"""Forms and filter of what partners promised and delivered."""

from django import forms
from django.core.exceptions import ValidationError
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from sammachip.lib import fiscal
from sammachip.lib.forms import RegisterForm
from sammachip.lib.seeking import any_part

from .models import Pledge
from .support_forms import agencies

FUTURE = "{}ต้องไม่เป็นวันในอนาคต โปรดตรวจสอบวันที่"
OTHER_DISTRICT = "ภาคีที่เลือกเป็นของอำเภออื่น โปรดเลือกภาคีในอำเภอของแผน"
OTHER_PLAN = "หมู่บ้านที่เลือกไม่ได้อยู่ในแผนนี้ โปรดเลือกหมู่บ้านในแผนเดียวกัน"
DUE_BEFORE = "กำหนดส่งมอบต้องไม่มาก่อนวันที่รับปาก"


def past(form, name):
    day = form.cleaned_data[name]
    if day and day > fiscal.today():
        raise ValidationError(FUTURE.format(form.fields[name].label))
    return day


class PledgeForm(RegisterForm):
    """Whose promise it is, and of which year, is fixed once it stands."""

    layout = (
        ("ใครรับปากอะไร", ("agency", "plan", "participation", "item", "value")),
        ("เมื่อใด", ("promised_on", "due_on")),
        ("การส่งมอบ", ("delivered_on", "delivered_value", "note")),
    )
    wide = ("item", "note")

    class Meta(RegisterForm.Meta):
        model = Pledge
        fields = [
            "agency",
            "plan",
            "participation",
            "item",
            "value",
            "promised_on",
            "due_on",
            "delivered_on",
            "delivered_value",
            "note",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fix_once_stored("agency", "plan")
        if not self.instance._state.adding:
            places = self.fields["participation"]
            places.queryset = places.queryset.filter(plan=self.instance.plan_id)

    def clean_promised_on(self):
        return past(self, "promised_on")

    def clean_delivered_on(self):
        return past(self, "delivered_on")

    def clean(self):
        cleaned = super().clean()
        plan, agency, place = (cleaned.get(name) for name in ("plan", "agency", "participation"))
        if plan and agency and agency.district_id != plan.district_id:
            self.add_error("agency", OTHER_DISTRICT)
        if plan and place and place.plan_id != plan.pk:
            self.add_error("participation", OTHER_PLAN)
        promised_on, due_on = cleaned.get("promised_on"), cleaned.get("due_on")
        if promised_on and due_on and due_on < promised_on:
            self.add_error("due_on", DUE_BEFORE)
        return cleaned


class NewPledgeForm(PledgeForm):
    """What is only now promised has not come yet."""

    layout = (*PledgeForm.layout[:2], ("", ("note",)))

    class Meta(PledgeForm.Meta):
        exclude = ["delivered_on", "delivered_value"]

    def clean_delivered_on(self):
        return None


class DeliverForm(RegisterForm):
    """That it came: when, and worth how much."""

    wide = ("note",)

    class Meta(RegisterForm.Meta):
        model = Pledge
        fields = ["delivered_on", "delivered_value", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delivered_on"].required = True

    def has_changed(self):
        """What it proposes is as good as typed."""
        return True

    def clean_delivered_on(self):
        return past(self, "delivered_on")


class PledgeFilter(FilterSet):
    STATES = (("open", "รอส่งมอบ"), ("overdue", "เกินกำหนด"), ("delivered", "ส่งมอบแล้ว"))

    q = CharFilter(
        label="ค้นหา", method="search", widget=forms.TextInput(attrs={"type": "search", "maxlength": 100})
    )
    agency = ModelChoiceFilter(label="หน่วยงาน", queryset=agencies, empty_label="ทั้งหมด")
    state = ChoiceFilter(label="สถานะ", choices=STATES, method="of_state", empty_label="ทั้งหมด")

    def search(self, queryset, name, value):
        return queryset.filter(any_part(value, "item", "note", "agency__name"))

    def of_state(self, queryset, name, value):
        if value == "delivered":
            return queryset.filter(delivered_on__isnull=False)
        rows = queryset.open()
        return rows.filter(due_on__lt=fiscal.today()) if value == "overdue" else rows
