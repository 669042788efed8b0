"""What is done about a problem: a step, another owner, its end, and its beginning anew."""

from django import forms

from sammachip.lib import fiscal, thai
from sammachip.lib.fields import ThaiTextField
from sammachip.lib.forms import RegisterForm

from ..models import Problem, ProblemStep
from .owners import officers_over

LONGEST = 250  # beside the words that go before it in a step
IN_FUTURE = "วันที่ต้องไม่เป็นวันในอนาคต โปรดบันทึกเมื่อได้ทำแล้ว"
BEFORE_FOUND = "วันที่อยู่ก่อนวันที่พบปัญหา ({}) โปรดตรวจสอบวันที่"
IS_CLOSED = "เรื่องนี้ปิดแล้วเมื่อ {} หากยังไม่จบ โปรดเปิดเรื่องอีกครั้งก่อน"
IS_OPEN = "เรื่องนี้เปิดอยู่แล้ว"
SAME_OWNER = "ผู้นี้รับผิดชอบเรื่องนี้อยู่แล้ว โปรดเลือกผู้อื่น"


def day_fault(on, problem):
    """The sentence for a day on which nothing can have been done about the problem, or nothing."""
    if on > fiscal.today():
        return IN_FUTURE
    if on < problem.opened_on:
        return BEFORE_FOUND.format(thai.format_date(problem.opened_on))
    return ""


def refuse_closed(form, problem):
    if not problem.is_open:
        form.add_error(None, IS_CLOSED.format(thai.format_date(problem.closed_on)))


class StepForm(RegisterForm):
    wide = ("text",)

    class Meta(RegisterForm.Meta):
        model = ProblemStep
        fields = ["taken_on", "text"]

    def clean_taken_on(self):
        if fault := day_fault(self.cleaned_data["taken_on"], self.instance.problem):
            raise forms.ValidationError(fault)
        return self.cleaned_data["taken_on"]

    def clean(self):
        refuse_closed(self, self.instance.problem)
        return super().clean()


class HandOnForm(RegisterForm):
    """Another colleague follows the problem through."""

    note = ThaiTextField(label="ฝากบอก", required=False, max_length=LONGEST)

    class Meta(RegisterForm.Meta):
        model = Problem
        fields = ["owner"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        owner.required, owner.empty_label = True, "– เลือก –"
        owner.error_messages["required"] = "กรุณาเลือกผู้รับผิดชอบ"
        owner.queryset = officers_over(self.instance.participation.village)

    def clean(self):
        refuse_closed(self, self.instance)
        if "owner" in self.cleaned_data and self.cleaned_data["owner"].pk == self.initial.get("owner"):
            self.add_error("owner", SAME_OWNER)
        return super().clean()


class CloseForm(RegisterForm):
    """How a problem ended; the same form mends the end that was written."""

    wide = ("outcome",)

    class Meta(RegisterForm.Meta):
        model = Problem
        fields = ["closed_on", "outcome"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, sentence in (("closed_on", "กรุณากรอกวันที่ปิดเรื่อง"), ("outcome", "กรุณากรอกผลการแก้ไข")):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        if self.instance.is_open:
            self.initial["closed_on"] = fiscal.today()

    def clean_closed_on(self):
        if fault := day_fault(self.cleaned_data["closed_on"], self.instance):
            raise forms.ValidationError(fault)
        return self.cleaned_data["closed_on"]


class ReopenForm(RegisterForm):
    """Why a closed problem has not come to its end."""

    reason = ThaiTextField(label="เหตุที่เปิดเรื่องอีกครั้ง", max_length=LONGEST)

    wide = ("reason",)

    class Meta(RegisterForm.Meta):
        model = Problem
        fields = []

    def clean(self):
        if self.instance.is_open:
            self.add_error(None, IS_OPEN)
        return super().clean()
