from contextlib import suppress

from django.contrib import messages
from django.db import IntegrityError
from django.forms import UUIDField, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from households.models import Enrolment
from sammachip.lib import fiscal
from sammachip.lib.constraints import sentence_of
from sammachip.lib.screens import Screen
from sammachip.lib.uuid7 import uuid7
from villages.models import Participation

from .. import stages
from ..baselines import baselines_of
from ..forms.setting import Setting
from ..forms.trips import NOBODY, UNTICKED, Line, LineForm, TripForm
from ..models import Visit
from ..services.trips import record_trip
from .visits import LIST


class VisitCreateMany(Screen, TemplateView):
    """Visits to several households of one village, written at once: all of them or none."""

    permission_required = "monitoring.add_visit"
    template_name = "monitoring/trip.html"
    heading = "บันทึกหลายครัวเรือนพร้อมกัน"

    @cached_property
    def participation(self):
        rows = Participation.objects.visible_to(self.request.user).with_place()
        with suppress(ValidationError):
            return get_object_or_404(rows, pk=UUIDField().clean(self.request.GET.get("participation")))
        return get_object_or_404(rows.none())

    @cached_property
    def setting(self):
        return Setting(self.request.user, self.participation)

    @cached_property
    def trip(self):
        with suppress(ValidationError):
            return UUIDField().clean(self.request.POST.get("key"))
        return uuid7()

    def form(self, data=None):
        today = fiscal.today()
        visit = Visit(participation=self.participation, visitor=self.request.user, visited_on=today)
        initial = {"visited_on": today, "phase": stages.phase_on(today, self.setting.training)}
        return TripForm(data, user=self.request.user, instance=visit, setting=self.setting, initial=initial)

    def lines(self, data=None):
        rows = Enrolment.objects.visible_to(self.request.user).standing()
        rows = rows.filter(participation=self.participation.pk).select_related("household__village")
        rows = list(rows.order_by("household__first_name", "pk"))
        first = baselines_of(rows)
        for row in rows:
            row.participation = self.participation
            fields = LineForm(data, prefix=str(row.pk), household=row.household)
            yield Line(row, fields, first.get(row.pk))

    def get(self, request):
        if not request.GET.get("participation"):
            return redirect("monitoring:create")
        return self.answer(self.form(), list(self.lines()))

    def post(self, request):
        stored = Visit.objects.visible_to(request.user).filter(trip=self.trip, visitor=request.user)
        if first := stored.order_by("pk").first():
            return redirect(first)
        form, lines = self.form(request.POST), list(self.lines(request.POST))
        form.is_valid()
        chosen = [line for line in lines if line.is_chosen]
        for line in chosen:
            line.understand(form, self.trip, self.setting)
        for line in lines:
            line.faults += [UNTICKED] if line.is_unticked else []
        if not chosen and all(line.fields.is_valid() for line in lines):
            form.add_error(None, NOBODY)
        is_sound = all(line.fields.is_valid() and not line.faults and not line.questions for line in lines)
        return self.keep(form, lines, chosen) if form.is_valid() and is_sound else self.answer(form, lines)

    def keep(self, form, lines, chosen):
        try:
            visits = record_trip([line.visit for line in chosen], by=self.request.user)
        except IntegrityError as error:
            form.add_error(None, sentence_of(error))
            return self.answer(form, lines)
        messages.success(self.request, f"บันทึกการติดตามแล้ว {len(visits)} ครัวเรือน")
        return redirect(visits[0])

    def answer(self, form, lines):
        told = {
            "form": form,
            "lines": lines,
            "participation": self.participation,
            "trip": self.trip,
            "faults": [(line, sentence) for line in lines for sentence in told_of(line)],
            "questions": [one for line in lines for one in line.questions],
            "cancel_url": self.participation.get_absolute_url(),
            "crumbs": [LIST],
        }
        return self.render_to_response(self.get_context_data(**told))


def told_of(line):
    """What keeps a line from being saved."""
    typed = line.fields.errors.values() if line.fields.is_bound else ()
    return [*line.faults, *(sentence for sentences in typed for sentence in sentences)]
