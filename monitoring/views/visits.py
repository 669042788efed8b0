from django.urls import reverse_lazy

from sammachip.lib.screens import ListScreen
from villages.frame import year_of

from ..filters import DueFilter, VisitFilter
from ..models import Visit
from ..tables import DueTable, VisitTable

LIST = ("การติดตาม", reverse_lazy("monitoring:list"))


class VisitList(ListScreen):
    permission_required = "monitoring.view_visit"
    model = Visit
    table_class, filterset_class = VisitTable, VisitFilter
    template_name = "monitoring/list.html"
    heading = "การติดตาม"
    unit = "ครั้ง"
    empty_title = "ปีนี้ยังไม่มีบันทึกการติดตาม"
    empty_text = "เริ่มจากติดตามครัวเรือนก่อนอบรม: อาชีพที่ต้องการ รายได้ตั้งต้น และปัจจัยที่ต้องใช้"
    create_url, create_label, create_permission = "monitoring:create", "บันทึกการติดตาม", "monitoring.add_visit"

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .in_year(year_of(self.request).year)
            .with_names()
            .with_problems()
            .with_subject()
            .with_new_advice()
        )


class DueList(ListScreen):
    """Appointments that nobody has kept yet."""

    permission_required = "monitoring.view_visit"
    model = Visit
    table_class, filterset_class = DueTable, DueFilter
    heading = "นัดติดตาม"
    crumbs = [LIST]
    unit = "นัด"
    empty_title = "ไม่มีนัดติดตามที่ถึงกำหนด"
    empty_text = "นัดครั้งต่อไปที่เขียนไว้ในบันทึกการติดตามจะมาอยู่ที่นี่ จนกว่าจะมีผู้ไปติดตาม"
    create_url, create_label, create_permission = "monitoring:create", "บันทึกการติดตาม", "monitoring.add_visit"

    def get_queryset(self):
        visits = super().get_queryset().in_year(year_of(self.request).year)
        return visits.appointments().with_names().with_problems().with_subject()
