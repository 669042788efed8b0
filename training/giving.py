"""What may be given to whom on which day, and what is unusual about it: rules in words, for one household and for many."""

from sammachip.lib import thai

FUTURE = "วันที่รับต้องไม่เป็นวันในอนาคต โปรดตรวจสอบวันที่"
WITHDRAWN = "{} ถอนตัวเมื่อ {} ก่อนวันที่รับ จึงบันทึกว่าได้รับปัจจัยไม่ได้ โปรดตรวจสอบวันที่หรือครัวเรือน"
ELSEWHERE = "การอบรมที่เลือกเป็นของหมู่บ้านอื่น และครัวเรือนนี้ไม่ได้อยู่ในรายชื่อผู้เข้าอบรม โปรดเลือกการอบรมใหม่"
EARLY = "วันที่รับ {} มาก่อนวันเริ่มอบรม {}"
OTHER_YEAR = "วันที่รับ {} อยู่นอกปีงบประมาณ {} ({} – {})"
OVER = "งบประมาณตามแผนของหมู่บ้านเหลือ {} บาท รายการนี้ใช้ {} บาท จะเกินงบประมาณ {} บาท"
ALREADY_OVER = "งบประมาณตามแผนของหมู่บ้านใช้เกินไปแล้ว {} บาท รายการนี้ใช้อีก {} บาท จะเกินรวม {} บาท"
AGAIN = "ให้{}ไปแล้ว {} ครัวเรือน ({}) ให้เพิ่มอีกหรือไม่"
MOST_NAMES = 3


def withdrawal(enrolment, on):
    """The sentence that refuses a household which had left before the day `on`, or nothing."""
    left_on = enrolment.withdrawn_on
    return WITHDRAWN.format(enrolment.household, short(left_on)) if left_on and left_on < on else ""


def questions_of_day(on, *, year, session=None):
    """[(code, sentence)] about the day on which something was received."""
    asked = []
    if session and on < session.starts_on:
        asked.append((f"early-{on}", EARLY.format(short(on), short(session.starts_on))))
    if not year.contains(on):
        first, last = short(year.starts_on), short(year.ends_on)
        asked.append((f"year-{on}", OTHER_YEAR.format(short(on), year, first, last)))
    return asked


def question_of_budget(budget, more):
    """[(code, sentence)] where `more` baht, spent by the programme itself, go beyond the plan."""
    excess = budget.excess(more) if more > 0 else 0
    if not excess:
        return []
    sentence = OVER if budget.left >= 0 else ALREADY_OVER
    return [(f"over-{excess}", sentence.format(*map(baht, (abs(budget.left), more, excess))))]


def question_of_repeats(item, names):
    """[(code, sentence)] where the households `names` have had this item already."""
    if not names:
        return []
    told = ", ".join(names[:MOST_NAMES]) + (" และอื่น ๆ" if len(names) > MOST_NAMES else "")
    return [(f"again-{len(names)}", AGAIN.format(item, f"{len(names):,}", told))]


def is_same(item, other):
    """Whether two writings name one thing."""
    return thai.key(item).replace(" ", "") == thai.key(other).replace(" ", "")


def amount_of(support):
    """`กระจูด 20 มัด`"""
    if support.amount is None:
        return support.item
    return " ".join(filter(None, [support.item, baht(support.amount), support.unit]))


def short(day):
    return thai.format_date(day, "medium")


def baht(value):
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
