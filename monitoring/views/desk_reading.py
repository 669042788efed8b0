"""One visit on the chief's desk: read, advised, acknowledged, and on to the next."""

from django.contrib import messages
from django.db import transaction
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from sammachip.lib.screens import DetailScreen
from villages.frame import year_of

from ..desk import around, narrowing, queue_of, readable, reading_of, url_of
from ..forms.desk import AdviceForm
from ..models import VisitAdvice
from ..services import desk as services
from .desk import DESK, LIST

CHANGED = "มีผู้แก้ไขบันทึกนี้หลังจากที่ท่านเปิดอ่าน หรือรับทราบไปแล้ว จึงยังไม่ได้รับทราบ โปรดอ่านฉบับล่าสุดข้างล่างก่อน"
DONE = (
    'รับทราบแล้ว: {} <form class="inline-form" method="post" action="{}">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<button class="btn btn-link" type="submit">เลิกทำ</button></form>'
)


class DeskVisit(DetailScreen):
    permission_required = "monitoring.acknowledge_visit"
    template_name = "monitoring/desk_visit.html"
    crumbs = [LIST, DESK]
    form = None

    def get_queryset(self):
        return readable(self.request.user).with_names().with_problems()

    def get_context_data(self, **kwargs):
        visit, asked = self.object, narrowing(self.request)
        queue = queue_of(self.request, year_of(self.request).year)
        place, before, after = around(visit.pk, queue)
        told = {
            "heading": f"{visit.get_phase_display()} {visit.subject_name}",
            "place": place,
            "count": len(queue),
            "before_url": url_of(before, asked),
            "after_url": url_of(after, asked),
            "desk_url": reverse("monitoring:desk", query=asked),
            "form": self.form or AdviceForm(user=self.request.user, is_needed=False),
        }
        return super().get_context_data(**told | reading_of(visit, self.request.user) | kwargs)

    def post(self, request, **kwargs):
        visit = self.object = self.get_object()
        self.form = AdviceForm(request.POST, user=request.user, instance=VisitAdvice(visit=visit))
        is_signing = request.POST.get("do") == "acknowledge"
        is_silent = is_signing and not request.POST.get("text", "").strip()
        if not (is_silent or self.form.is_valid()):
            return self.again()
        if is_silent:
            self.form = None
        return self.sign(visit) if is_signing else self.advise(visit)

    def again(self):
        return self.render_to_response(self.get_context_data(object=self.object))

    def advise(self, visit):
        services.advise(visit, self.form.cleaned_data["text"], by=self.request.user)
        messages.success(self.request, "ส่งคำแนะนำแล้ว")
        return redirect(self.request.get_full_path())

    @transaction.atomic
    def sign(self, visit):
        """Acknowledge the visit as it was read, with the words written beside it, and go on to the next."""
        queue = queue_of(self.request, year_of(self.request).year)
        if not self.is_as_read(visit) or not services.acknowledge([visit], by=self.request.user):
            messages.error(self.request, CHANGED)
            return self.again()
        if self.form:
            services.advise(visit, self.form.cleaned_data["text"], by=self.request.user)
        self.tell(visit)
        after = around(visit.pk, queue)[2]
        asked = narrowing(self.request)
        return redirect(url_of(after, asked) or reverse("monitoring:desk", query=asked))

    def is_as_read(self, visit):
        return self.request.POST.get("version") == str(visit.version)

    def tell(self, visit):
        undo = reverse("monitoring:take_back", args=[visit.pk])
        words = format_html(DONE, visit.subject_name, undo, get_token(self.request))
        messages.success(self.request, words)
