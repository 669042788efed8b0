"""The pages of an edit of many rows: choose rows and values, look at what would change, save; later look again, and undo."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from django_filters.views import FilterView

from . import bulk_edit, bulk_undo
from .cards import UUID
from .screens import Screen

MOST = 200
UNCHANGED = "– ไม่เปลี่ยน –"
NOTHING_TICKED = "ยังไม่ได้เลือกรายการ โปรดทำเครื่องหมายหน้ารายการที่จะแก้ไข"
NOTHING_TYPED = "ยังไม่ได้เลือกค่าใหม่ โปรดกรอกอย่างน้อยหนึ่งช่องที่จะเปลี่ยน"
CLEARED_AND_TYPED = "{}: กรอกค่าใหม่และเลือกลบค่าเดิมพร้อมกัน โปรดเลือกอย่างใดอย่างหนึ่ง"


def leave_as_it_is(field):
    """An empty field changes nothing here, whatever it means on the register's own form."""
    field.required, field.help_text = False, ""
    if hasattr(field, "empty_label"):
        field.empty_label = UNCHANGED
    elif hasattr(field, "choices"):
        field.choices = [(value, label if value else UNCHANGED) for value, label in field.choices]


class BulkEdit(Screen, FilterView):
    """Subclasses name model, form_class, `names` of the fields, list_url and done_name; `row_words(row)` under a row's name."""

    template_name, preview_name = "screens/bulk_choose.html", "screens/bulk_preview.html"
    strict = False
    object_list = names = ()
    unit, list_url, done_name = "รายการ", "", ""
    faults = ()

    def form_options(self):
        return {}

    def row_words(self, row):
        return ""

    @cached_property
    def offered(self):
        """The rows that the list's own filter finds, at most `MOST`, and whether there are more."""
        rows = list(self.get_filterset(self.get_filterset_class()).qs[: MOST + 1])
        return rows[:MOST], len(rows) > MOST

    @property
    def ticked(self):
        posted = self.request.POST
        return {key for key in posted.getlist("row") if UUID.fullmatch(key)}

    def changing(self):
        """Names of the fields that a new value was typed for, or whose value is to be taken away."""
        posted = self.request.POST
        return [
            name for name in self.names if posted.get(name, "").strip() or name in posted.getlist("clear")
        ]

    def blank_fields(self):
        form = self.form_class(self.request.POST or None, user=self.request.user, **self.form_options())
        for name in self.names:
            leave_as_it_is(form.fields[name])
        return [form[name] for name in self.names]

    def post(self, request, *args, **kwargs):
        names, posted = self.changing(), request.POST
        both = [name for name in posted.getlist("clear") if posted.get(name, "").strip()]
        labels = self.form_class.base_fields
        self.faults = [CLEARED_AND_TYPED.format(labels[name].label) for name in both if name in self.names]
        self.faults += [] if self.ticked else [NOTHING_TICKED]
        self.faults += [] if names else [NOTHING_TYPED]
        if self.faults or "back" in posted:
            return self.get(request, *args, **kwargs)
        return self.saved(names) if "save" in posted else self.preview(names, self.prepared(names))

    def prepared(self, names, lock=False):
        rows = self.get_queryset().filter(pk__in=list(self.ticked)[:MOST])
        rows = rows.select_for_update(of=("self",)) if lock else rows
        data, options = self.request.POST, self.form_options()
        return bulk_edit.prepare(self.form_class, rows, data, names, user=self.request.user, **options)

    def preview(self, names, changed):
        told = {
            "changed": changed,
            "good": sum(one.is_good for one in changed),
            "same": sum(not one.changes and not one.faults for one in changed),
            "wrong": sum(bool(one.faults) for one in changed),
            "typed": [(name, self.request.POST.get(name, "")) for name in self.names],
            "clear": self.request.POST.getlist("clear"),
        }
        self.template_name = self.preview_name
        return self.render_to_response(self.get_context_data(**told))

    @transaction.atomic
    def saved(self, names):
        changed = self.prepared(names, lock=True)
        for one in changed:
            if self.request.POST.get(f"seen-{one.row.pk}") != str(one.version):
                one.faults.append(bulk_edit.OLDER)
        older = any(bulk_edit.OLDER in one.faults for one in changed)
        if older or not any(one.is_good for one in changed):
            return self.preview(names, changed)
        key = bulk_edit.write(changed, by=self.request.user)
        count = sum(one.is_good for one in changed)
        messages.success(self.request, f"แก้ไขแล้ว {count:,} {self.unit} ยกเลิกได้ที่หน้านี้")
        return redirect(self.done_name, key)

    def get_context_data(self, **kwargs):
        rows, is_cut = self.offered if "changed" not in kwargs else ((), False)
        told = {
            "rows": [(row, self.row_words(row)) for row in rows],
            "is_cut": is_cut,
            "most": MOST,
            "ticked": self.ticked if self.request.method == "POST" else {str(row.pk) for row in rows},
            "fields": self.blank_fields(),
            "faults": [(None, sentence) for sentence in self.faults],
            "cleared": self.request.POST.getlist("clear"),
            "cancel_url": f"{reverse(self.list_url)}?{self.request.GET.urlencode()}",
        }
        return super().get_context_data(**told | kwargs)


class BulkDone(Screen, TemplateView):
    """What one edit of many rows did, for whoever may see the rows; there it is undone."""

    template_name, heading = "screens/bulk_done.html", "แก้ไขหลายรายการพร้อมกัน"
    unit, list_url = "รายการ", ""
    in_the_way = ()

    @cached_property
    def done(self):
        done = bulk_undo.did(self.get_queryset(), self.kwargs["key"])
        if not done:
            raise Http404
        return done

    def post(self, request, key):
        _ = self.done
        if bulk_undo.is_undone(self.model, key):
            messages.info(request, "ยกเลิกการแก้ไขนี้ไปแล้ว")
            return redirect(request.path)
        self.in_the_way = bulk_undo.undo(self.get_queryset(), key, by=request.user)
        if self.in_the_way:
            return self.render_to_response(self.get_context_data())
        messages.success(request, f"ยกเลิกการแก้ไขแล้ว {len(self.done):,} {self.unit} กลับเป็นค่าเดิม")
        return redirect(request.path)

    def get_context_data(self, **kwargs):
        first = self.done[0].after
        told = {
            "done": self.done,
            "who": first.history_user,
            "when": first.history_date,
            "is_undone": bulk_undo.is_undone(self.model, self.kwargs["key"]),
            "in_the_way": self.in_the_way,
            "list_url": reverse(self.list_url),
        }
        return super().get_context_data(**told | kwargs)
