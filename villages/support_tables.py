from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from sammachip.lib.tables import (
    DateColumn,
    NumberColumn,
    PhoneColumn,
    RegisterTable,
    RowColumn,
    ThaiColumn,
    pill,
)
from sammachip.lib.thai import format_date

from .pledges import state_of

UNBROKEN = {"td": {"class": "text-nowrap"}}
# A column of the sheet that the page shows inside another one.
IN_SHEET = {"th": {"class": "d-none"}, "td": {"class": "d-none"}}


def where_allowed(name, permission):
    """A link to the page `name` of a row, for those who may follow it."""

    def link(record, table):
        return reverse(name, args=[record.pk]) if table.request.user.has_perm(permission) else None

    return link


class SupportTable(RegisterTable):
    name = ThaiColumn(linkify=where_allowed("villages:support_edit", "villages.change_supportperson"))
    position = ThaiColumn()
    agency = ThaiColumn("หน่วยงาน", accessor="agency__name", default="สำนักงานพัฒนาชุมชนอำเภอ")
    dimension = RowColumn(sort_by=("dimension__order", "dimension__name"))
    phone = PhoneColumn()
    went_count = NumberColumn("ร่วมติดตามปีนี้ (ครั้ง)")
    is_present = RowColumn("สถานะ", attrs=UNBROKEN)

    def render_went_count(self, record, value):
        try:
            url = reverse("monitoring:joint_visits_of_person", args=[record.pk])
        except NoReverseMatch:
            return f"{value:,}"
        return format_html('<a href="{}">{}</a>', url, f"{value:,}") if value else "0"

    def render_is_present(self, value):
        return pill("อยู่ในทีม", "green") if value else pill("ออกจากทีมแล้ว")

    def value_is_present(self, value):
        return "อยู่ในทีม" if value else "ออกจากทีมแล้ว"


class PledgeTable(RegisterTable):
    item = ThaiColumn(linkify=where_allowed("villages:pledge_edit", "villages.change_pledge"))
    agency = ThaiColumn(
        "หน่วยงาน", accessor="agency__name", linkify=lambda record: record.agency.get_absolute_url()
    )
    village = ThaiColumn(
        "หมู่บ้าน",
        accessor="participation__village",
        sort_by="participation__village__name",
        default="ทั้งอำเภอ",
    )
    promised_on = DateColumn()
    due_on = DateColumn()
    value = NumberColumn("มูลค่า (บาท)")
    delivered_on = DateColumn()
    delivered_value = NumberColumn("มูลค่าที่ส่งมอบ (บาท)", attrs=IN_SHEET)
    state = RowColumn("สถานะ", accessor="pk", orderable=False, attrs=UNBROKEN)

    def value_village(self, value):
        return value.choice_label

    def render_delivered_on(self, record, value):
        day, worth = format_date(value, "medium"), record.delivered_value
        if worth is None or worth == record.value:
            return day
        return format_html('{} <span class="sub-line">มูลค่า {}</span>', day, f"{worth:,.0f}")

    def render_state(self, record):
        return pill(*state_of(record))

    def value_state(self, record):
        return state_of(record)[0]
