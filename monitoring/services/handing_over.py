"""Verbs of a hand-over: the area goes to another officer from a day on; taken back while nothing stands on it."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sammachip.lib import fiscal, thai
from villages.models import Posting

from ..handover_facts import facts_of
from ..models import HandOver, Problem, Visit
from .problems import give_to

DAY = datetime.timedelta(days=1)
NOT_AFTER = "วันส่งมอบต้องอยู่หลังวันที่ผู้ส่งมอบเริ่มรับผิดชอบพื้นที่นี้ ({})"
GONE = "ผู้ส่งมอบพ้นหน้าที่ในพื้นที่นี้ตั้งแต่วันที่ {} แล้ว วันส่งมอบต้องไม่ช้ากว่าวันถัดไป"
NEWER = "พื้นที่นี้มีการส่งมอบครั้งใหม่กว่าแล้ว โปรดยกเลิกครั้งใหม่กว่าก่อน"
MOVED = "พื้นที่รับผิดชอบถูกแก้ไขหลังการส่งมอบนี้ จึงยกเลิกไม่ได้ โปรดส่งมอบกลับเป็นครั้งใหม่"
WORKED = "ผู้รับมอบบันทึกการติดตามในพื้นที่นี้แล้ว จึงยกเลิกไม่ได้ โปรดส่งมอบกลับเป็นครั้งใหม่"


def day_fault(posting, handed_on):
    """The sentence for a day on which this posting cannot end, or nothing."""
    if handed_on <= posting.starts_on:
        return NOT_AFTER.format(thai.format_date(posting.starts_on))
    if posting.ends_on and handed_on > posting.ends_on + DAY:
        return GONE.format(thai.format_date(posting.ends_on + DAY))
    return ""


@transaction.atomic
def hand_over(handover, *, posting, by):
    """`posting` of the giver ends the day before, the receiver's begins; open problems of the giver go along."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if fault := day_fault(posting, handover.handed_on):
        raise ValidationError(fault)
    area, today = handover.area_code, fiscal.today()
    facts = facts_of(area, handover.giver, today=today, user=by)
    problems = list(Problem.objects.in_area(area).open().filter(owner=handover.giver).order_by("pk"))
    give_to(problems, handover.receiver, by=by)
    ended_before = posting.ends_on
    posting.ends_on = handover.handed_on - DAY
    posting.save(update_fields=["ends_on"])
    begun = begin(handover)
    moved = {
        "posting": posting.pk,
        "ended_before": ended_before.isoformat() if ended_before else None,
        "begun": begun.pk if begun else None,
        "problems": [str(problem.pk) for problem in problems],
    }
    handover.facts = facts | {"moved": moved}
    handover._history_user = by
    handover.save()
    return handover


def begin(handover):
    """The receiver's posting from the day on; none where they answer for the area already and with no end."""
    area, on = handover.area_code, handover.handed_on
    own = Posting.objects.filter(user=handover.receiver, area_code=area, starts_on__lte=on, ends_on=None)
    if own.exists():
        return None
    return Posting.objects.create(user=handover.receiver, area_code=area, starts_on=on)


@transaction.atomic
def take_back(handover, *, by):
    """Everything is again as it was before; the history of the rows tells of both."""
    handover = HandOver.objects.select_for_update().get(pk=handover.pk)
    if fault := undo_fault(handover):
        raise ValidationError(fault)
    moved = handover.facts["moved"]
    posting = Posting.objects.get(pk=moved["posting"])
    posting.ends_on = moved["ended_before"]
    posting.save(update_fields=["ends_on"])
    Posting.objects.filter(pk=moved["begun"]).delete()
    problems = Problem.objects.filter(pk__in=moved["problems"], owner=handover.receiver).open()
    give_to(list(problems.order_by("pk")), handover.giver, by=by)
    handover._history_user = by
    handover.delete()


def undo_fault(handover):
    """Why a hand-over stays as it is, or nothing."""
    moved = handover.facts.get("moved")
    if HandOver.objects.filter(area_code=handover.area_code, pk__gt=handover.pk).exists():
        return NEWER
    if not moved or not is_as_left(handover, moved):
        return MOVED
    since = Visit.objects.in_area(handover.area_code).filter(visited_on__gte=handover.handed_on)
    if moved["begun"] and since.filter(visitor=handover.receiver).exists():
        return WORKED
    return ""


def is_as_left(handover, moved):
    """Whether both postings stand as the hand-over left them."""
    ended = Posting.objects.filter(pk=moved["posting"], ends_on=handover.handed_on - DAY)
    begun = Posting.objects.filter(pk=moved["begun"], starts_on=handover.handed_on, ends_on=None)
    return ended.exists() and (moved["begun"] is None or begun.exists())
