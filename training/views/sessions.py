from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.forms import UUIDField
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.generic import DeleteView

from accounts.photos import photos_of
from sages.models import TeamMember
from sammachip.lib import fiscal
from sammachip.lib.screens import CreateScreen, DetailScreen, EditScreen, ListScreen, Screen
from villages.fragments import VillagePart
from villages.frame import year_of
from villages.models import Participation

from .. import bookings
from ..attendance import rate_of_session, total
from ..forms.sessions import (
    PresenceForm,
    SessionChoice,
    SessionEditForm,
    SessionFilter,
    SessionForm,
    title_for,
)
from ..models import Attendance, Certificate, Invitation, Session
from ..rollcall import name_order, roll_of
from ..services import sessions as services
from ..tables import SessionTable
from .spending import spending_of

SESSIONS = ("การอบรม", reverse_lazy("training:list"))
CLASHES = "การอบรมนี้มีคนหรือสถานที่ซ้ำกับการอบรมอื่นในวันเดียวกัน {} รายการ โปรดดูรายละเอียดในหน้านี้"
KEPT = "จึงลบการอบรมนี้ไม่ได้ โปรดลบหรือแก้ไขรายการเหล่านั้นก่อน"


class SessionList(ListScreen):
    model = Session
    permission_required = "training.view_session"
    table_class, filterset_class = SessionTable, SessionFilter
    template_name = "training/list.html"
    heading, unit = "การอบรม", "ครั้ง"
    create_url, create_label = "training:create", "จัดการอบรม"
    create_permission = "training.add_session"
    empty_title = "ปีนี้ยังไม่มีการอบรม"
    empty_text = (
        "เมื่อจัดการอบรม ระบบจะเชิญครัวเรือนเป้าหมายหรือทีมวิทยากรของหมู่บ้านให้ทันที แล้วจึงปรับรายชื่อ ลงเวลา และบันทึกปัจจัยที่ให้"
    )

    def get_queryset(self):
        return super().get_queryset().in_year(year_of(self.request).year).with_place().with_came().with_roll()


class OfSession:
    """A page below a session's: it leads back to the session."""

    model = Session

    def get_queryset(self):
        return super().get_queryset().with_place()

    @property
    def crumbs(self):
        village = self.object.participation.village
        place = (village.choice_label, village.get_absolute_url())
        return [SESSIONS, place, (str(self.object), self.object.get_absolute_url())]


class SessionDetail(DetailScreen):
    model = Session
    permission_required = "training.view_session"
    template_name = "training/session.html"

    def get_queryset(self):
        return super().get_queryset().with_place().with_came()

    @property
    def crumbs(self):
        village = self.object.participation.village
        return [SESSIONS, (village.choice_label, village.get_absolute_url())]

    def get_context_data(self, **kwargs):
        user, session = self.request.user, self.object
        trainers = TeamMember.objects.visible_to(user).filter(sessions=session).select_related("sage")
        told = {"heading": str(session), "roll": self.roll(), "trainers": trainers}
        told |= spending_of(session, user)
        told["clashes"] = self.clashes([*trainers, *(row.person for row in self.invited)])
        told["photos"] = photos_of(session, user)
        told["has_begun"] = session.starts_on <= fiscal.today()
        told["given"] = Certificate.objects.visible_to(user).filter(session=session).standing().count()
        return super().get_context_data(**told | kwargs)

    @cached_property
    def invited(self):
        rows = Invitation.objects.visible_to(self.request.user).filter(session=self.object)
        return list(rows.with_names())

    def roll(self):
        session = self.object
        noted = Attendance.objects.visible_to(self.request.user).filter(session=session).with_names()
        return roll_of(session, sorted((row.person for row in self.invited), key=name_order), noted)

    def clashes(self, people):
        names = {getattr(row, "household_id", None) or row.sage_id: row.called for row in people}
        found = bookings.clashes_of(self.object)
        return bookings.told(self.object, found, self.request.user, names)


class WarnsOfClashes:
    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 302:
            warn_of_clashes(self.request, self.object)
        return response


def warn_of_clashes(request, session):
    if found := bookings.clashes_of(session):
        messages.warning(request, CLASHES.format(len(found)))


