"""The pages of an import: choose a file, see what it would do, import or not, and take it back."""

import io

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView, TemplateView, View

from accounts.models import ImportBatch, YearClosed
from sammachip.lib.constraints import sentence_of
from sammachip.lib.screens import DetailScreen, Screen
from sammachip.lib.sheets import Unreadable
from villages.frame import year_of, years_of
from villages.models import Plan

from . import receiving, results, storing
from .reading import NotThisRegister
from .reports import marked_workbook, template_workbook
from .undoing import undo
from .upload_form import MOST_BYTES, TOO_BIG, UploadForm

IMPORTS = ("นำเข้าข้อมูล", reverse_lazy("villages:imports"))
ROWS_A_PAGE = 50
STEPS = ("commit", "discard", "marked", "undo")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHANGED = "ข้อมูลในทะเบียนเปลี่ยนไปหลังจากตรวจไฟล์นี้ จึงยังไม่ได้นำเข้า โปรดดูผลการตรวจใหม่ด้านล่าง แล้วกดนำเข้าอีกครั้ง"
GONE = "ไฟล์นี้นำเข้าไปแล้ว หรือเก็บไว้ครบเจ็ดวันแล้ว ถ้ายังต้องการนำเข้า โปรดเลือกไฟล์ใหม่อีกครั้ง"


class InMemory(MemoryFileUploadHandler):
    """Registers hold citizen ids, so an uploaded file never touches a disk in the open; a larger one is dropped."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.activated = content_length <= MOST_BYTES

    def receive_data_chunk(self, raw_data, start):
        return super().receive_data_chunk(raw_data, start) if self.activated else None


class OfRegister(Screen):
    """Subclasses are made for each register by `importing.urls`, with `register` and the permission it asks."""

    register = None
    model = ImportBatch

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .filter(register=self.register.kind)
            .select_related("uploaded_by", "undone_by")
        )

    @property
    def batch(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    @property
    def crumbs(self):
        return [IMPORTS, (self.register.title, reverse(self.register.url))]


@method_decorator(csrf_exempt, name="dispatch")
class Upload(OfRegister, FormView):
    form_class = UploadForm
    template_name = "importing/upload.html"

    def dispatch(self, request, *args, **kwargs):
        """The token is checked here, after the rights and after it is settled that the file stays in memory."""
        if not self.has_permission():
            return self.handle_no_permission()
        request.upload_handlers = [InMemory(request)]
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def get_form_kwargs(self):
        shown = {"user": self.request.user, "year": year_of(self.request), "years": years_of(self.request)}
        return super().get_form_kwargs() | shown

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        length = self.request.META.get("CONTENT_LENGTH") or "0"
        if form.is_bound and length.isdecimal() and int(length) > MOST_BYTES:
            form.fields["file"].error_messages["required"] = TOO_BIG
        return form

    def form_invalid(self, form):
        form.fields["file"].widget.attrs["autofocus"] = True
        return super().form_invalid(form)

    def form_valid(self, form):
        chosen = form.cleaned_data
        if plan := self.locking_plan(chosen):
            form.add_error("fiscal_year", plan.closed_sentence)
            return self.form_invalid(form)
        try:
            batch = receiving.receive(
                chosen["file"].read(),
                file_name=chosen["file"].name,
                register=self.register,
                district=chosen["district"],
                year=chosen["fiscal_year"],
                by=self.request.user,
            )
        except (Unreadable, NotThisRegister) as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return redirect(batch)

    def locking_plan(self, chosen):
        """The closed plan that the file's rows would be facts of; villages themselves belong to no year."""
        if self.register.kind == ImportBatch.Register.VILLAGES:
            return None
        plans = Plan.objects.visible_to(self.request.user).filter(closed_on__isnull=False)
        return plans.filter(district=chosen["district"], fiscal_year=chosen["fiscal_year"]).first()

    def get_context_data(self, **kwargs):
        shown = {
            "heading": f"นำเข้า{self.register.title}",
            "crumbs": [IMPORTS],
            "register": self.register,
            "template_url": reverse(f"{self.register.url}_template"),
        }
        return super().get_context_data(**shown | kwargs)


