"""One line of what is known of a subject: what was promised, else what troubles it, else the last visit."""

from sammachip.lib import thai

from .models import Visit

NEVER = "ยังไม่เคยติดตาม"


def told_of(visits, problems):
    """`visits` in the order of their days; `problems`: open ones."""
    last = visits[-1] if visits else None
    if last and last.promise:
        return f"สัญญา: {last.promise}"
    if problems:
        return f"ปัญหาค้าง: {', '.join(dict.fromkeys(mark.words for mark in problems))}"
    if last is None:
        return NEVER
    practice = Visit.Practice(last.practice).label if last.practice else ""
    words = [f"ครั้งก่อน {thai.format_date(last.on, 'medium')}", Visit.Phase(last.phase).label, practice]
    return " · ".join(filter(None, words))
