"""Rows that belong to a visit, brought to what was told: answers, who came along, whom the household helped."""

from accounts.models import Photo
from villages.models import VisitQuestion
from villages.services import add_rows, change_rows, remove_rows

from ..models import Companion, Help, VisitAnswer


def keep_answers(visit, wanted, *, by):
    """`wanted`: {question key: (text, number)}; the counts of photo questions stay."""
    photo = VisitQuestion.Kind.PHOTO
    stored = {row.question_id: row for row in visit.answers.exclude(question__kind=photo)}
    changed = []
    for key in wanted.keys() & stored.keys():
        row = stored[key]
        if (row.text, row.number) != wanted[key]:
            row.text, row.number = wanted[key]
            changed.append(row)
    add_rows([answer(visit, key, wanted[key]) for key in wanted if key not in stored], by=by)
    change_rows(changed, ["text", "number"], by=by)
    remove_rows([row for key, row in stored.items() if key not in wanted], by=by)


def answer(visit, key, told):
    return VisitAnswer(visit=visit, question_id=key, text=told[0], number=told[1])


def count_photos(visit, question, *, by):
    """The answer to a photo question: how many photos bear its words."""
    count = Photo.objects.of(visit).filter(caption=question.text).count()
    row = visit.answers.filter(question=question).first()
    if row and row.number != count and count:
        row.number = count
        change_rows([row], ["number"], by=by)
    elif row is None and count:
        add_rows([answer(visit, question.pk, ("", count))], by=by)


def keep_companions(visit, wanted, *, by):
    """`wanted`: {(column, key as text)}."""
    stored = {(column, str(key)): row for row in visit.companions.all() for column, key in who(row)}
    added = [
        Companion(visit=visit, **{f"{column}_id": key}) for column, key in sorted(wanted - stored.keys())
    ]
    add_rows(added, by=by)
    remove_rows([row for key, row in stored.items() if key not in wanted], by=by)


def who(companion):
    named = {name: getattr(companion, f"{name}_id") for name in ("user", "support_person", "agency")}
    return [(column, key) for column, key in named.items() if key]


def keep_helps(visit, wanted, *, by):
    """`wanted`: [(kind, household key or None, name in no register)]."""
    stored = {(row.kind, row.helped_id, row.helped_name): row for row in visit.helps.all()}
    columns = ("kind", "helped_id", "helped_name")
    helper = visit.enrolment.household
    added = [told for told in dict.fromkeys(wanted) if told not in stored]
    remove_rows([row for told, row in stored.items() if told not in wanted], by=by)
    add_rows(
        [Help(visit=visit, helper=helper, **dict(zip(columns, told, strict=True))) for told in added], by=by
    )
