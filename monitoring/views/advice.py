"""Advice on a visit, from its own page, and the acknowledgement taken back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from sammachip.lib.screens import CreateScreen, EditScreen, Screen

from ..desk import readable
from ..forms.desk import AdviceForm
from ..models import Visit, VisitAdvice
from ..services import desk as services
from .desk import LIST


class OfVisit:
    """A page below a visit's: it leads back to the visit."""

    permission_required = "monitoring.add_visitadvice"
    model, form_class = VisitAdvice, AdviceForm

    @property
    def crumbs(self):
        return [LIST, (self.visit.subject_name, self.visit.get_absolute_url())]


class Advise(OfVisit, CreateScreen):
    heading, done_text, save_label = "ให้คำแนะนำ", "ส่งคำแนะนำแล้ว", "ส่งคำแนะนำ"

    @cached_property
    def visit(self):
        return get_object_or_404(readable(self.request.user).with_names(), pk=self.kwargs["pk"])

    @property
    def cancel_url(self):
        return self.visit.get_absolute_url()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": VisitAdvice(visit=self.visit)}

    def save(self, form):
        return services.advise(self.visit, form.cleaned_data["text"], by=self.request.user)


class AdviceEdit(OfVisit, EditScreen):
    """Whoever gave advice mends its words."""

    heading = "แก้ไขคำแนะนำ"

    def get_queryset(self):
        return super().get_queryset().filter(given_by=self.request.user)

    @property
    def visit(self):
        return self.object.visit


class TakeBack(Screen, SingleObjectMixin, View):
    permission_required = "monitoring.acknowledge_visit"
    model = Visit
    http_method_names = ("post",)

    def post(self, request, pk):
        visit = self.get_object()
        try:
            services.take_back(visit, by=request.user)
            messages.success(request, "ยกเลิกการรับทราบแล้ว ผู้บันทึกแก้ไขได้อีกครั้ง")
        except ValidationError as refused:
            messages.error(request, refused.message)
        return redirect(visit)