class SessionCreate(WarnsOfClashes, CreateScreen):
    """First whose session it is and of which kind, unless the address says both; then the session itself."""

    model, form_class = Session, SessionForm
    permission_required = "training.add_session"
    template_name = "training/session_form.html"
    heading, save_label = "จัดการอบรม", "บันทึกและเชิญผู้เข้าอบรม"
    cancel_url, crumbs, takes = "training:list", [SESSIONS], ("activity",)

    @cached_property
    def choice(self):
        """The first step as it is answered in the address."""
        asked = self.request.GET
        wanted = self.participations()
        if "participation" in asked and "kind" in asked:
            form = SessionChoice(asked, participations=wanted)
            if form["participation"].data and "participation" in form.errors:
                raise Http404
            return form
        return SessionChoice(initial=asked.dict(), participations=wanted)

    def participations(self):
        """Those of the year looked at, and the one that the address names, of whichever year."""
        try:
            asked = UUIDField(required=False).clean(self.request.GET.get("participation"))
        except ValidationError as error:
            raise Http404 from error
        shown = Q(plan__fiscal_year=year_of(self.request).year) | Q(pk=asked)
        return Participation.objects.visible_to(self.request.user).filter(shown)

    @cached_property
    def begun(self):
        return Session(**self.choice.cleaned_data) if self.choice.is_valid() else None

    def get(self, request):
        if self.begun is None:
            self.object, self.template_name = None, "training/session_choose.html"
            told = {"view": self, "form": self.choice, "heading": self.heading, "crumbs": self.crumbs}
            return self.render_to_response(told)
        return super().get(request)

    def post(self, request):
        return super().post(request) if self.begun else self.get(request)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.begun}

    def get_initial(self):
        return {"title": title_for(self.begun)} | super().get_initial()

    def save(self, form):
        begun = services.begin_session(form.instance, by=self.request.user)
        self.done_text = told_begun(begun)
        return begun.session


def told_begun(begun):
    """What was done at once, with the way to where it is adjusted."""
    session, who = begun.session, "ทีมวิทยากร" if begun.session.is_for_team else "ครัวเรือน"
    invited = f"เชิญ{who} {begun.invited:,} {'คน' if session.is_for_team else 'ครัวเรือน'}"
    teaching = f" วิทยากร {begun.teaching:,} คน" if begun.teaching else ""
    done = f"{invited}{teaching}แล้ว" if begun.invited else f"หมู่บ้านนี้ยังไม่มี{who}ให้เชิญ"
    url = reverse("training:invite", args=[session.pk])
    return format_html('บันทึกการอบรมแล้ว {} <a href="{}">ปรับรายชื่อ</a>', done, url)


class SessionEdit(WarnsOfClashes, OfSession, EditScreen):
    form_class = SessionEditForm
    permission_required = "training.change_session"
    template_name = "training/session_form.html"
    heading = "แก้ไขการอบรม"


class SessionPresence(OfSession, EditScreen):
    """Leaders, officers and partners who were there."""

    form_class = PresenceForm
    permission_required = "training.change_session"
    heading = "ผู้นำ เจ้าหน้าที่ และภาคีที่ร่วมอบรม"


class SessionRemove(OfSession, Screen, DeleteView):
    """Taken back while nothing hangs on it but who was to teach and to come."""

    permission_required = "training.delete_session"
    template_name = "training/session_remove.html"

    @property
    def heading(self):
        return f"ลบการอบรม “{self.object}”?"

    @cached_property
    def kept_by(self):
        hanging = services.what_hangs_on(self.object, by=self.request.user)
        return f"การอบรมนี้มี{' '.join(hanging)} {KEPT}" if hanging else ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(kept_by=self.kept_by, **kwargs)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        self.object = self.get_object(self.get_queryset().select_for_update(of=("self",)))
        if self.kept_by:
            return self.render_to_response(self.get_context_data())
        services.remove_session(self.object, by=request.user)
        messages.success(request, f"ลบการอบรม “{self.object}” แล้ว")
        return redirect("training:list")


class SessionsOfVillage(VillagePart):
    model = Session
    permission_required = "training.view_session"
    part_path = "participation__village"
    heading = "การอบรม"
    template_name = "training/of_village.html"

    def rows(self, village):
        return super().rows(village).in_year(self.year.year).with_came().with_roll()

    def get_context_data(self, **kwargs):
        context, today = super().get_context_data(**kwargs), fiscal.today()
        parts = Participation.objects.visible_to(self.request.user).in_year(self.year.year)
        rated = [(session, rate_of_session(session, today)) for session in context["rows"]]
        context |= {"rated": rated, "rate": total(rate for _, rate in rated)}
        return context | {"part": parts.filter(village=context["village"]).first(), "kinds": Session.Kind}
