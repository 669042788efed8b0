"""Days on which a visit can have been, and the phase that its day belongs to: sentences over plain facts."""

from sammachip.lib import thai
from villages.models import Participation

from .. import stages
from ..models import Visit

IN_FUTURE = "วันที่ติดตามต้องไม่เป็นวันในอนาคต โปรดบันทึกเมื่อได้ไปติดตามแล้ว"
BEFORE_JOINING = "วันที่ติดตามอยู่ก่อนวันที่ครัวเรือนสมัครใจเข้าร่วม ({}) โปรดตรวจสอบวันที่"
BEFORE_YEAR = "วันที่ติดตามอยู่ก่อนปีงบประมาณ {} ซึ่งเริ่มวันที่ {} โปรดตรวจสอบวันที่"
AFTER_LEAVING = "ครัวเรือนถอนตัวเมื่อ {} แล้ว โปรดตรวจสอบวันที่ติดตาม"
OTHER_PHASE = "ตามวันอบรม วันที่ {} อยู่ในระยะ{} แต่เลือกระยะ{} โปรดเลือกระยะใหม่ หรือบอกเหตุผลในช่องนี้"
WITH_TRAINING = (Visit.Whom.HOUSEHOLD, Visit.Whom.SAGE, Visit.Whom.TEAM, Visit.Whom.SESSION)


def visit_fault(visited_on, *, today, year, volunteered_on=None, withdrawn_on=None):
    """The sentence for a day on which this visit cannot have been, or nothing. `year` is the FiscalYear of the plan."""
    if visited_on > today:
        return IN_FUTURE
    if volunteered_on and visited_on < volunteered_on:
        return BEFORE_JOINING.format(thai.format_date(volunteered_on))
    if not volunteered_on and visited_on < year.starts_on:
        return BEFORE_YEAR.format(year, thai.format_date(year.starts_on))
    if withdrawn_on and visited_on > withdrawn_on:
        return AFTER_LEAVING.format(thai.format_date(withdrawn_on))
    return ""


def phase_fault(phase, visited_on, *, whom, kind, sessions):
    """The sentence for a phase that the days of training do not bear out, or nothing.

    A group and a village are not trained; a village of expansion may follow up households without a training of its own.
    """
    if whom not in WITH_TRAINING or (kind == Participation.Kind.EXPANSION and not sessions):
        return ""
    fitting = stages.phase_on(visited_on, sessions)
    if phase == fitting:
        return ""
    return OTHER_PHASE.format(
        thai.format_date(visited_on), Visit.Phase(fitting).label, Visit.Phase(phase).label
    )
