from django.urls import reverse_lazy

from sages.models import TeamMember
from sammachip.lib.screens import DetailScreen, ListScreen
from villages.fragments import VillagePart
from villages.frame import year_of

from ..forms.sessions import SessionFilter
from ..models import Attendance, InputSupport, Invitation, Session
from ..rollcall import name_order, roll_of
from ..tables import SessionTable

SESSIONS = ("การอบรม", reverse_lazy("training:list"))


class SessionList(ListScreen):
    model = Session
    permission_required = "training.view_session"
    table_class, filterset_class = SessionTable, SessionFilter
    heading, unit = "การอบรม", "ครั้ง"
    empty_title = "ปีนี้ยังไม่มีการอบรม"
    empty_text = (
        "การอบรมของปีที่เลือกจะแสดงที่นี่ พร้อมผู้เข้าอบรมรายวันและปัจจัยที่ได้รับ รายการที่มีอยู่มาจากข้อมูลตัวอย่าง หรือผู้ดูแลระบบบันทึกให้"
    )

    def get_queryset(self):
        return super().get_queryset().in_year(year_of(self.request).year).with_place().with_came()


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
        inputs = InputSupport.objects.visible_to(user).filter(session=session).with_names()
        trainers = TeamMember.objects.visible_to(user).filter(sessions=session).select_related("sage")
        told = {"heading": str(session), "roll": self.roll(), "trainers": trainers, "inputs": inputs}
        return super().get_context_data(**told | kwargs)

    def roll(self):
        user, session = self.request.user, self.object
        invited = Invitation.objects.visible_to(user).filter(session=session).with_names()
        noted = Attendance.objects.visible_to(user).filter(session=session).with_names()
        return roll_of(session, sorted((row.person for row in invited), key=name_order), noted)


class SessionsOfVillage(VillagePart):
    model = Session
    permission_required = "training.view_session"
    part_path = "participation__village"
    heading = "การอบรม"
    template_name = "training/of_village.html"

    def rows(self, village):
        return super().rows(village).in_year(self.year.year).with_came()
