from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from django.views.generic.detail import SingleObjectMixin

from sammachip.lib import fiscal
from sammachip.lib.screens import FormScreen

from ..certifying import Standing, next_number, standings_of
from ..forms.certifying import CertifyForm
from ..models import Attendance, Certificate, Invitation, Session
from ..rollcall import name_order
from ..services import certificates as services
from .certificates import SESSIONS


@dataclass(frozen=True)
class Line:
    """One person of the page: the number that a new certificate would bear, and whether it is ticked."""

    standing: Standing
    serial: str
    is_ticked: bool


class Certify(FormScreen, SingleObjectMixin, FormView):
    """Everyone who was invited, who of them completed, and one button that gives them their certificates."""

    model, form_class = Session, CertifyForm
    permission_required = "training.add_certificate"
    template_name = "training/certify.html"
    heading = "ออกวุฒิบัตร"

    def get_queryset(self):
        return super().get_queryset().with_place()

    @cached_property
    def object(self):
        return self.get_object()

    @property
    def crumbs(self):
        return [SESSIONS, (str(self.object), self.object.get_absolute_url())]

    @cached_property
    def standings(self):
        user, session = self.request.user, self.object
        invited = Invitation.objects.visible_to(user).filter(session=session).with_names()
        people = sorted((row.person for row in invited), key=name_order)
        noted, given = Attendance.objects.visible_to(user), Certificate.objects.visible_to(user)
        return standings_of(session, people, noted, given.select_related("plan"))

    def get_form_kwargs(self):
        people = [row.person for row in self.standings]
        return super().get_form_kwargs() | {"session": self.object, "people": people}

    def get_initial(self):
        return {"issued_on": max(fiscal.today(), self.object.ends_on)}

    def get_context_data(self, **kwargs):
        lines = list(self.lines())
        told = {
            "session": self.object,
            "lines": lines,
            "ticked": sum(line.is_ticked for line in lines),
            "open": [line for line in lines if line.standing.may_have],
            "given": [line for line in lines if line.standing.certificate],
            "is_over": fiscal.today() >= self.object.ends_on,
        }
        return super().get_context_data(**told | kwargs)

    def lines(self):
        """New certificates are numbered in the order of the list, as if all that may be given were ticked."""
        posted, number = self.request.POST.getlist("people"), next_number(self.object.participation.plan)
        for row in self.standings:
            serial = Certificate(plan=self.object.participation.plan, number=number).serial
            is_ticked = row.may_have and (self.request.method == "GET" or str(row.person.pk) in posted)
            yield Line(row, serial, is_ticked)
            number += row.may_have

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)

    def save(self, form):
        day = form.cleaned_data["issued_on"]
        given = services.certify(self.object, form.chosen, issued_on=day, by=self.request.user)
        self.done_text = given.words
        return self.object

    def get_success_url(self):
        return reverse("training:certify", args=[self.object.pk])
