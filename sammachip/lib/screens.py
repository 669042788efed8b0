"""Four screens over Django's generic views: list, detail, create, edit. Every row is reached through `visible_to`."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, resolve_url
from django.views.generic import CreateView, DetailView, UpdateView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from .constraints import sentence_of
from .merging import base_of, merge
from .tables import FirstPages, sheet_response


class Screen(PermissionRequiredMixin):
    raise_exception = True
    heading, crumbs = "", ()  # crumbs: (label, address) of the pages above this one

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"heading": self.heading, "crumbs": self.crumbs} | kwargs)


class ListScreen(Screen, SingleTableMixin, FilterView):
    """A filtered, sorted, paged list; `?sheet=xlsx` gives all of its rows, with the same columns, as a workbook."""

    template_name = "screens/list.html"
    rows_a_page = 50
    strict = False
    unit, empty_title, empty_text = "รายการ", "ยังไม่มีรายการ", ""
    create_url = create_label = create_permission = ""

    def get_template_names(self):
        htmx = self.request.htmx
        is_whole = not htmx or htmx.boosted or htmx.history_restore_request
        return [self.template_name if is_whole else "screens/list_rows.html"]

    def get_table_pagination(self, table):
        return {"per_page": self.rows_a_page, "paginator_class": FirstPages, "silent": True}

    def get_context_data(self, **kwargs):
        may_create = self.create_url and self.request.user.has_perm(self.create_permission)
        create_url = resolve_url(self.create_url) if may_create else ""
        return super().get_context_data(**{"create_url": create_url} | kwargs)

    def render_to_response(self, context, **kwargs):
        if self.request.GET.get("sheet") == "xlsx":
            return sheet_response(context["table"], self.heading)
        return super().render_to_response(context, **kwargs)


class DetailScreen(Screen, DetailView): ...


class FormScreen(Screen):
    template_name = "screens/form.html"
    done_text, save_label, cancel_url = "บันทึกแล้ว", "บันทึก", "/"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        away = self.object.get_absolute_url() if self.object else resolve_url(self.cancel_url)
        return super().get_context_data(**{"cancel_url": away} | kwargs)

    def save(self, form):
        return form.save()

    def form_valid(self, form):
        try:
            with transaction.atomic():
                self.object = self.save(form)
        except IntegrityError as error:
            form.add_error(None, sentence_of(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done_text)
        return redirect(self.get_success_url())


class CreateScreen(FormScreen, CreateView):
    takes = ()  # names of fields that the address may fill in: ?village=90010203

    def get_initial(self):
        asked = self.request.GET
        return super().get_initial() | {name: asked[name] for name in self.takes if name in asked}


class EditScreen(FormScreen, UpdateView):
    """Carries the row's version; a stale form merges, and asks where both sides changed one field."""

    conflicts = ()

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        self.version = row.version
        return row

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        row = self.object = self.get_object(self.get_queryset().select_for_update(of=("self",)))
        form, opened = self.get_form(), request.POST.get("version", "")
        if not form.is_valid() or opened != str(row.version) or "asked" in request.POST:
            row = self.object = self.get_object()
            data, self.conflicts = merge(form, row, base_of(row, opened), request.POST.copy())
            form = self.get_form_class()(**self.get_form_kwargs() | {"data": data})
        return self.form_valid(form) if form.is_valid() and not self.conflicts else self.form_invalid(form)

    def form_valid(self, form):
        if not form.has_changed():
            messages.info(self.request, "ไม่มีข้อมูลเปลี่ยนแปลง")
            return redirect(self.get_success_url())
        form.instance.version = self.version + 1
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"version": self.version, "conflicts": self.conflicts} | kwargs)
