from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from sammachip.lib.screens import Screen

from .story import SEALED, story_of


class History(Screen, TemplateView):
    """Who changed what in one row, from what, and when; for whom may see the row itself."""

    permission_required = "accounts.view_history"
    template_name = "accounts/history.html"
    records_a_page = 50

    def row(self):
        try:
            model = apps.get_model(self.kwargs["app"], self.kwargs["model"])
        except LookupError as error:
            raise Http404 from error
        if not (hasattr(model, "history") and hasattr(model.objects, "visible_to")):
            raise Http404
        if not self.request.user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
            raise PermissionDenied
        try:
            return get_object_or_404(model.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        except (ValidationError, ValueError) as error:
            raise Http404 from error

    def get_context_data(self, **kwargs):
        row = self.row()
        records = row.history.select_related("history_user").order_by("-history_date", "-history_id")
        page = Paginator(records, self.records_a_page).get_page(self.request.GET.get("page"))
        shown = list(records[page.start_index() - 1 : page.end_index() + 1]) if page.paginator.count else []
        told = {
            "row": row,
            "heading": f"ประวัติของ {row}",
            "crumbs": [(str(row), row.get_absolute_url())],
            "page": page,
            "entries": story_of(row, shown, self.request.user)[: len(page)],
            "sealed": SEALED,
        }
        return super().get_context_data(**told | kwargs)
