from accounts.forms import SealedPersonForm
from sammachip.lib import fiscal, thai
from sammachip.lib.fields import HouseNumberField, HouseRegistrationField, ThaiDecimalField
from sammachip.lib.forms import RegisterForm

from . import services, trades
from .models import Enrolment, Household, TradeSynonym

OTHER_VILLAGE = "ครัวเรือนนี้อยู่คนละหมู่บ้านกับหมู่บ้านที่เข้าร่วมโครงการ โปรดเลือกหมู่บ้านให้ตรงกัน"
ROOTED = "มีบันทึกการติดตามหรือการอบรมของครัวเรือนนี้ในหมู่บ้านเดิมแล้ว จึงเปลี่ยนหมู่บ้านไม่ได้"
OTHER_YEAR = "ปราชญ์ผู้ดูแลที่เลือกอยู่ในทีมวิทยากรของปีอื่น โปรดเลือกปราชญ์ในทีมของปีเดียวกัน"
OTHER_MEETING = "การประชุมที่เลือกเป็นของหมู่บ้านอื่น โปรดเลือกการประชุมของหมู่บ้านที่เข้าร่วม"
FUTURE = "{}ต้องไม่เป็นวันในอนาคต โปรดตรวจสอบวันที่"


def enrolment_faults(values, *, village_code, today):
    """{field: sentence} for what does not fit together in an enrolment's cleaned `values`.

    `village_code` is where the household lives; None where that is not to be asked.
    """
    faults = {}
    participation, coach, meeting = values.get("participation"), values.get("coach"), values.get("meeting")
    volunteered_on = values.get("volunteered_on")
    if participation and village_code and participation.village_id != village_code:
        faults["participation"] = OTHER_VILLAGE
    if participation and coach and coach.fiscal_year != participation.plan.fiscal_year:
        faults["coach"] = OTHER_YEAR
    if participation and meeting and meeting.participation_id != participation.pk:
        faults["meeting"] = OTHER_MEETING
    if volunteered_on and volunteered_on > today:
        faults["volunteered_on"] = FUTURE.format("วันที่สมัครใจเข้าร่วม")
    return faults


