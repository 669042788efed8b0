"""What the lists of households can be narrowed by; lists of floors above begin with the same place and words."""

import django_filters as filters
from django import forms

from sages.models import TeamMember
from sammachip.lib import seeking
from sammachip.lib.telling import full_name_of
from villages.forms import AreaFilter
from villages.frame import year_of
from villages.models import Participation, Village

from . import progress
from .models import Enrolment, Occupation

STATES = [
    ("withdrawn", "เฉพาะที่ถอนตัว"),
    ("vacant", "ถอนตัวและยังไม่มีผู้เข้าแทน"),
    ("replaced", "ถอนตัวและมีผู้เข้าแทนแล้ว"),
    ("replacing", "เข้าแทนครัวเรือนที่ถอนตัว"),
    ("all", "รวมที่ถอนตัว"),
]


class RowField(filters.fields.ModelChoiceField):
    def label_from_instance(self, row):
        return full_name_of(row)


class RowFilter(filters.ModelChoiceFilter):
    """Choice of a row by typing any part of its name."""

    field_class = RowField

    def __init__(self, *args, **kwargs):
        chooser = {"empty_label": "ทั้งหมด", "widget": forms.Select(attrs={"data-choose": ""})}
        super().__init__(*args, **chooser | kwargs)


class PickFilter(filters.ChoiceFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"empty_label": "ทั้งหมด"} | kwargs)


def villages(request):
    """Villages that take part in the year looked at."""
    taking_part = Village.objects.visible_to(request.user).with_place()
    return taking_part.filter(participations__plan__fiscal_year=year_of(request).year)


def coaches(request):
    return TeamMember.objects.visible_to(request.user).in_year(year_of(request).year).with_names()


class PlaceFilter(AreaFilter):
    """What every list of rows in villages can be narrowed by: words, an area, a village.

    Whoever answers for more than a district reaches rows by links: thousands of them are no list to choose from.
    """

    starts = ()

    village = RowFilter(label="หมู่บ้าน", queryset=villages, method="in_village")

    def __init__(self, data=None, *args, **kwargs):
        super().__init__({} if data is None else data, *args, **kwargs)
        if any(len(area) < len("9001") for area in self.request.user.areas):
            for filter_ in self.filters.values():
                if isinstance(filter_, RowFilter):
                    filter_.extra["widget"] = forms.HiddenInput

    def search(self, rows, name, value):
        return rows.filter(seeking.any_part(value, *self.searched, starts=self.starts))

    def in_village(self, rows, name, village):
        return rows.in_area(village.pk)


class EnrolmentFilter(PlaceFilter):
    searched = ("household__prefix", "household__first_name", "household__last_name")
    starts = ("household__house_no",)
    INCOMES = (
        ("both", "มีทั้งก่อนและหลังอบรม"),
        ("no-before", "ยังไม่มีรายได้ก่อนอบรม"),
        ("no-after", "ยังไม่มีรายได้หลังอบรม"),
        ("yearly", "บอกรายได้เป็นรายปี"),
    )

    phase = PickFilter(label="การติดตาม", choices=progress.FOLLOW_UP, method="of_follow_up")
    taught = PickFilter(label="การอบรมและปัจจัย", choices=progress.TAUGHT, method="of_teaching")
    kind = PickFilter(
        label="ประเภทหมู่บ้าน", field_name="participation__kind", choices=Participation.Kind.choices
    )
    occupation = PickFilter(
        label="ประเภทอาชีพ",
        choices=[("none", "ยังไม่ระบุประเภทอาชีพ"), *Occupation.choices],
        method="of_occupation",
    )
    trade = filters.CharFilter(label="อาชีพที่ต้องการ", max_length=100, method="of_trade")
    exact_trade = filters.CharFilter(widget=forms.HiddenInput, max_length=100, method="of_exact_trade")
    coach = RowFilter(label="ปราชญ์ผู้ดูแล", queryset=coaches, null_label="ยังไม่มีปราชญ์ผู้ดูแล", null_value="none")
    practice = PickFilter(label="การทำอาชีพ", choices=progress.PRACTICES, field_name="last_practice")
    income = PickFilter(label="รายได้ (ต่อเดือน)", choices=INCOMES, method="of_income")
    state = PickFilter(
        label="สถานะ",
        empty_label="ไม่รวมที่ถอนตัว",
        choices=STATES,
        method="of_state",
    )

    def filter_queryset(self, rows):
        rows = super().filter_queryset(rows)
        return rows if self.form.cleaned_data.get("state") else rows.standing()

    def of_follow_up(self, rows, name, asked):
        phase = asked.removeprefix("no-")
        narrow = progress.unvisited if asked.startswith("no-") else progress.visited
        return narrow(rows, None if phase == "any" else phase)

    def of_teaching(self, rows, name, asked):
        return progress.by_teaching(rows, asked)

    def of_occupation(self, rows, name, asked):
        return rows.filter(occupation="" if asked == "none" else asked)

    def of_trade(self, rows, name, typed):
        return rows.filter(seeking.any_part(typed, "trade"))

    def of_exact_trade(self, rows, name, trade):
        """Exactly one trade, as figures by trade count it; a dash is those who wrote none."""
        return rows.filter(trade="" if trade == "-" else trade)

    def of_income(self, rows, name, asked):
        return progress.by_income(rows)[asked]

    def of_state(self, rows, name, asked):
        if asked == "replacing":
            return rows.exclude(replaces=None)
        rows = rows if asked == "all" else rows.exclude(withdrawn_on=None)
        return rows.filter(replaced_by__isnull=asked == "vacant") if asked in ("vacant", "replaced") else rows


class HouseholdFilter(PlaceFilter):
    searched = ("prefix", "first_name", "last_name")
    starts = ("house_no", "house_registration_no")

    enrolled = PickFilter(
        label="ปีที่กำลังดู",
        choices=[("yes", "เป็นครัวเรือนเป้าหมาย"), ("no", "ยังไม่ได้เป็นครัวเรือนเป้าหมาย")],
        method="of_enrolled",
    )

    def of_enrolled(self, rows, name, asked):
        chosen = Enrolment.objects.in_year(year_of(self.request).year).values("household")
        return rows.filter(pk__in=chosen) if asked == "yes" else rows.exclude(pk__in=chosen)


class TradeSynonymFilter(filters.FilterSet):
    q = filters.CharFilter(label="ค้นหาคำเรียกอาชีพ", method="search", max_length=seeking.LONGEST)
    occupation = PickFilter(label="ประเภทอาชีพ", choices=Occupation.choices)

    def search(self, rows, name, value):
        return rows.filter(seeking.any_part(value, "trade"))
