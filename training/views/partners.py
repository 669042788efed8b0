"""The agencies that join an activity: added, mended, taken out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import DeleteView

from sammachip.lib.screens import CreateScreen, EditScreen, Screen

from ..forms.partners import PartnerForm
from ..models import Activity, ActivityPartner
from ..services import activities as services
from .activities import OfActivity


class OfPartner(OfActivity):
    model = ActivityPartner
    permission_required = "training.change_activity"

    def get_queryset(self):
        return super().get_queryset().with_names()


class PartnerScreen(OfPartner):
    form_class = PartnerForm

    def save(self, form):
        return services.join_activity(form.instance, by=self.request.user)


class PartnerCreate(PartnerScreen, CreateScreen):
    heading, done_text = "เพิ่มภาคีที่ร่วมกิจกรรม", "เพิ่มภาคีที่ร่วมกิจกรรมแล้ว"

    @cached_property
    def activity(self):
        activities = Activity.objects.visible_to(self.request.user).with_place()
        return get_object_or_404(activities, pk=self.kwargs["activity"])

    @property
    def cancel_url(self):
        return self.activity.get_absolute_url()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": ActivityPartner(activity=self.activity)}


class PartnerEdit(PartnerScreen, EditScreen):
    heading = "แก้ไขภาคีที่ร่วมกิจกรรม"


class PartnerRemove(OfPartner, Screen, DeleteView):
    template_name = "screens/confirm.html"
    heading = "นำภาคีนี้ออกจากกิจกรรม?"

    def get_success_url(self):
        return self.activity.get_absolute_url()

    def form_valid(self, form):
        services.remove(self.object, self.request.user)
        messages.success(self.request, f"นำ{self.object}ออกจากกิจกรรมแล้ว")
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        told = {
            "text": f"{self.object} · {self.activity} หน่วยงานยังอยู่ในทะเบียนภาคีเครือข่าย",
            "button": "นำออก",
            "danger": True,
            "cancel_url": self.get_success_url(),
        }
        return super().get_context_data(**told | kwargs)
