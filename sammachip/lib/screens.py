"""Four screens over Django's generic views: list, detail, create, edit. Every row is reached through `visible_to`."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db import IntegrityError, transaction
from django.http import FileResponse
from django.utils import timezone
from django.views.generic import CreateView, DetailView, UpdateView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from .constraints import sentence_of
from .merging import base_of, merge
from .tables import sheet_of

LAST_ROW = 2000


class Screen(PermissionRequiredMixin):
    raise_exception = True
    heading = ""

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(heading=self.heading, **kwargs)


class ListScreen(Screen, SingleTableMixin, FilterView):
    """A filtered, sorted, paged list; `?sheet=xlsx` gives the same rows and columns as a workbook."""

    template_name = "screens/list.html"
    paginate_by = 50
    strict = False
    create_url = create_label = ""
    empty_text = "ยังไม่มีรายการ"

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"request": self.request}

    def get_template_names(self):
        return ["screens/list_rows.html"] if self.request.htmx and not self.request.htmx.boosted else [self.template_name]

    def get_table_pagination(self, table):
        return {"per_page": self.paginate_by, "silent": True}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        paginator = context["table"].paginator
        return context | {"count": paginator.count, "is_cut": paginator.count > LAST_ROW}

    def render_to_response(self, context, **kwargs):
        if self.request.GET.get("sheet") == "xlsx":
            name = f"{self.heading} {timezone.localdate():%Y-%m-%d}.xlsx"
            return FileResponse(sheet_of(context["table"], self.heading), as_attachment=True, filename=name)
        return super().render_to_response(context, **kwargs)


class DetailScreen(Screen, DetailView):
    pass


class FormScreen(Screen):
    template_name = "screens/form.html"
    done_text = "บันทึกแล้ว"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        try:
            with transaction.atomic():
                response = super().form_valid(form)
        except IntegrityError as error:
            form.add_error(None, sentence_of(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done_text)
        return response


class CreateScreen(FormScreen, CreateView):
    pass


class EditScreen(FormScreen, UpdateView):
    """Carries the row's version; a stale form merges, and asks where both sides changed one field."""

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.select_for_update(of=("self",)) if self.request.method == "POST" else rows

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        form = self.get_form()
        form.full_clean()
        opened = request.POST.get("version", "")
        settled = [key for key in request.POST if key.startswith("choose-")]
        if opened.isdecimal() and (int(opened) != self.object.version or settled):
            row = self.get_object()
            data, conflicts = merge(form, row, base_of(row, int(opened)), request.POST.copy())
            self.object, form = row, self.get_form_class()(**self.get_form_kwargs() | {"data": data, "instance": row})
            if conflicts:
                form.full_clean()
                return self.render_to_response(self.get_context_data(form=form, conflicts=conflicts))
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form):
        if form.has_changed():
            form.instance.version += 1
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"version": self.model.objects.values_list("version", flat=True).get(pk=self.object.pk)}
