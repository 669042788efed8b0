from django_filters import ChoiceFilter

from sammachip.lib.fields import PhoneField
from sammachip.lib.forms import RegisterForm
from villages.forms import AreaFilter
from villages.frame import year_of

from .models import Member, OccupationGroup


class GroupForm(RegisterForm):
    phone = PhoneField(label="โทรศัพท์", required=False)

    layout = (
        ("กลุ่มอาชีพ", ("name", "village", "kind", "trade")),
        ("การก่อตั้ง", ("state", "formed_on", "phone", "note")),
    )
    wide = ("name", "note")

    class Meta(RegisterForm.Meta):
        model = OccupationGroup
        fields = ["name", "village", "kind", "trade", "state", "formed_on", "phone", "note"]


class MemberForm(RegisterForm):
    """A household joins the group of this page; only households of the group's ตำบล are offered."""

    wide = ("household",)

    class Meta(RegisterForm.Meta):
        model = Member
        fields = ["household", "joined_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        households = self.fields["household"]
        households.queryset = households.queryset.in_area(self.instance.group.village_id[:6])


class LeavingForm(RegisterForm):
    class Meta(RegisterForm.Meta):
        model = Member
        fields = ["joined_on", "left_on"]


class GroupFilter(AreaFilter):
    searched = ("name", "trade", "village__name", "village__aliases")

    kind = ChoiceFilter(label="ประเภทกลุ่ม", choices=OccupationGroup.Kind.choices, empty_label="ทั้งหมด")
    state = ChoiceFilter(label="สถานะ", choices=OccupationGroup.State.choices, empty_label="ทั้งหมด")
    formed = ChoiceFilter(
        label="ผลของปี", choices=[("yes", "นับเป็นผลของปีนี้")], method="of_the_year", empty_label="ทั้งหมด"
    )

    def of_the_year(self, queryset, name, value):
        return queryset.counted_in(self.year)

    formed = ChoiceFilter(
        label="ปีที่กำลังดู", choices=[("yes", "นับเป็นกลุ่มของปีนี้")], empty_label="ทั้งหมด", method="formed_in_year"
    )

    def formed_in_year(self, queryset, name, value):
        return queryset.counted_in(year_of(self.request))
