from datetime import timedelta
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView, View

from households.models import Enrolment
from sages.models import TeamMember
from sammachip.lib import fiscal, thai
from sammachip.lib.papers import pdf_of
from sammachip.lib.screens import Screen

from .. import sign_sheet
from ..forms.roll import RollPost, lines_of, written
from ..models import Attendance, Invitation, Session
from ..roll_story import keys_of, story_of
from ..rollcall import day_number, days_of, name_order, roll_of
from ..services.roll import call_roll
from .sessions import SESSIONS


class OfSession:
    """Pages about the roll of one session, which the viewer may see."""

    @cached_property
    def session(self):
        sessions = Session.objects.visible_to(self.request.user).with_place()
        sessions = sessions.select_related("participation__village__subdistrict__district")
        return get_object_or_404(sessions, pk=self.kwargs["pk"])

    @property
    def crumbs(self):
        return [SESSIONS, (str(self.session), self.session.get_absolute_url())]

    @cached_property
    def invited(self):
        rows = Invitation.objects.visible_to(self.request.user).filter(session=self.session).with_names()
        return sorted((row.person for row in rows), key=name_order)


class RollCall(OfSession, Screen, TemplateView):
    """The roll of one day: read and called on one page."""

    permission_required = ("training.add_attendance", "training.change_attendance")
    template_name = "training/roll.html"

    @cached_property
    def on(self):
        """The day that the address counts to; it need not be one of the session."""
        try:
            return self.session.starts_on + timedelta(days=self.kwargs["day"] - 1)
        except OverflowError:
            raise Http404 from None

    def get(self, request, **kwargs):
        if self.on not in days_of(self.session):
            raise Http404
        return super().get(request, **kwargs)

    def post(self, request, **kwargs):
        posted = RollPost(request.POST)
        self.on = posted.on or self.on
        try:
            called = call_roll(
                self.session, on=self.on, marks=posted.marks, seen=posted.seen, by=request.user
            )
        except ValidationError as error:
            return self.render_to_response(self.get_context_data(posted=posted, errors=error.messages))
        if called.clashes:
            return self.render_to_response(self.get_context_data(called=called))
        self.tell(called.count)
        return redirect("training:roll", self.session.pk, day_number(self.session, self.on))

    def tell(self, count):
        if not count:
            messages.info(self.request, "ไม่มีการเปลี่ยนแปลง")
            return
        day = thai.format_date(self.on, "medium")
        messages.success(self.request, f"บันทึกการเช็กชื่อวันที่ {day} แล้ว {count:,} คน")

    def get_context_data(self, posted=None, called=None, errors=(), **kwargs):
        session, number = self.session, day_number(self.session, self.on)
        noted = Attendance.objects.visible_to(self.request.user).filter(session=session).with_names()
        roll = roll_of(session, self.invited, noted)
        lines = lines_of(roll, number, invited={person.pk for person in self.invited}, posted=posted)
        clashes = called.clashes if called else []
        lines = [line for line in lines if line.key not in {clash.key for clash in clashes}]
        told = {
            "heading": heading_of(number, session.days, self.on),
            "session": session,
            "roll": roll,
            "number": number,
            "lines": lines,
            "clashes": [(clash, written(clash.now)) for clash in clashes],
            "called": called,
            "errors": errors,
            "came": sum(line.mark.status in Attendance.Status.came() for line in lines),
            "open": sum(line.mark.status is None for line in lines),
            "expected": len(lines),
            "has_begun": self.on <= fiscal.today(),
            "sheet_url": reverse("training:sign_sheet", args=[session.pk]),
        }
        return super().get_context_data(**told | kwargs)


def heading_of(number, days, on):
    """Broken, where it has to be, between the number and the date."""
    parts = (f"วันที่ {number} จาก {days}", thai.format_date(on, "medium"))
    return "เช็กชื่อ " + "\u00a0· ".join(part.replace(" ", "\u00a0") for part in parts)


class RollHistory(OfSession, Screen, TemplateView):
    """Who noted what of whom, and when: every entry of one session's roll, newest first."""

    permission_required = "accounts.view_history"
    template_name = "training/roll_history.html"
    records_a_page = 50

    def get_context_data(self, **kwargs):
        records = Attendance.history.filter(session_id=self.session.pk).select_related("history_user")
        records = records.order_by("-history_date", "-history_id")
        page = Paginator(records, self.records_a_page).get_page(self.request.GET.get("page"))
        told = {"heading": "ประวัติการเช็กชื่อ", "session": self.session, "page": page}
        told["entries"] = story_of(list(page), self.people_of(page))
        return super().get_context_data(**told | kwargs)

    def people_of(self, records):
        user, (enrolments, team_members) = self.request.user, keys_of(records)
        return [
            *Enrolment.objects.visible_to(user).filter(pk__in=enrolments).select_related("household"),
            *TeamMember.objects.visible_to(user).filter(pk__in=team_members).select_related("sage"),
        ]


class SignSheet(OfSession, Screen, View):
    """บัญชีลงชื่อ as a PDF, for the people to sign; `?digits=thai` or `arabic` where it should not be as the plan says."""

    permission_required = "training.view_session"

    def get(self, request, pk):
        session = self.session
        chosen = {"thai": True, "arabic": False}.get(request.GET.get("digits"))
        has_thai_digits = session.participation.plan.has_thai_digits if chosen is None else chosen
        values = sign_sheet.values_of(session, self.invited, request.user)
        values["has_thai_digits"] = has_thai_digits
        pdf = pdf_of("sign_sheet.typ", values, has_thai_digits=has_thai_digits)
        name = content_disposition_header(True, sign_sheet.file_name(session))
        return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})
