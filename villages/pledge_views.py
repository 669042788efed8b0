"""What partners promised for the year: listed, added, mended, marked as delivered."""

from django.urls import reverse_lazy

from sammachip.lib import fiscal
from sammachip.lib.screens import CreateScreen, EditScreen, ListScreen

from .agency_views import AGENCIES
from .frame import year_of
from .models import Agency, Plan, Pledge
from .pledge_forms import DeliverForm, NewPledgeForm, PledgeFilter, PledgeForm
from .support_tables import PledgeTable

PLEDGES = ("สิ่งที่ภาคีรับปาก", reverse_lazy("villages:pledges"))


class PledgeList(ListScreen):
    model = Pledge
    permission_required = "villages.view_pledge"
    table_class, filterset_class = PledgeTable, PledgeFilter
    heading, unit, crumbs = "สิ่งที่ภาคีรับปาก", "รายการ", [AGENCIES]
    create_url, create_label, create_permission = (
        "villages:pledge_create",
        "บันทึกสิ่งที่รับปาก",
        "villages.add_pledge",
    )
    empty_title = "ปีนี้ยังไม่มีสิ่งที่ภาคีรับปาก"
    empty_text = "บันทึกสิ่งที่แต่ละหน่วยงานรับปากไว้ เช่น วิทยากร วัสดุ หรือเงิน แล้วติดตามจนส่งมอบ"

    def get_queryset(self):
        return super().get_queryset().in_year(year_of(self.request).year).with_names()


class PledgeCreate(CreateScreen):
    model, form_class = Pledge, NewPledgeForm
    permission_required = "villages.add_pledge"
    heading, done_text = "บันทึกสิ่งที่ภาคีรับปาก", "บันทึกสิ่งที่ภาคีรับปากแล้ว"
    cancel_url, crumbs, takes = "villages:pledges", [AGENCIES, PLEDGES], ("agency", "participation")

    def get_initial(self):
        plans = Plan.objects.visible_to(self.request.user).filter(fiscal_year=year_of(self.request).year)
        if agency := self.agency():
            plans = plans.filter(district=agency.district_id)
        plan = plans.first() if plans.count() == 1 else None
        return {"plan": plan, "promised_on": fiscal.today()} | super().get_initial()

    def agency(self):
        key = self.request.GET.get("agency", "")
        return next((row for row in Agency.objects.visible_to(self.request.user) if str(row.pk) == key), None)


class OfPledge:
    model = Pledge
    permission_required = "villages.change_pledge"

    def get_queryset(self):
        return super().get_queryset().with_names()

    @property
    def crumbs(self):
        return [AGENCIES, (self.object.agency, self.object.get_absolute_url())]


class PledgeEdit(OfPledge, EditScreen):
    form_class = PledgeForm
    heading = "แก้ไขสิ่งที่ภาคีรับปาก"


class PledgeDeliver(OfPledge, EditScreen):
    form_class = DeliverForm
    save_label, done_text = "บันทึกการส่งมอบ", "บันทึกการส่งมอบแล้ว"

    def get_initial(self):
        row = self.object
        return {} if row.delivered_on else {"delivered_on": fiscal.today(), "delivered_value": row.value}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"heading": f"ส่งมอบแล้ว: {self.object.item}"} | kwargs)
