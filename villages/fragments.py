"""A part of a village's page, made by the app whose rows it shows: a fragment for htmx, a page of its own without script."""

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from sammachip.lib.screens import Screen

from .frame import year_of
from .models import Village


class VillagePart(Screen, TemplateView):
    """Subclasses name model, permission_required, heading, a template that `{% extends frame %}`, and may narrow `rows`."""

    part_path = "village"

    def rows(self, village):
        return self.get_queryset().filter(**{self.part_path: village})

    def get_context_data(self, **kwargs):
        villages = Village.objects.visible_to(self.request.user).with_place()
        village = get_object_or_404(villages, code=self.kwargs["code"])
        self.year = year_of(self.request)
        self.crumbs = [(village.choice_label, village.get_absolute_url())]
        frame = "screens/fragment.html" if self.request.htmx else "base.html"
        return super().get_context_data(village=village, frame=frame, rows=self.rows(village), **kwargs)
