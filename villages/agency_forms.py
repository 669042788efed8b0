from django import forms
from django_filters import CharFilter, FilterSet, ModelChoiceFilter

from sammachip.lib.fields import PhoneField
from sammachip.lib.forms import RegisterForm
from sammachip.lib.seeking import any_part

from .models import Agency, Dimension, District


class AgencyForm(RegisterForm):
    """An agency's district is fixed once it stands: activities of that district have it among their partners."""

    phone = PhoneField(label="โทรศัพท์", required=False)

    layout = (
        ("หน่วยงาน", ("name", "district", "dimension")),
        ("ผู้ประสานงาน", ("contact", "phone")),
    )
    wide = ("name",)

    class Meta(RegisterForm.Meta):
        model = Agency
        fields = ["name", "district", "dimension", "contact", "phone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fix_once_stored("district")
        if self.instance._state.adding:
            self.initial.setdefault("district", only_district(self.user))


def only_district(user):
    """The district's key where the viewer sees but one."""
    districts = list(District.objects.visible_to(user)[:2])
    return districts[0].pk if len(districts) == 1 else None


def dimensions(request):
    return Dimension.objects.visible_to(request.user)


class AgencyFilter(FilterSet):
    q = CharFilter(
        label="ค้นหา", method="search", widget=forms.TextInput(attrs={"type": "search", "maxlength": 100})
    )
    dimension = ModelChoiceFilter(label="มิติหลัก", queryset=dimensions, empty_label="ทั้งหมด")

    def search(self, queryset, name, value):
        return queryset.filter(any_part(value, "name", "contact", "district__name"))
