"""Forms and filter of the district's support team."""

from django_filters import ChoiceFilter, ModelChoiceFilter

from sammachip.lib.fields import PhoneField
from sammachip.lib.forms import RegisterForm
from sammachip.lib.seeking import any_part

from .agency_forms import AgencyFilter, only_district
from .models import Agency, SupportPerson

OTHER_DISTRICT = "หน่วยงานที่เลือกเป็นของอำเภออื่น โปรดเลือกหน่วยงานในอำเภอเดียวกัน"


class SupportPersonForm(RegisterForm):
    """The district is fixed once someone stands in its team: visits name whom they went with."""

    phone = PhoneField(label="โทรศัพท์", required=False)

    layout = (
        ("ผู้สนับสนุน", ("name", "position", "district", "phone")),
        ("มาจาก", ("agency", "dimension", "is_present")),
    )

    class Meta(RegisterForm.Meta):
        model = SupportPerson
        fields = ["name", "position", "district", "phone", "agency", "dimension", "is_present"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fix_once_stored("district")
        if self.instance._state.adding:
            self.initial.setdefault("district", only_district(self.user))

    def clean(self):
        cleaned = super().clean()
        agency, district = cleaned.get("agency"), cleaned.get("district")
        if agency and district and agency.district_id != district.pk:
            self.add_error("agency", OTHER_DISTRICT)
        return cleaned


def agencies(request):
    return Agency.objects.visible_to(request.user)


class SupportFilter(AgencyFilter):
    agency = ModelChoiceFilter(
        label="หน่วยงาน",
        queryset=agencies,
        empty_label="ทั้งหมด",
        null_label="สำนักงานพัฒนาชุมชนอำเภอ",
        null_value="office",
    )
    state = ChoiceFilter(
        label="สถานะ",
        choices=[("left", "ออกจากทีมแล้ว"), ("all", "ทั้งหมด")],
        method="of_state",
        empty_label="อยู่ในทีมขณะนี้",
    )

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.present()

    def of_state(self, queryset, name, value):
        return queryset.filter(is_present=False) if value == "left" else queryset

    def search(self, queryset, name, value):
        return queryset.filter(any_part(value, "name", "position", "agency__name"))
