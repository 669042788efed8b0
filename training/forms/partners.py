from sammachip.lib import thai
from sammachip.lib.fields import ThaiTextField
from sammachip.lib.forms import RegisterForm
from villages.models import Agency

from ..models import ActivityPartner

WHICH_AGENCY = "กรุณาเลือกภาคีจากรายการ หรือพิมพ์ชื่อหน่วยงานใหม่ในช่องถัดไป"
TWO_AGENCIES = "เลือกภาคีจากรายการไว้แล้ว หากต้องการเพิ่มหน่วยงานใหม่ โปรดล้างช่องภาคีเครือข่ายก่อน"


class PartnerForm(RegisterForm):
    """An agency joins the activity of this page: one of the district's list, or a new one by its name."""

    new_agency = ThaiTextField(
        label="หรือเพิ่มหน่วยงานใหม่",
        required=False,
        max_length=150,
        help_text="พิมพ์ชื่อเต็ม ถ้ามีในรายการแล้วระบบใช้หน่วยงานเดิม",
    )

    layout = (
        ("ภาคีที่ร่วมกิจกรรม", ("agency", "new_agency")),
        ("สิ่งที่ร่วม", ("dimension", "value", "help_given")),
    )
    wide = ("agency", "new_agency", "help_given")

    class Meta(RegisterForm.Meta):
        model = ActivityPartner
        fields = ["agency", "dimension", "help_given", "value"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.district = self.instance.activity.participation.plan.district_id
        agencies = self.fields["agency"]
        agencies.required = False
        agencies.queryset = agencies.queryset.filter(district=self.district)
        self.fields["dimension"].help_text = "เว้นว่างเพื่อใช้มิติหลักของหน่วยงาน"
        if not self.user.has_perm("villages.add_agency"):
            del self.fields["new_agency"]

    def clean(self):
        cleaned = super().clean()
        name, agency = cleaned.get("new_agency", ""), cleaned.get("agency")
        if name and agency is None:
            cleaned["agency"] = self.known(name)
        elif name and thai.key(agency.name) != thai.key(name):
            self.add_error("new_agency", TWO_AGENCIES)
        elif not (name or agency or "agency" in self.errors):
            self.add_error("agency", WHICH_AGENCY)
        return cleaned

    def known(self, name):
        """The district's agency of this name, however it was spaced, or None."""
        rows = self.fields["agency"].queryset
        return next((row for row in rows if thai.key(row.name) == thai.key(name)), None)

    def complete(self):
        """A new agency is made with the partner; it works in the dimension in which it joins."""
        super().complete()
        name, dimension = self.cleaned_data.get("new_agency"), self.cleaned_data.get("dimension")
        if name and self.cleaned_data.get("agency") is None and not self.errors:
            self.instance.agency = Agency(district_id=self.district, name=name, dimension=dimension)
        elif dimension is None and self.instance.agency_id:
            self.instance.dimension = self.instance.agency.dimension

    def comparable(self, row, name):
        return "" if name == "new_agency" else super().comparable(row, name)
