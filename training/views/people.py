"""What training tells of one person: parts of the household's and of the sage's own page."""

from functools import cached_property

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from households.models import Enrolment, Household
from sages.models import Sage, TeamMember
from sammachip.lib import fiscal
from sammachip.lib.screens import Screen
from villages.frame import year_of

from ..attendance import total
from ..models import Attendance, Certificate, InputSupport, Invitation, Teaching
from ..rollcall import roll_of


class PartOfPerson(Screen, TemplateView):
    """A fragment for htmx, a page of its own without script; `model` is the person's."""

    permission_required = "training.view_session"

    @cached_property
    def person(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    @property
    def crumbs(self):
        return [(str(self.person), self.person.get_absolute_url())]

    def rows(self, model, **of):
        return model.objects.visible_to(self.request.user).filter(**of)

    def courses(self, **of):
        """[(session, the person's line of its roll)] of all sessions that the person is invited to, newest first."""
        invitations = self.rows(Invitation, **of).with_names()
        invitations = invitations.select_related("session__participation__plan")
        noted = {}
        for row in self.rows(Attendance, **of):
            noted.setdefault((row.session_id, row.person_key), []).append(row)
        found = [
            (each.session, line_of(each, noted.get((each.session_id, each.person_key), [])))
            for each in invitations
        ]
        return sorted(found, key=lambda pair: (pair[0].starts_on, pair[0].pk), reverse=True)

    def get_context_data(self, **kwargs):
        frame = "screens/fragment.html" if self.request.htmx else "base.html"
        return super().get_context_data(frame=frame, **kwargs)


def line_of(invitation, attendances):
    person = invitation.person
    for row in attendances:
        row.enrolment, row.team_member = invitation.enrolment, invitation.team_member
    return roll_of(invitation.session, [person], attendances, fiscal.today()).people[0]


class TrainingOfHousehold(PartOfPerson):
    """In the year looked at, or else in the last year in which the household took part."""

    model = Household
    template_name = "training/of_household.html"

    def get_context_data(self, **kwargs):
        enrolment = self.enrolment()
        told = {"heading": f"การอบรมของ{self.person}", "enrolment": enrolment}
        if enrolment:
            courses = self.courses(enrolment=enrolment)
            told |= {
                "courses": courses,
                "rate": total(line.rate for _, line in courses),
                "inputs": self.rows(InputSupport, enrolment=enrolment).select_related("agency", "session"),
                "certificates": self.certificates(enrolment=enrolment),
            }
        return super().get_context_data(**told | kwargs)

    def certificates(self, **of):
        return self.rows(Certificate, **of).standing().select_related("plan", "session")

    def enrolment(self):
        year = year_of(self.request).year
        rows = list(self.rows(Enrolment, household=self.person).order_by("-fiscal_year"))
        return next((row for row in rows if row.fiscal_year == year), rows[0] if rows else None)


class TrainingOfSage(PartOfPerson):
    """Over all years: what the sage taught, and how the sage was prepared for it."""

    model = Sage
    template_name = "training/of_sage.html"

    def get_context_data(self, **kwargs):
        seats = list(self.rows(TeamMember, sage=self.person).order_by("-fiscal_year"))
        taught = self.rows(Teaching, team_member__in=seats).order_by("-session__starts_on", "-pk")
        certificates = self.rows(Certificate, team_member__in=seats).standing()
        told = {
            "heading": f"การสอนของ{self.person}",
            "taught": taught.select_related("session__participation__village"),
            "courses": self.courses(team_member__in=seats),
            "certificates": certificates.select_related("plan", "session"),
        }
        return super().get_context_data(**told | kwargs)
