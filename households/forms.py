from accounts.forms import SealedPersonForm
from sammachip.lib.fields import HouseRegistrationField, ThaiDecimalField
from sammachip.lib.forms import RegisterForm

from .models import Enrolment, Household, TradeSynonym


class HouseholdForm(SealedPersonForm):
    house_registration_no = HouseRegistrationField(label="รหัสประจำบ้าน", required=False)

    class Meta(SealedPersonForm.Meta):
        model = Household
        fields = [
            "prefix",
            "first_name",
            "last_name",
            "village",
            "house_no",
            "house_registration_no",
            "phone",
            "members",
            "rai",
            "ngan",
            "square_wa",
            "latitude",
            "longitude",
        ]

    def clean_house_registration_no(self):
        return self.cleaned_data["house_registration_no"] or None


class EnrolmentForm(RegisterForm):
    """A household's place in a year, with its จปฐ. income before the training as the register states it."""

    income_before = ThaiDecimalField(
        label="รายได้เฉลี่ยก่อน (บาท/คน/ปี)", required=False, min_value=0, max_digits=12, decimal_places=2
    )

    class Meta(RegisterForm.Meta):
        model = Enrolment
        fields = [
            "participation",
            "volunteered_on",
            "trade",
            "occupation",
            "trade_kind",
            "coach",
            "meeting",
            "withdrawn_on",
            "withdrawn_reason",
            "note",
        ]

    def complete(self):
        super().complete()
        if participation := self.cleaned_data.get("participation"):
            self.instance.fiscal_year = participation.plan.fiscal_year


class TradeSynonymForm(RegisterForm):
    class Meta(RegisterForm.Meta):
        model = TradeSynonym
        fields = ["district", "trade", "occupation"]