class Result(OfRegister, DetailScreen):
    """What the check found, and after the import what came of it."""

    template_name = "importing/batch.html"

    def get_context_data(self, **kwargs):
        batch = self.object
        data = storing.preview_of(batch) or {"rows": [], "notes": [], "headings": self.register.shown}
        asked = self.request.GET.get("show", "rows")
        rows = results.chosen(data["rows"], asked)
        page = Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("page"))
        is_imported = batch.state == ImportBatch.State.IMPORTED
        shown = {
            "data": data,
            "asked": asked,
            "page": page,
            "rows": [results.shown(row, data["headings"], is_imported=is_imported) for row in page],
            "good": batch.counts["new"] + batch.counts["changed"],
            "noted": len(results.chosen(data["rows"], "note")),
            "kept": results.kept(batch, self.request.user),
            "before": results.imported_before(batch, self.get_queryset()),
            "may_import": self.request.user.has_perm(self.register.permission),
            "at": {step: reverse(f"{self.register.url}_{step}", args=[batch.pk]) for step in STEPS},
            "is_own": batch.uploaded_by_id == self.request.user.pk,
            "register": self.register,
            "next_pages": [(label, reverse(name)) for label, name in self.register.leads_to],
        }
        return super().get_context_data(**shown | {"heading": self.title()} | kwargs)

    def title(self):
        checked = self.object.state == ImportBatch.State.CHECKED
        return f"{'ตรวจสอบก่อนนำเข้า' if checked else 'การนำเข้า'} — {self.object.file_name}"


class Commit(OfRegister, View):
    http_method_names = ("post",)

    def post(self, request, pk):
        batch = self.batch
        try:
            receiving.carry_out(batch, self.register, by=request.user)
        except receiving.Changed:
            messages.warning(request, CHANGED)
        except receiving.Gone:
            messages.warning(request, GONE)
        except IntegrityError as error:
            messages.error(request, f"{sentence_of(error)} ไม่มีข้อมูลใดถูกบันทึก")
        except YearClosed as error:
            messages.error(request, f"{error} ไม่มีข้อมูลใดถูกบันทึก")
        else:
            count = batch.counts["new"] + batch.counts["changed"]
            messages.success(request, f"นำเข้า{self.register.title}แล้ว {count:,} แถว ยกเลิกการนำเข้าได้ที่หน้านี้")
        return redirect(batch)


class Discard(OfRegister, View):
    http_method_names = ("post",)

    def post(self, request, pk):
        receiving.discard(self.batch)
        messages.info(request, "ไม่นำเข้าไฟล์นี้ ไม่มีข้อมูลใดถูกบันทึก")
        return redirect("villages:imports")


class Undo(OfRegister, TemplateView):
    template_name = "screens/confirm.html"

    def get_context_data(self, **kwargs):
        batch = self.batch
        asked = {
            "heading": f"ยกเลิกการนำเข้า {batch.file_name}",
            "text": (
                "แถวที่เพิ่มไว้จะถูกลบ และแถวที่ปรับปรุงจะกลับเป็นค่าเดิม ยกเว้นแถวที่มีผู้แก้ไข "
                "หรือมีข้อมูลอื่นอ้างถึงหลังนำเข้า ซึ่งระบบจะคงไว้และแสดงรายการให้"
            ),
            "button": "ยกเลิกการนำเข้า",
            "busy": "กำลังยกเลิก…",
            "cancel_url": batch.get_absolute_url(),
            "danger": True,
        }
        return super().get_context_data(**asked | kwargs)

    def post(self, request, pk):
        batch = self.batch
        try:
            kept = undo(batch, by=request.user)
        except YearClosed as error:
            messages.error(request, str(error))
            return redirect(batch)
        storing.forget(batch)
        if kept:
            lines = len({change.line for change in kept})
            messages.warning(request, f"ยกเลิกการนำเข้าแล้ว เหลือ {lines:,} แถวที่คงไว้ ดูรายการด้านล่าง")
        else:
            messages.success(request, "ยกเลิกการนำเข้าแล้ว ข้อมูลกลับเป็นเหมือนก่อนนำเข้า")
        return redirect(batch)


class Marked(OfRegister, View):
    """The file goes back to whoever sent it, and to nobody else: the ids in it are whole."""

    def get_queryset(self):
        return super().get_queryset().filter(uploaded_by=self.request.user)

    def get(self, request, pk):
        batch = self.batch
        content, data = storing.content_of(batch), storing.preview_of(batch)
        if content is None:
            messages.warning(request, GONE)
            return redirect(batch)
        stem = batch.file_name.rpartition(".")[0] or batch.file_name
        return _workbook(marked_workbook(content, data), f"{stem} (ทำเครื่องหมาย).xlsx")


class Template(OfRegister, View):
    def get(self, request):
        return _workbook(template_workbook(self.register), f"แบบ{self.register.title}.xlsx")


def _workbook(content, name):
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)
