from django import forms

from sammachip.lib.fiscal import FiscalYear
from villages.models import District

MOST_BYTES = 25 * 2**20
TOO_BIG = "ไฟล์นี้ใหญ่เกิน 25 เมกะไบต์ โปรดลบรูปภาพออก หรือแบ่งทะเบียนเป็นหลายไฟล์ แล้วนำเข้าทีละไฟล์"
KINDS = ".xlsx,.xls,.ods,.csv"


class UploadForm(forms.Form):
    """A register's file, and the district and fiscal year it is for: preset, and asked where there are several."""

    file = forms.FileField(
        label="ไฟล์ทะเบียน",
        help_text="xlsx, xls, ods หรือ csv ไม่เกิน 25 เมกะไบต์",
        widget=forms.FileInput(attrs={"accept": KINDS}),
        error_messages={
            "required": "กรุณาเลือกไฟล์ทะเบียน",
            "missing": "กรุณาเลือกไฟล์ทะเบียน",
            "invalid": "กรุณาเลือกไฟล์ทะเบียน",
            "empty": "ไฟล์นี้ว่างเปล่า ไม่มีข้อมูลให้อ่าน โปรดเลือกไฟล์ทะเบียนที่กรอกข้อมูลแล้ว",
        },
    )
    fiscal_year = forms.TypedChoiceField(label="ปีงบประมาณ", coerce=int)
    district = forms.ChoiceField(
        label="อำเภอ", error_messages={"invalid_choice": "อำเภอนี้ไม่ได้อยู่ในความรับผิดชอบของท่าน โปรดเลือกอำเภอใหม่"}
    )

    def __init__(self, *args, user, year, years, **kwargs):
        super().__init__(*args, **kwargs)
        present = FiscalYear.current().year
        offered = sorted({*years, year.year, present - 1, present, present + 1}, reverse=True)
        self.fields["fiscal_year"].choices = [(each, str(each)) for each in offered]
        self.initial["fiscal_year"] = year.year
        districts = districts_of(user)
        self.fields["district"].choices = districts
        if len(districts) == 1:
            self.fields["district"].widget = forms.HiddenInput()
            self.initial["district"] = districts[0][0]


def districts_of(user):
    """(code, name) of the districts in which the user answers for something, also those not yet stored."""
    found = {each.code: each.name for each in District.objects.visible_to(user)[:100]}
    return sorted(
        (found | {area[:4]: found.get(area[:4], area[:4]) for area in user.areas if len(area) >= 4}).items()
    )
