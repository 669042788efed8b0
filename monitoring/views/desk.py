"""The chief's desk: what the officers wrote and nobody has acknowledged yet, the oldest first."""

import uuid

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import reverse_lazy

from sammachip.lib.screens import ListScreen
from villages.frame import year_of

from ..desk import readable, waiting_by_officer
from ..desk_table import DeskTable
from ..forms.desk import DeskFilter, with_photo_count
from ..models import Visit
from ..services import desk as services

LIST = ("การติดตาม", reverse_lazy("monitoring:list"))
DESK = ("รอรับทราบ", reverse_lazy("monitoring:desk"))
NONE_TICKED = "ยังไม่ได้เลือกรายการ ทำเครื่องหมายหน้ารายการที่จะรับทราบก่อน"
LEFT = "ไม่ได้รับทราบ {} ครั้ง เพราะมีผู้แก้ไขหลังจากที่ท่านเปิดหน้านี้ หรือรับทราบไปแล้ว โปรดอ่านฉบับล่าสุดก่อน"


class Desk(ListScreen):
    permission_required = "monitoring.acknowledge_visit"
    model = Visit
    table_class, filterset_class = DeskTable, DeskFilter
    template_name = "monitoring/desk.html"
    heading, unit, crumbs = "รอรับทราบ", "ครั้ง", [LIST]
    empty_title = "ไม่มีการติดตามที่รอรับทราบ"
    empty_text = "เมื่อเจ้าหน้าที่บันทึกการติดตาม จะมารออยู่ที่นี่ให้ท่านอ่าน ให้คำแนะนำ และรับทราบ"

    def get_template_names(self):
        names = super().get_template_names()
        return ["monitoring/desk_rows.html"] if names == ["screens/list_rows.html"] else names

    def get_queryset(self):
        rows = readable(self.request.user).in_year(year_of(self.request).year)
        return with_photo_count(rows.with_names().with_problems().with_subject())

    def get_context_data(self, **kwargs):
        year, user = year_of(self.request).year, self.request.user
        officers = waiting_by_officer(user, year)
        told = {
            "officers": officers,
            "waiting": sum(row["count"] for row in officers),
            "elsewhere": self.elsewhere(user, year),
        }
        return super().get_context_data(**told | kwargs)

    def elsewhere(self, user, year):
        """[(year, count)] of what waits in other years that are not closed."""
        rows = readable(user).filter(state=Visit.State.RECORDED, participation__plan__closed_on=None)
        path = "participation__plan__fiscal_year"
        others = rows.exclude(**{path: year}).order_by()
        return list(others.values_list(path).annotate(Count("pk")).order_by(path))

    def post(self, request):
        """Acknowledge the ticked ones as they were when the page was shown."""
        seen = dict(filter(None, map(ticked, request.POST.getlist("visit"))))
        visits = list(self.get_queryset().filter(pk__in=seen, state=Visit.State.RECORDED))
        for visit in visits:
            visit.version = seen[visit.pk]
        done = services.acknowledge(visits, by=request.user)
        if not seen:
            messages.warning(request, NONE_TICKED)
        if done:
            messages.success(request, f"รับทราบแล้ว {len(done):,} ครั้ง")
        if left := len(seen) - len(done):
            messages.warning(request, LEFT.format(f"{left:,}"))
        return redirect(request.get_full_path())


def ticked(written):
    """(key, version) of a tick; nothing where it was not written by this page."""
    key, _, version = written.partition(":")
    try:
        return uuid.UUID(key), int(version)
    except ValueError:
        return None
