from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.roles import Role
from sammachip.lib import fiscal
from sammachip.lib.screens import Screen
from villages.frame import year_of
from villages.models import District, Subdistrict, Village

from . import demo, teaching
from .due import due_soon
from .figures import EXPANSION, NEW, Progress, district_lines, targets, village_lines
from .first_steps import first_step
from .incomes import incomes_by_trade
from .looking import Look

GONE = "นำข้อมูลตัวอย่างและบัญชีตัวอย่างออกแล้ว"


class Dashboard(Screen, TemplateView):
    permission_required = "reports.view_dashboard"
    template_name = "reports/dashboard.html"
    heading = "ภาพรวมโครงการ"

    def get_context_data(self, **kwargs):
        look = self.look()
        progress = Progress(look)
        context = super().get_context_data(look=look, now=timezone.now(), **kwargs)
        context["passed"] = round(look.year.share_passed(look.today) * 100)
        if step := first_step(progress):
            return context | {"first_step": step}
        return context | {
            "first_step": None,
            "targets": targets(progress),
            "matrices": matrices(progress),
            "due": due_soon(look),
            "incomes": incomes_by_trade(look),
            "teaching_url": look.link("reports:teaching"),
            "follow_up_url": look.link("monitoring:targets"),
            "is_one_district": len(progress.plans) == 1,
        }

    def look(self):
        """An area that is asked for narrows the viewer's own; one that is no district of theirs is not found."""
        return look_of(self.request, District)


class Home(Dashboard):
    """The first page: a field officer's is the work of today, everyone else's is the year at a glance."""

    def get(self, request, *args, **kwargs):
        if request.user.role == Role.FIELD_OFFICER:
            return redirect("monitoring:today")
        return super().get(request, *args, **kwargs)


def look_of(request, *levels):
    """What the request looks at: its year, and the area asked for where it is one of the viewer's of these levels."""
    look = Look(request.user, year_of(request), fiscal.today())
    asked = request.GET.get("area", "")
    if asked.isascii() and asked.isdecimal() and len(asked) <= 8:
        for level in levels:
            if level.objects.visible_to(request.user).filter(pk=asked).exists():
                return look.within(asked)
    return look


class TeachingPage(Screen, TemplateView):
    """What was taught and given: tiles that the dashboard and a village's page show, and a line a village."""

    permission_required = "reports.view_dashboard"
    template_name = "reports/teaching.html"
    heading = "การอบรมและการสนับสนุน"

    def get_context_data(self, **kwargs):
        look = look_of(self.request, District, Subdistrict, Village)
        told = teaching.Teaching(look)
        return super().get_context_data(
            look=look,
            frame="screens/fragment.html" if self.request.htmx else "base.html",
            figures=teaching.figures(told),
            attendance=teaching.attendance_tile(told),
            money=teaching.money_tile(told),
            lines=list(teaching.lines(told)),
            **kwargs,
        )


def matrices(progress):
    """One line a village, or where several districts are seen, one line a district."""
    if len(progress.plans) > 1:
        return [("ความก้าวหน้ารายอำเภอ", "อำเภอ", district_lines(progress))]
    tables = [
        ("ความก้าวหน้ารายหมู่บ้าน (สร้างใหม่)", "หมู่บ้าน", village_lines(progress, NEW)),
        ("ความก้าวหน้ารายหมู่บ้าน (ขยายผล)", "หมู่บ้าน", village_lines(progress, EXPANSION)),
    ]
    return [table for table in tables if table[2]]


class DemoRemoval(Screen, TemplateView):
    permission_required = "reports.manage_demo"
    template_name = "reports/demo.html"
    heading = "นำข้อมูลตัวอย่างออก"

    def get_context_data(self, **kwargs):
        added = demo.added_rows()
        return super().get_context_data(
            is_loaded=demo.is_loaded(),
            added=added,
            added_text=f"มีระเบียนที่ผู้ใช้จริงเพิ่มไว้ในอำเภอตัวอย่าง {added:,} รายการ ซึ่งจะถูกลบไปด้วย",
            action=f"{self.request.path}?also_added" if added else self.request.path,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        was_demo_user = request.user.is_demo
        try:
            demo.remove(also_added="also_added" in request.GET)
        except demo.RemovalRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("reports:demo")
        if was_demo_user:
            logout(request)
        messages.success(request, GONE)
        return redirect("account_login" if was_demo_user else "reports:dashboard")
