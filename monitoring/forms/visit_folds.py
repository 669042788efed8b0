"""What a short visit does not need, folded away: each fold opens by itself where something is told or wrong."""

from dataclasses import dataclass

from sammachip.lib import thai


@dataclass(frozen=True)
class Fold:
    name: str
    title: str
    fields: list
    note: str = ""
    is_open: bool = False


def is_told(bound):
    return bound.value() not in (None, "", [], False)


def fold(form, name, title, names, *, asked_by=None, note=""):
    """`asked_by`: names of the fields that open it when they hold something."""
    bound = [form[each] for each in names]
    opening = names if asked_by is None else asked_by
    is_open = any(each.errors or (each.name in opening and is_told(each)) for each in bound)
    return Fold(name, title, bound, note, is_open)


def folds_of(form):
    answers, visit = form.answers.names, form.instance
    if answers:
        yield fold(form, "answers", "คำถามของปีนี้", answers, note=f"{len(answers)} ข้อ")
    if "inputs" in form.fields:
        yield fold(form, "inputs", "ปัจจัยที่สนับสนุน", ["inputs"])
    if form.helps:
        named = [name for name in form.helps.names if name.endswith("-name")]
        yield fold(form, "helps", "ช่วยหรือสอนครัวเรือนอื่น", form.helps.names, asked_by=named)
    yield fold(form, "companions", "ผู้ร่วมติดตาม", ["companions"], note="ไปคนเดียว ไม่ต้องกรอก")
    on = form.initial.get("visited_on") or visit.visited_on
    note = f"{thai.format_date(on, 'medium')} · {dict(form.fields['kind'].choices).get(form['kind'].value(), '')}"
    yield fold(
        form, "day", "วันที่ ผู้ที่ได้พบ และประเภท", ["visited_on", "met", "kind"], asked_by=["met"], note=note
    )
