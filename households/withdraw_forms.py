"""Forms for the course of a year: a household withdraws, comes back, is replaced by another."""

from django.core.exceptions import ValidationError

from sammachip.lib import fiscal, thai
from sammachip.lib.fields import ThaiTextField
from sammachip.lib.forms import RegisterForm, RowChoice

from .forms import FUTURE, EnrolmentForm
from .models import Enrolment, Household
from .services import not_enrolled
from .withdrawing import BACK_AGAIN, NOT_WITHDRAWN, REPLACED

TOO_EARLY = "วันที่ถอนตัวต้องไม่มาก่อนวันที่สมัครใจเข้าร่วม ({})"
NO_REASON = "กรุณาบอกเหตุผลที่ถอนตัว"
NOBODY_LEFT = "ทุกครัวเรือนในทะเบียนของหมู่บ้านนี้เป็นครัวเรือนเป้าหมายของปีนี้แล้ว โปรดกด “ไม่อยู่ในทะเบียน เพิ่มครัวเรือนใหม่”"
BEFORE_LEAVING = "วันที่สมัครใจมาก่อนวันที่ {} ถอนตัว ({}) ยืนยันว่าสมัครไว้ก่อนแล้ว"


class WithdrawForm(RegisterForm):
    """When and why a household leaves the year; of one that has left, the same may be mended."""

    wide = ("withdrawn_reason",)

    class Meta(RegisterForm.Meta):
        model = Enrolment
        fields = ["withdrawn_on", "withdrawn_reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["withdrawn_on"].required = self.fields["withdrawn_reason"].required = True
        self.fields["withdrawn_reason"].error_messages["required"] = NO_REASON

    def clean_withdrawn_on(self):
        day, joined = self.cleaned_data["withdrawn_on"], self.instance.volunteered_on
        if day > fiscal.today():
            raise ValidationError(FUTURE.format("วันที่ถอนตัว"))
        if joined and day < joined:
            raise ValidationError(TOO_EARLY.format(thai.format_date(joined, "medium")))
        return day


class ReturnForm(RegisterForm):
    """A household that withdrew comes back; not where another already stands in its place."""

    reason = ThaiTextField(label="เหตุผลที่กลับเข้าร่วม", max_length=100, help_text="เก็บไว้ในประวัติการแก้ไข")
    wide = ("reason",)

    class Meta(RegisterForm.Meta):
        model = Enrolment
        fields = []

    def clean(self):
        if not self.instance.withdrawn_on:
            raise ValidationError(BACK_AGAIN)
        if other := self.instance.successor:
            raise ValidationError(REPLACED.format(other.household))
        return super().clean()


def refuse_to_replace(left, user):
    """What keeps the place of `left` from being taken by another, if anything does.

    Asked of the database: a new row that names `left` already passes for its successor.
    """
    taken = Enrolment.objects.visible_to(user).filter(replaces=left.pk).select_related("household").first()
    if taken:
        raise ValidationError(REPLACED.format(taken.household))
    if not left.withdrawn_on:
        raise ValidationError(NOT_WITHDRAWN)


class ReplaceForm(EnrolmentForm):
    """Another household of the village takes the place, by the rules of every enrolment."""

    household = RowChoice(
        label="ครัวเรือนที่เข้าแทน",
        queryset=None,
        help_text="ครัวเรือนของหมู่บ้านเดียวกันที่ยังไม่เป็นครัวเรือนเป้าหมายของปีนี้",
    )

    layout = (
        ("ผู้เข้าแทน", ("household", "participation", "volunteered_on", "meeting", "coach")),
        *EnrolmentForm.layout[1:],
    )
    wide = ("household", "participation", "note")

    class Meta(EnrolmentForm.Meta):
        fields = ["household", *EnrolmentForm.Meta.fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        part = self.instance.participation
        here = Household.objects.visible_to(self.user).filter(village=part.village_id)
        household = self.fields["household"]
        household.queryset = not_enrolled(here, part.plan.fiscal_year)
        if not household.queryset.exists():
            household.help_text = NOBODY_LEFT
        household.label_from_instance = lambda row: f"{row} · บ้านเลขที่ {row.house_no}"
        self.fields["participation"].disabled = True
        self.fields["volunteered_on"].required = True

    def clean(self):
        left = self.instance.replaces
        refuse_to_replace(left, self.user)
        cleaned = super().clean()
        if (day := cleaned.get("volunteered_on")) and day < left.withdrawn_on:
            self.ask(
                "earlier",
                BEFORE_LEAVING.format(left.household, thai.format_date(left.withdrawn_on, "medium")),
            )
        return cleaned
