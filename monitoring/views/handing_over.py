"""Hand-overs: an area goes from one officer to another, with a paper of what goes along."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.http import content_disposition_header
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from sammachip.lib import fiscal
from sammachip.lib.papers import pdf_of
from sammachip.lib.screens import CreateScreen, DetailScreen, ListScreen, Screen

from .. import handover_paper
from ..forms.handing_over import HandOverFilter, HandOverForm
from ..handover_table import HandOverTable
from ..models import HandOver
from ..services import handing_over as services

LIST = ("การติดตาม", reverse_lazy("monitoring:list"))
HANDOVERS = ("การส่งมอบพื้นที่", reverse_lazy("monitoring:handovers"))


class OfHandOver:
    model = HandOver

    def get_queryset(self):
        return super().get_queryset().with_names()


class HandOverList(OfHandOver, ListScreen):
    permission_required = "monitoring.view_handover"
    table_class, filterset_class = HandOverTable, HandOverFilter
    heading, unit, crumbs = "การส่งมอบพื้นที่", "ครั้ง", [LIST]
    create_url, create_label = "monitoring:handover_create", "ส่งมอบพื้นที่"
    create_permission = "monitoring.add_handover"
    empty_title = "ยังไม่มีการส่งมอบพื้นที่"
    empty_text = (
        "เมื่อพัฒนากรย้ายหรือเปลี่ยนพื้นที่ พัฒนาการอำเภอบันทึกการส่งมอบที่นี่ ผู้รับมอบเห็นงานทั้งหมดต่อทันที และพิมพ์บันทึกส่งมอบงานได้"
    )


class HandOverDetail(OfHandOver, DetailScreen):
    permission_required = "monitoring.view_handover"
    template_name = "monitoring/handover.html"
    crumbs = [LIST, HANDOVERS]

    def get_context_data(self, **kwargs):
        handover = self.object
        facts = handover.facts
        told = {
            "heading": f"ส่งมอบ{handover.area_words}",
            "facts": facts,
            "counts": handover_paper.counts_of(facts) if facts else [],
            "told_on": handover_paper.day(facts.get("told_on", "")),
            "lists": self.lists(facts),
        }
        return super().get_context_data(**told | kwargs)

    def lists(self, facts):
        """[(title, rows with their day)]."""
        titles = (
            ("overdue", "การติดตามที่เกินกำหนด"),
            ("problems", "ปัญหาที่ยังไม่ปิดเรื่อง"),
            ("appointments", "นัดที่ยังไม่ได้ไป"),
            ("waiting", "บันทึกของผู้ส่งมอบที่ยังไม่มีผู้รับทราบหรือยังเป็นร่าง"),
        )
        return [(title, list(map(handover_paper.listed, facts.get(name, ())))) for name, title in titles]


class HandOverCreate(CreateScreen):
    permission_required = "monitoring.add_handover"
    model, form_class = HandOver, HandOverForm
    template_name = "monitoring/handover_form.html"
    heading, save_label, done_text = "ส่งมอบพื้นที่", "ส่งมอบ", "ส่งมอบพื้นที่แล้ว"
    cancel_url, crumbs, takes = "monitoring:handovers", [LIST, HANDOVERS], ("posting",)

    def get_initial(self):
        return {"handed_on": fiscal.today()} | super().get_initial()

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)

    def save(self, form):
        posting = form.cleaned_data["posting"]
        return services.hand_over(form.instance, posting=posting, by=self.request.user)


class HandOverUndo(OfHandOver, Screen, DetailView):
    """Asks, then takes a hand-over back; says why where something stands on it already."""

    permission_required = "monitoring.add_handover"
    template_name = "screens/confirm.html"
    heading = "ยกเลิกการส่งมอบนี้?"
    text = "พื้นที่และปัญหาที่ย้ายไปจะกลับเป็นของผู้ส่งมอบเหมือนเดิม บันทึกการติดตามไม่เปลี่ยน ประวัติของรายการยังเก็บไว้"

    @property
    def crumbs(self):
        return [LIST, HANDOVERS, (self.object.area_words, self.object.get_absolute_url())]

    def get_context_data(self, **kwargs):
        told = {"text": self.text, "button": "ยกเลิกการส่งมอบ", "danger": True}
        return super().get_context_data(cancel_url=self.object.get_absolute_url(), **told | kwargs)

    def post(self, request, pk):
        handover = self.get_object()
        try:
            services.take_back(handover, by=request.user)
        except ValidationError as refused:
            messages.error(request, refused.message)
            return redirect(handover)
        messages.success(request, f"ยกเลิกการส่งมอบ{handover.area_words}แล้ว")
        return redirect(HANDOVERS[1])


class HandOverPaper(OfHandOver, Screen, SingleObjectMixin, View):
    """บันทึกส่งมอบงาน as a PDF."""

    permission_required = "monitoring.view_handover"

    def get(self, request, pk):
        handover = self.get_object()
        if not handover.facts:
            raise Http404
        values = handover_paper.values_of(handover, request.user)
        pdf = pdf_of("handover.typ", values, has_thai_digits=values["has_thai_digits"])
        name = content_disposition_header(True, handover_paper.file_name(handover))
        return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})
