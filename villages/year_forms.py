"""Forms over a whole year: close it, open it again."""

from django import forms
from django.core.exceptions import ValidationError

from sammachip.lib import fiscal, thai
from sammachip.lib.fields import ThaiTextField
from sammachip.lib.forms import RegisterForm

from .models import Plan

UNSURE = "โปรดทำเครื่องหมายว่าตรวจสอบแล้ว จึงจะปิดปีงบประมาณได้"
EARLY = "ปีงบประมาณ {} ยังไม่สิ้นสุด (สิ้นสุด {}) ยืนยันปิดปีก่อนกำหนด"
CLOSED = "ปีงบประมาณนี้ปิดไปแล้วเมื่อ {}"
OPEN = "ปีงบประมาณนี้เปิดอยู่แล้ว"


class CloseForm(RegisterForm):
    sure = forms.BooleanField(label="ตรวจสอบข้อมูลของปีนี้แล้ว ให้ปิดปีงบประมาณ", error_messages={"required": UNSURE})
    wide = ("sure",)

    class Meta(RegisterForm.Meta):
        model = Plan
        fields = []

    def clean(self):
        cleaned, plan = super().clean(), self.instance
        if plan.closed_on:
            raise ValidationError(CLOSED.format(thai.format_date(plan.closed_on, "medium")))
        if fiscal.today() <= plan.year.ends_on:
            self.ask("early", EARLY.format(plan.fiscal_year, thai.format_date(plan.year.ends_on, "medium")))
        return cleaned


class ReopenForm(RegisterForm):
    reason = ThaiTextField(
        label="เหตุผลที่เปิดปีอีกครั้ง", max_length=100, help_text="เก็บไว้ในประวัติของแผน เช่น แก้จำนวนวันอบรมที่บันทึกผิด"
    )
    wide = ("reason",)

    class Meta(RegisterForm.Meta):
        model = Plan
        fields = []

    def clean(self):
        if not self.instance.closed_on:
            raise ValidationError(OPEN)
        return super().clean()
