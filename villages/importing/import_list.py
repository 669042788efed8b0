"""The first page of imports: one card a register, and all that was ever brought in."""

from dataclasses import dataclass

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django_filters import ChoiceFilter, FilterSet

from accounts.models import REGISTER_URLS, ImportBatch
from sammachip.lib import thai
from sammachip.lib.screens import ListScreen
from sammachip.lib.tables import NumberColumn, RegisterTable, RowColumn, pill
from villages.frame import year_of, years_of

from . import storing
from .upload_form import UploadForm

TOLD = {
    ImportBatch.Register.VILLAGES: (
        "villages.import_village",
        "รหัส ชื่อ หมู่ที่ ตำบล และข้อมูลพื้นฐานของทุกหมู่บ้านในอำเภอ",
        "village",
    ),
    ImportBatch.Register.PARTICIPATIONS: (
        "villages.import_participation",
        "หมู่บ้านสร้างใหม่และหมู่บ้านขยายผลของปีงบประมาณ",
        "plan",
    ),
    ImportBatch.Register.SAGES: ("sages.import_sage", "ปราชญ์ชุมชน ความเชี่ยวชาญ และบทบาทในทีมวิทยากรของปี", "sage"),
    ImportBatch.Register.HOUSEHOLDS: (
        "households.import_household",
        "ผู้แทนครัวเรือน ที่อยู่ อาชีพที่ต้องการ และรายได้ตามทะเบียนก่อนเข้าร่วม",
        "household",
    ),
}
TONES = {
    ImportBatch.State.CHECKED: "blue",
    ImportBatch.State.IMPORTED: "green",
    ImportBatch.State.UNDONE: "grey",
    ImportBatch.State.DISCARDED: "grey",
}


@dataclass
class Card:
    title: str
    about: str
    icon: str
    url: str
    template_url: str
    form: UploadForm


class BatchFilter(FilterSet):
    register = ChoiceFilter(label="ทะเบียน", choices=ImportBatch.Register.choices, empty_label="ทั้งหมด")
    state = ChoiceFilter(label="สถานะ", choices=ImportBatch.State.choices, empty_label="ทั้งหมด")


class BatchTable(RegisterTable):
    file_name = RowColumn(verbose_name="ไฟล์", linkify=True)
    register = RowColumn(verbose_name="ทะเบียน")
    fiscal_year = RowColumn(verbose_name="ปี")
    uploaded_at = RowColumn(verbose_name="เมื่อ")
    uploaded_by = tables.Column(verbose_name="โดย", orderable=False, default="คำสั่งบนเครื่องแม่ข่าย")
    rows = NumberColumn(verbose_name="แถว", accessor="counts__rows", orderable=False)
    new = NumberColumn(verbose_name="เพิ่ม", accessor="counts__new", orderable=False)
    changed = NumberColumn(verbose_name="ปรับปรุง", accessor="counts__changed", orderable=False)
    wrong = NumberColumn(verbose_name="ต้องแก้", accessor="counts__wrong", orderable=False)
    state = RowColumn(verbose_name="สถานะ")

    class Meta(RegisterTable.Meta):
        order_by = "-uploaded_at"

    def render_uploaded_at(self, value):
        moment = timezone.localtime(value)
        return f"{thai.format_date(moment, 'medium')} {thai.format_time(moment)}"

    def render_uploaded_by(self, value):
        return str(value)

    def render_state(self, value, record):
        return pill(value, TONES[record.state])

    def value_state(self, value):
        return value


class ImportList(ListScreen):
    model = ImportBatch
    permission_required = "accounts.view_importbatch"
    template_name = "importing/list.html"
    table_class, filterset_class = BatchTable, BatchFilter
    heading, unit = "นำเข้าข้อมูล", "ครั้ง"
    empty_title = "ยังไม่เคยนำเข้าข้อมูล"
    empty_text = "เลือกไฟล์ทะเบียนที่สำนักงานมีอยู่ ระบบจะตรวจให้ดูก่อน ยังไม่บันทึกจนกว่าจะกดยืนยัน และยกเลิกได้ภายหลัง"

    def get_queryset(self):
        return super().get_queryset().select_related("uploaded_by")

    def get_context_data(self, **kwargs):
        storing.sweep()
        return super().get_context_data(cards=list(self.cards()), **kwargs)

    def cards(self):
        user = self.request.user
        offered = {"user": user, "year": year_of(self.request), "years": years_of(self.request)}
        for kind, (permission, about, icon) in TOLD.items():
            if user.has_perm(permission):
                name = REGISTER_URLS[kind]
                form = UploadForm(**offered, auto_id=f"{kind}_%s")
                yield Card(kind.label, about, icon, reverse(name), reverse(f"{name}_template"), form)