class HouseholdForm(SealedPersonForm):
    house_no = HouseNumberField(label="บ้านเลขที่", max_length=20)
    house_registration_no = HouseRegistrationField(label="รหัสประจำบ้าน", required=False)

    layout = (
        ("ผู้แทนครัวเรือน", ("prefix", "first_name", "last_name", "citizen_id", "forget_citizen_id", "phone")),
        ("ที่อยู่", ("village", "house_no", "house_registration_no")),
        ("สมาชิกและที่ดินทำกิน", ("members", "rai", "ngan", "square_wa")),
        ("พิกัดบ้าน", ("latitude", "longitude")),
    )

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
    """A household's place in a year, with its จปฐ. income before the training as the register states it; how it leaves
    the year is another form's.

    `year` narrows the choices of a new enrolment; an old one keeps to its own year.
    """

    income_before = ThaiDecimalField(
        label="รายได้เฉลี่ยก่อน (บาท/คน/ปี)",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text="รายได้ จปฐ. เฉลี่ยต่อคนต่อปีตามทะเบียน ไม่ใช่รายได้จากสัมมาชีพ",
    )

    layout = (
        ("การเข้าร่วมโครงการ", ("participation", "volunteered_on", "meeting", "coach")),
        ("อาชีพที่ฝึก", ("trade", "occupation", "trade_kind", "income_before")),
        ("หมายเหตุ", ("note",)),
    )
    wide = ("participation", "note")

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
            "note",
        ]

    def __init__(self, *args, year=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds_by_district, self.today = {}, fiscal.today()
        self.village_before = self.instance.participation.village_id if self.instance.participation_id else ""
        if year := self.instance.fiscal_year or year:
            for name in ("participation", "coach"):
                self.fields[name].queryset = self.fields[name].queryset.in_year(year)
            meetings = self.fields["meeting"].queryset
            self.fields["meeting"].queryset = meetings.filter(participation__plan__fiscal_year=year)
        if not self.instance._state.adding:
            stated = services.income_before_of(self.instance)
            self.initial["income_before"] = stated and stated.amount

    def clean(self):
        cleaned = super().clean()
        faults = enrolment_faults(cleaned, village_code=self.village_code(cleaned), today=self.today)
        if self.is_moved(cleaned) and (self.instance.visits.exists() or self.instance.attendances.exists()):
            faults["participation"] = ROOTED
        for name, sentence in faults.items():
            self.add_error(name, sentence)
        if cleaned.get("trade") and not cleaned.get("occupation"):
            cleaned["occupation"] = self.kind_of(cleaned["trade"], cleaned.get("participation"))
        return cleaned

    def is_moved(self, cleaned):
        chosen = cleaned.get("participation")
        return bool(chosen and self.village_before and chosen.village_id != self.village_before)

    def village_code(self, cleaned):
        """Where the household lives, asked only when it is enrolled or moved: it may live elsewhere by now."""
        is_asked = self.instance.household_id and (self.is_moved(cleaned) or not self.village_before)
        return self.instance.household.village_id if is_asked else None

    def kind_of(self, trade, participation):
        """The kind of occupation that the district's own table gives to `trade`, or nothing; the table is read once."""
        if participation is None:
            return ""
        district = participation.plan.district_id
        if district not in self.kinds_by_district:
            synonyms = TradeSynonym.objects.visible_to(self.user).filter(district=district)
            self.kinds_by_district[district] = trades.kinds_of_trades(synonyms)
        kinds = self.kinds_by_district[district]
        if trade not in kinds:
            kinds[trade] = kinds.get(thai.key(trade), "")
        return kinds[trade]

    def complete(self):
        super().complete()
        if participation := self.cleaned_data.get("participation"):
            self.instance.fiscal_year = participation.plan.fiscal_year

    def comparable(self, row, name):
        if name != "income_before":
            return super().comparable(row, name)
        is_past = not isinstance(row, Enrolment)
        stated = (
            services.income_then(row, enrolment=row.id, **services.STATED)
            if is_past
            else services.income_before_of(row)
        )
        return stated and stated.amount


class NewHouseholdForm(HouseholdForm):
    """The household of the page that enrols it: it lives in the village that it is enrolled in."""

    class Meta(HouseholdForm.Meta):
        exclude = ["village"]

    def __init__(self, *args, enrolment, **kwargs):
        super().__init__(*args, **kwargs)
        self.enrolment = enrolment

    def is_valid(self):
        return all([super().is_valid(), self.enrolment.is_valid()])

    def complete(self):
        super().complete()
        if participation := self.enrolment.is_valid() and self.enrolment.cleaned_data["participation"]:
            self.instance.village = participation.village


class EnrolPage:
    """The two forms of the page that enrols a new household, shown as one."""

    def __init__(self, household):
        self.household, self.enrolment = household, household.enrolment

    def __iter__(self):
        return iter([*self.enrolment, *self.household])

    @property
    def errors(self):
        return self.enrolment.errors | self.household.errors

    def non_field_errors(self):
        return [*self.enrolment.non_field_errors(), *self.household.non_field_errors()]

    def hidden_fields(self):
        return [*self.enrolment.hidden_fields(), *self.household.hidden_fields()]

    @property
    def questions(self):
        return self.enrolment.questions + self.household.questions

    @property
    def sections(self):
        place, trade, note = self.enrolment.sections
        person, address, *rest = self.household.sections
        return [place, person, address, trade, *rest, note]


class TradeSynonymForm(RegisterForm):
    class Meta(RegisterForm.Meta):
        model = TradeSynonym
        fields = ["district", "trade", "occupation"]
