"""Who hands which area to whom, and from when on."""

import datetime

from accounts.models import User
from accounts.roles import Role
from sammachip.lib import fiscal, thai
from sammachip.lib.forms import RegisterForm, RowChoice
from villages.forms import AreaFilter
from villages.models import Posting

from ..models import HandOver
from ..services.handing_over import day_fault

AHEAD = datetime.timedelta(days=60)
TOO_FAR = "วันส่งมอบต้องไม่เกิน 60 วันข้างหน้า คือไม่เกินวันที่ {}"
OFFICERS = (Role.FIELD_OFFICER, Role.DISTRICT_OFFICER)
WORDS = {4: "อำเภอ", 6: "ตำบล"}


class PostingChoice(RowChoice):
    def label_from_instance(self, row):
        return f"{row.user} · {WORDS[len(row.area_code)]}{row.area_name}"


def postings_of(user):
    """Areas that officers below `user` answer for today: ตำบล, or a whole อำเภอ."""
    rows = Posting.objects.visible_to(user).present().filter(user__role__in=OFFICERS)
    rows = rows.filter(area_code__regex=r"^[0-9]{4}([0-9]{2})?$").exclude(user=user)
    return rows.select_related("user").with_area_names()


class HandOverForm(RegisterForm):
    """The giver and the area are one choice: what somebody answers for today."""

    posting = PostingChoice(Posting.objects.none(), label="ผู้ส่งมอบและพื้นที่")

    layout = (("ส่งมอบ", ("posting", "receiver", "handed_on")), ("", ("note",)))
    wide = ("posting", "receiver")

    class Meta(RegisterForm.Meta):
        model = HandOver
        fields = ["receiver", "handed_on", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["posting"].queryset = postings_of(self.user)
        colleagues = User.objects.visible_to(self.user)
        self.fields["receiver"].queryset = colleagues.filter(role__in=OFFICERS, is_active=True)
        self.fields["receiver"].help_text = "พัฒนากรหรือเจ้าหน้าที่อำเภอที่มีหรือเคยมีพื้นที่รับผิดชอบในอำเภอ"
        self.fields["handed_on"].help_text = "วันแรกที่ผู้รับมอบรับผิดชอบ ผู้ส่งมอบรับผิดชอบถึงวันก่อนหน้า"

    def clean(self):
        cleaned = super().clean()
        posting, on = cleaned.get("posting"), cleaned.get("handed_on")
        latest = fiscal.today() + AHEAD
        if on and on > latest:
            self.add_error("handed_on", TOO_FAR.format(thai.format_date(latest)))
        elif on and posting and (fault := day_fault(posting, on)):
            self.add_error("handed_on", fault)
        return cleaned

    def complete(self):
        if posting := self.cleaned_data.get("posting"):
            self.instance.giver, self.instance.area_code = posting.user, posting.area_code


class HandOverFilter(AreaFilter):
    searched = (
        "giver__first_name",
        "giver__last_name",
        "receiver__first_name",
        "receiver__last_name",
        "note",
    )
