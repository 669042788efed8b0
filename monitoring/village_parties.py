"""The part of a village's page that counts who took part at each step, each figure leading to its rows."""

from urllib.parse import urlencode

from django.urls import reverse

from sages.models import TeamMember
from training.models import Activity, ActivityPartner, Attendance, Session, Teaching
from villages.fragments import VillagePart
from villages.models import Meeting

from .models import Visit
from .taking_part import Facts, steps_of

PARTIES = (
    ("leaders", "ผู้นำ"),
    ("sages", "ปราชญ์"),
    ("households", "ครัวเรือน"),
    ("officers", "เจ้าหน้าที่"),
    ("partners", "ภาคี"),
)


class PartiesOfVillage(VillagePart):
    model = Visit
    permission_required = "monitoring.view_visit"
    part_path = "participation__village"
    heading = "ผู้มีส่วนร่วมในแต่ละขั้นตอน"
    template_name = "monitoring/taking_part.html"

    def rows(self, village):
        return [self.told(taken, village) for taken in steps_of(self.facts(village))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"parties": PARTIES}

    def facts(self, village):
        """All that is counted, in seven queries, however much there is."""
        user, year = self.request.user, self.year.year

        def of(model, path=""):
            rows = model.objects.visible_to(user)
            here = {f"{path}participation__village": village, f"{path}participation__plan__fiscal_year": year}
            return rows.filter(**here).order_by()

        roll = ("session__kind", "enrolment__household", "team_member__sage", "status")
        seat = ("sage", "joined_on", "sage__course_passed", "meeting__kind", "meeting")
        return Facts(
            meetings=list(of(Meeting)),
            sessions=list(of(Session)),
            came=list(of(Attendance, "session__").values_list(*roll).distinct()),
            taught=list(
                of(Teaching, "session__").values_list("session__kind", "team_member__sage").distinct()
            ),
            seats=list(of(TeamMember).standing().values_list(*seat)),
            partners=list(
                of(ActivityPartner, "activity__").values_list("activity__step", "agency").distinct()
            ),
            visits=list(of(Visit).recorded().values_list("enrolment__household", "visitor")),
        )

    def told(self, taken, village):
        """A step for the template: its name, a cell a party, the rows behind it."""
        cells = [
            (label, [(figure, self.url(figure.where, village)) for figure in taken.parties[party]])
            for party, label in PARTIES
        ]
        found = [(source.words, self.url(source.where, village)) for source in taken.sources]
        return {"label": Activity.Step(taken.step).label, "cells": cells, "sources": found}

    def url(self, where, village):
        if where is None:
            return ""
        asked = {"year": self.year.year, "area": village.pk} | dict(where.asked)
        return f"{reverse(where.name)}?{urlencode(asked)}"
