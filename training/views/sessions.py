from django.urls import reverse_lazy
from django.utils.functional import cached_property

from accounts.photos import photos_of
from sages.models import TeamMember
from sammachip.lib import fiscal
from sammachip.lib.counting import count_of, related_rows
from sammachip.lib.screens import DetailScreen, ListScreen
from villages.fragments import VillagePart
from villages.frame import year_of
from villages.models import Participation

from .. import bookings
from ..attendance import rate_of_session, total
from ..forms.sessions import SessionFilter
from ..models import Attendance, Invitation, Session
from ..rollcall import name_order, roll_of
from ..tables import SessionTable
from .spending import spending_of

SESSIONS = ("การอบรม", reverse_lazy("training:list"))


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


class SessionDetail(DetailScreen):
    model = Session
    permission_required = "training.view_session"
    template_name = "training/session.html"

    def get_queryset(self):
        given = count_of(related_rows(Session, "certificates").standing(), "session")
        return super().get_queryset().with_place().annotate(given=given)

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
        told["given"] = session.given
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
