"""The course of a place in a year: who left it, who took it, and how a replacement made by mistake is taken back."""

from django.db import transaction
from django.db.models import ProtectedError

from sammachip.lib.cards import UUID, Refused
from villages.services import remove_rows

from .models import Enrolment

BACK_AGAIN = "ครัวเรือนนี้ไม่ได้ถอนตัว หรือกลับเข้าร่วมแล้ว"
NOT_WITHDRAWN = "ครัวเรือนนี้ยังไม่ได้ถอนตัว จึงยังไม่มีที่ว่างให้ครัวเรือนอื่นเข้าแทน"
REPLACED = "{} เข้าแทนครัวเรือนนี้แล้ว หนึ่งที่มีผู้เข้าแทนได้ครัวเรือนเดียว หากเลือกผิด ให้ยกเลิกการเข้าแทนนั้นก่อน"
NO_REPLACEMENT = "ครัวเรือนนี้ไม่ได้เข้าแทนครัวเรือนใด จึงไม่มีอะไรให้ยกเลิก"
WORKED_WITH = "ยกเลิกการเข้าแทนของ {} ไม่ได้ เพราะมีการอบรม การติดตาม หรือผู้เข้าแทนต่อที่บันทึกไว้แล้ว หากออกจากโครงการ ให้บันทึกการถอนตัวแทน"


def with_course(enrolments):
    """With whom a place was taken over from, and by whom."""
    return enrolments.select_related("replaces__household", "replaced_by__household")


def place_asked(request):
    """The enrolment that withdrew and is to be replaced: as the address names it, if it may be."""
    key = request.GET.get("replaces", "")
    if not UUID.fullmatch(key):
        return None
    rows = with_course(Enrolment.objects.visible_to(request.user).with_names())
    return rows.filter(pk=key, withdrawn_on__isnull=False, replaced_by=None).first()


def keep_place(form, left):
    """A form that enrols a new household lets it take the place of `left`, and no other."""
    place = form.fields["participation"]
    place.queryset = place.queryset.filter(pk=left.participation_id)
    form.initial |= {"participation": left.participation, "trade": left.trade, "trade_kind": left.trade_kind}


@transaction.atomic
def undo_replacement(enrolment, *, by):
    """The household that took a place by mistake leaves the year as if it had never been in it. Raises `Refused`."""
    row = Enrolment.objects.visible_to(by).select_for_update(of=("self",)).get(pk=enrolment.pk)
    if row.replaces_id is None:
        raise Refused(NO_REPLACEMENT)
    told = row.incomes.filter(source="register")
    try:
        remove_rows([*row.answers.all(), *told, row], by=by)
    except ProtectedError as error:
        raise Refused(WORKED_WITH.format(row.household)) from error
