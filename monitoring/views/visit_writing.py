from contextlib import suppress

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from sammachip.lib import fiscal, thai
from sammachip.lib.screens import CreateScreen

from .. import stages
from ..baselines import baseline_for
from ..forms.setting import Setting
from ..forms.visits import VisitForm
from ..models import Visit
from ..services import visits as services
from .visit_photos import keep_pictures
from .visit_subjects import AsksWhom
from .visits import LIST

PICTURES_LEFT = "ยังไม่ได้ส่งรูป เพราะบันทึกยังไม่ครบ โปรดเลือกรูปอีกครั้งก่อนกดบันทึก"


class VisitScreen:
    """What writing a visit and mending it have in common: the same form, beside it what was told last time."""

    model, form_class = Visit, VisitForm
    template_name = "monitoring/form.html"
    done_text = "บันทึกการติดตามแล้ว"
    cancel_url = "monitoring:list"
    locates, saved = False, None

    def visit(self):
        return self.object

    def get_form_kwargs(self):
        visit = self.visit()
        told = {"instance": visit, "baseline": baseline_for(visit)}
        return super().get_form_kwargs() | told | {"setting": Setting(self.request.user, visit.participation)}

    def get_context_data(self, **kwargs):
        visit, now = self.visit(), timezone.localtime()
        rows = Visit.objects.visible_to(self.request.user).recorded().to_same_subject(visit)
        earlier = list(rows.exclude(pk=visit.corrects_id).with_names().with_problems())
        told = {
            "visit": visit,
            "last": earlier[0] if earlier else None,
            "last_answers": earlier[0].answers.select_related("question") if earlier else [],
            "added_key": "",
            "done_phases": {row.phase for row in earlier},
            "cancel_url": visit.subject_url if visit._state.adding else visit.get_absolute_url(),
            "moment": f"{thai.format_date(now, 'medium')} {thai.format_time(now)}",
            "crumbs": [LIST],
        }
        return super().get_context_data(**told | kwargs)

    def save(self, form):
        self.saved = services.record_visit(
            form.instance, income=form.told, by=self.request.user, **form.told_with
        )
        self.form = form
        return self.saved

    def form_invalid(self, form):
        if self.request.FILES:
            messages.warning(self.request, PICTURES_LEFT)
        return super().form_invalid(form)

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        if self.saved and response.status_code == 302:  # outside the visit's own transaction
            keep_pictures(request, self.saved, self.form)
        return response


class NewVisit(VisitScreen, CreateScreen):
    """A visit that is named by the page it is written on, so that a second press of the button finds the first."""

    permission_required = "monitoring.add_visit"
    heading = "บันทึกการติดตาม"

    def refuse(self):
        """Raise PermissionDenied where the visit can not be written any more."""

    def name_visit(self):
        with suppress(forms.ValidationError):
            self.visit().pk = forms.UUIDField().clean(self.request.POST.get("key"))

    def stored(self):
        rows = Visit.objects.visible_to(self.request.user).filter(visitor=self.request.user)
        return rows.filter(pk=self.visit().pk).first()

    def get(self, request, *args, **kwargs):
        self.refuse()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.name_visit()
        if stored := self.stored():
            return redirect(stored)
        self.refuse()
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        stored = self.stored()  # the same press came twice at once
        return redirect(stored) if stored else super().form_invalid(form)


class VisitCreate(AsksWhom, NewVisit):
    """First whom the visit was paid to, unless the address says so; then the visit itself."""

    locates = True

    def get(self, request):
        if self.subject is None:
            self.object = None
            return self.render_to_response(self.choosing())
        return super().get(request)

    def post(self, request):
        return super().post(request) if self.subject else self.get(request)

    def visit(self):
        return self.subject

    def get_initial(self):
        visit, today = self.subject, fiscal.today()
        days = Setting(self.request.user, visit.participation).days_for(visit)
        kind = Visit.Kind.HOUSEHOLD if visit.enrolment else Visit.Kind.ADVICE
        return {"visited_on": today, "phase": stages.phase_on(today, days), "kind": kind}
