from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from sammachip.lib.cards import Refused
from sammachip.lib.screens import EditScreen

from ..forms.joining import joined
from ..forms.visits import POSITION, VisitForm
from ..models import Visit
from ..models.visits import SUBJECTS
from ..services import corrections
from .visit_writing import NewVisit, VisitScreen

NOT_YOURS = "แก้ไขได้เฉพาะผู้บันทึกการติดตามครั้งนี้เท่านั้น หากพบข้อมูลผิด โปรดแจ้ง {} ให้แก้ไข"
LOCKED = "การติดตามครั้งนี้พัฒนาการอำเภอรับทราบแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ โปรดกด “บันทึกฉบับแก้ไข” ที่หน้าของการติดตามครั้งนี้"
NOT_YET = "การติดตามครั้งนี้ยังแก้ไขได้โดยตรง จึงไม่ต้องทำฉบับแก้ไข โปรดกด “แก้ไข” ที่หน้าของการติดตามครั้งนี้"
ADDED = "รวมสิ่งที่พิมพ์เข้ากับบันทึกเดิมให้แล้ว แต่ยังไม่ได้บันทึก โปรดตรวจแล้วกดบันทึก หากมีรูปถ่าย โปรดเลือกรูปใหม่"
SUBJECT = ("participation", "whom", *SUBJECTS.values())
TOLD = (
    *("visited_on", "phase", "phase_reason", "kind", "met", "practice", "inputs", "trip"),
    *("findings", "advice", "promise", "next_on", *POSITION),
)


def refuse_other_writers(visit, user):
    if visit.visitor_id != user.pk:
        raise PermissionDenied(NOT_YOURS.format(visit.visitor))


def copy_of(visit, *names):
    return Visit(visitor=visit.visitor, **{name: getattr(visit, name) for name in (*SUBJECT, *names)})


class VisitEdit(VisitScreen, EditScreen):
    permission_required = "monitoring.change_visit"
    heading = "แก้ไขบันทึกการติดตาม"

    def get_queryset(self):
        return super().get_queryset().with_names()

    def get_object(self, queryset=None):
        visit = super().get_object(queryset)
        refuse_other_writers(visit, self.request.user)
        if visit.state not in (Visit.State.DRAFT, Visit.State.RECORDED):
            raise PermissionDenied(LOCKED)
        return visit

    def post(self, request, *args, **kwargs):
        if "add_to" in request.POST:
            return self.add_to_it(request)
        return super().post(request, *args, **kwargs)

    def add_to_it(self, request):
        """What was typed for another visit of the same day, put beside what stands here; not saved yet."""
        visit = self.object = self.get_object()
        typed = VisitForm(request.POST, user=request.user, instance=copy_of(visit))
        typed.full_clean()
        empty = self.get_form_kwargs() | {"data": None, "files": None}
        form = VisitForm(**empty | {"initial": joined(VisitForm(**empty), typed)})
        messages.info(request, ADDED)
        return self.render_to_response(
            self.get_context_data(form=form, added_key=request.POST.get("key", "-"))
        )


class VisitCorrect(NewVisit):
    """A visit that was acknowledged is locked; its writer corrects it by a new one that begins as the old one was."""

    permission_required = "monitoring.change_visit"
    heading = "บันทึกฉบับแก้ไข"
    done_text = "บันทึกฉบับแก้ไขแล้ว ฉบับเดิมยังเปิดอ่านได้"

    @cached_property
    def begun(self):
        old = get_object_or_404(self.get_queryset().with_names(), pk=self.kwargs["pk"])
        refuse_other_writers(old, self.request.user)
        visit = copy_of(old, *TOLD)
        visit.corrects = old
        return visit

    def visit(self):
        return self.begun

    def refuse(self):
        match self.begun.corrects.state:
            case Visit.State.CORRECTED:
                raise PermissionDenied(corrections.TWICE)
            case Visit.State.DRAFT | Visit.State.RECORDED:
                raise PermissionDenied(NOT_YET)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"cancel_url": self.begun.corrects.get_absolute_url()} | kwargs)

    def save(self, form):
        told = {"income": form.told, "by": self.request.user, **form.told_with}
        try:
            self.saved = corrections.correct_visit(form.instance, **told)
        except Refused as error:
            raise PermissionDenied(str(error)) from error
        self.form = form
        return self.saved
