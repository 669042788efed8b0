from django import forms
from django_filters import ChoiceFilter

from sammachip.lib import fiscal, thai
from sammachip.lib.forms import RegisterForm
from villages.forms import AreaFilter

from ..models import Session

LONGEST = 31
TOO_LONG = f"การอบรมหนึ่งครั้งยาวได้ไม่เกิน {LONGEST} วัน แต่ช่วงที่กรอกยาว {{:,}} วัน โปรดตรวจสอบวันที่ หรือแยกเป็นหลายครั้ง"
OUTSIDE = "วันอบรม {} อยู่นอกปีงบประมาณ {} ({}) ซึ่งเป็นปีของแผน วันที่ถูกต้องแล้ว"
NOTED = "วันที่ {} มีการลงเวลาผู้เข้าอบรมแล้ว ช่วงวันอบรมจึงต้องรวมวันนี้ด้วย โปรดแก้ไขวันที่ หรือแก้ไขการลงเวลาก่อน"
NOT_BEGUN = "การอบรมเริ่มวันที่ {} บันทึกจำนวนผู้ร่วมได้ตั้งแต่วันนั้น"
PRESENT = ["leaders_present", "officers_present", "partners_present"]


class SessionFilter(AreaFilter):
    searched = ("title", "place", "participation__village__name", "participation__village__aliases")

    kind = ChoiceFilter(label="ประเภท", choices=Session.Kind.choices, empty_label="ทั้งหมด")


class SessionForm(RegisterForm):
    """A session whose village stands on the instance; a single day may leave its last one out."""

    layout = (
        ("การอบรม", ("kind", "title", "activity", "place")),
        ("วันและเวลา", ("starts_on", "ends_on", "starts_at", "ends_at")),
    )
    wide = ("kind", "title", "activity", "place")

    class Meta(RegisterForm.Meta):
        model = Session
        fields = ["title", "activity", "place", "starts_on", "ends_on", "starts_at", "ends_at"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        activity, ends_on = self.fields["activity"], self.fields["ends_on"]
        activity.queryset = activity.queryset.filter(participation=self.instance.participation_id)
        if not activity.queryset.exists():
            del self.fields["activity"]
        ends_on.required, ends_on.help_text = False, "เว้นว่างเมื่ออบรมวันเดียว"
        self.fields["ends_at"].widget.attrs["placeholder"] = "16.00"

    def clean_ends_on(self):
        return self.cleaned_data["ends_on"] or self.cleaned_data.get("starts_on")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and first <= last:
            self.check_days(first, last)
        return cleaned

    def check_days(self, first, last):
        days = (last - first).days + 1
        if days > LONGEST:
            self.add_error("ends_on", TOO_LONG.format(days))
            return
        year = self.instance.participation.plan.year
        is_new = {"starts_on", "ends_on"} & set(self.changed_data)
        if is_new and not (year.contains(first) and year.contains(last)):
            whole = thai.format_date_range(year.starts_on, year.ends_on)
            self.ask("year", OUTSIDE.format(thai.format_date_range(first, last), year, whole))


class SessionEditForm(SessionForm):
    """The kind stays once someone is invited; a day with a roll stays among the session's days."""

    class Meta(SessionForm.Meta):
        fields = ["kind", *SessionForm.Meta.fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.invitations.exists():
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = "เปลี่ยนไม่ได้ เพราะมีผู้ได้รับเชิญแล้ว"

    def check_days(self, first, last):
        super().check_days(first, last)
        left_out = self.instance.attendances.exclude(on__range=(first, last)).order_by("on")
        if day := left_out.values_list("on", flat=True).first():
            sentence = NOTED.format(thai.format_date(day, "medium"))
            self.add_error("starts_on" if day < first else "ends_on", sentence)


class PresenceForm(RegisterForm):
    """How many of those who sign no roll were there, asked from the first day on."""

    class Meta(RegisterForm.Meta):
        model = Session
        fields = PRESENT

    def clean(self):
        if fiscal.today() < self.instance.starts_on:
            raise forms.ValidationError(NOT_BEGUN.format(thai.format_date(self.instance.starts_on, "medium")))
        return super().clean()
