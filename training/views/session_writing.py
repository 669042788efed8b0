from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.forms import UUIDField
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.generic import DeleteView

from sammachip.lib.screens import CreateScreen, EditScreen, Screen
from villages.frame import year_of
from villages.models import Participation

from .. import bookings
from ..forms.beginning import SessionChoice, title_for
from ..forms.sessions import PresenceForm, SessionEditForm, SessionForm
from ..models import Session
from ..services import sessions as services
from .sessions import SESSIONS

CLASHES = "การอบรมนี้มีคนหรือสถานที่ซ้ำกับการอบรมอื่นในวันเดียวกัน {:,} การอบรม โปรดดูรายละเอียดในหน้านี้"
KEPT = "จึงลบการอบรมนี้ไม่ได้ โปรดลบหรือแก้ไขรายการเหล่านั้นก่อน"


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


class WarnsOfClashes:
    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 302:
            warn_of_clashes(self.request, self.object)
        return response


def warn_of_clashes(request, session):
    if found := bookings.clashes_of(session):
        others = {clash.other_than(session.pk) for clash in found}
        messages.warning(request, CLASHES.format(len(others)))


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
