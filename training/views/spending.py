from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from sammachip.lib.screens import CreateScreen, EditScreen, ListScreen
from villages.frame import year_of
from villages.models import Participation

from .. import budget
from ..forms.spending import CostFilter, CostForm, SpendingFilter
from ..giving import baht
from ..models import CostLine, Session
from ..rollcall import name_order
from ..spending_tables import CostTable, SpendingTable, address
from .inputs import SESSIONS, Removal


class CostList(ListScreen):
    model = CostLine
    permission_required = "training.view_costline"
    table_class, filterset_class = CostTable, CostFilter
    heading, unit, crumbs = "ค่าใช้จ่ายของการอบรม", "รายการ", [SESSIONS]
    empty_title = "ปีนี้ยังไม่มีบันทึกค่าใช้จ่าย"
    empty_text = "เปิดหน้าการอบรมแล้วกด “เพิ่มค่าใช้จ่าย” ค่าใช้จ่ายของทุกการอบรมในปีจะรวมอยู่ที่นี่"

    def get_queryset(self):
        return super().get_queryset().in_year(year_of(self.request).year).with_names()


class CostCreate(CreateScreen):
    model, form_class = CostLine, CostForm
    permission_required = "training.add_costline"
    heading, done_text = "เพิ่มค่าใช้จ่ายของการอบรม", "เพิ่มค่าใช้จ่ายแล้ว"

    @cached_property
    def session(self):
        rows = Session.objects.visible_to(self.request.user).with_place()
        return get_object_or_404(rows, pk=self.kwargs["session"])

    @property
    def crumbs(self):
        return [SESSIONS, (str(self.session), self.session.get_absolute_url())]

    @property
    def cancel_url(self):
        return self.session.get_absolute_url()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": CostLine(session=self.session)}


class OneCost:
    model = CostLine

    def get_queryset(self):
        return super().get_queryset().select_related("session__participation__plan", "agency")

    @property
    def crumbs(self):
        return [SESSIONS, (str(self.object.session), self.object.get_absolute_url())]


class CostEdit(OneCost, EditScreen):
    form_class = CostForm
    permission_required = "training.change_costline"
    template_name = "training/costs_form.html"
    heading = "แก้ไขค่าใช้จ่ายของการอบรม"


class CostRemove(OneCost, Removal):
    permission_required = "training.delete_costline"
    heading = "ลบค่าใช้จ่ายรายการนี้?"

    def told(self):
        return f"{self.object.item} {baht(self.object.amount)} บาท ของ{self.object.session}"

    def get_success_url(self):
        return self.object.get_absolute_url()


class Spending(ListScreen):
    """Each village's year by its budget: what was planned, used and left; every figure opens its rows."""

    model = Participation
    permission_required = "training.view_costline"
    table_class, filterset_class = SpendingTable, SpendingFilter
    template_name = "training/spending.html"
    heading, unit, crumbs = "งบประมาณของหมู่บ้าน", "หมู่บ้าน", [SESSIONS]
    empty_title = "ปีนี้ยังไม่มีหมู่บ้านเข้าร่วมโครงการ"
    empty_text = "เลือกหมู่บ้านเข้าร่วมในแผนประจำปีก่อน งบประมาณ ค่าใช้จ่าย และปัจจัยของแต่ละหมู่บ้านจะรวมอยู่ที่นี่"

    def get_queryset(self):
        rows = super().get_queryset().in_year(year_of(self.request).year)
        return rows.with_place().order_by("-kind", "village_id")

    def get_table_kwargs(self):
        year = year_of(self.request).year
        found = budget.budgets(*(rows.in_year(year) for rows in budget.rows_of(self.request.user)))
        shown = {pk: found.get(pk, budget.Budget()) for pk in self.object_list.values_list("pk", flat=True)}
        form = self.filterset.form
        area = form.cleaned_data.get("area", "") if form.is_bound else ""
        total = budget.total(shown.values())
        return {"budgets": shown, "total": total, "area": area, "year": year}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        table = context["table"]
        links = {
            "planned": address("training:activities", table.area, table.year),
            "unvalued": address("training:inputs", table.area, table.year, valued="no"),
        }
        missing = f"ปัจจัยที่ให้ไปแล้ว {table.total.without_value:,} รายการยังไม่ได้บันทึกมูลค่า จึงยังไม่รวมในยอดที่ใช้ไป"
        return context | {"total": table.total, "links": links, "unvalued_text": missing}


def spending_of(session, user):
    """What a session's page tells of money: its inputs and costs, and their sums."""
    costs, inputs = (rows.filter(session=session) for rows in budget.rows_of(user)[1:])
    costs = costs.select_related("agency")
    inputs = sorted(inputs.with_names(), key=lambda row: (row.received_on, name_order(row.enrolment)))
    return {"inputs": inputs, "costs": costs, "spent": budget.budget_of_session(costs, inputs)}
