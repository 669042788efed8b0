"""A year's rules and questions of follow-up in plain words."""

from .models import VisitQuestion, VisitRule

Anchor, Kind = VisitRule.Anchor, VisitQuestion.Kind


def when(rule):
    """`ตั้งแต่ 1 ถึง 30 วันหลังวันสุดท้ายของการอบรม`: in which days a rule's visit is owed."""
    opens, due = Anchor(rule.opens_from).label, Anchor(rule.due_from).label
    if rule.opens_from == rule.due_from:
        words = (
            f"ภายใน {rule.due_days} วันหลัง{opens}"
            if rule.opens_days == 0
            else f"ตั้งแต่ {rule.opens_days} ถึง {rule.due_days} วันหลัง{opens}"
        )
    else:
        words = f"ตั้งแต่{after(opens, rule.opens_days)} จนถึง{after(due, rule.due_days)}"
    return f"{words} และก่อนวันแรกของการอบรม" if rule.is_before_training else words


def after(day, days):
    return f" {days} วันหลัง{day}" if days else day


def whose(rule):
    """In which villages it holds; nothing where it holds in all."""
    return "" if rule.villages == VisitRule.Villages.ALL else f"เฉพาะ{rule.get_villages_display()}"


def asked(question):
    """How a question is answered: `จำนวนเงิน (บาท) 500–60,000`, `เลือกหนึ่งข้อ: ก / ข`."""
    words = question.get_kind_display()
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        return f"{words}: {' / '.join(question.choices)}"
    if question.kind in (Kind.NUMBER, Kind.MONEY):
        return " ".join(filter(None, (words, spread(question), question.unit)))
    return words


def spread(question):
    """The likely range, as far as it is told."""
    least, most = (None if one is None else f"{one:,.0f}" for one in (question.least, question.most))
    if least and most:
        return f"{least}–{most}"
    return f"ตั้งแต่ {least}" if least else f"ไม่เกิน {most}" if most else ""
