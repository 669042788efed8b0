"""A visit from a phone: the desk's own form decides, with the sentences of the desk."""

import datetime

from django.core.exceptions import ValidationError
from django.http import QueryDict

from monitoring.baselines import baseline_for
from monitoring.forms.setting import Setting
from monitoring.forms.visits import VisitForm
from monitoring.services.visits import record_visit
from sammachip.lib import fiscal
from sammachip.lib.fields import ThaiDateField

from .. import clock
from ..models import Submission
from ..outcomes import UNKNOWN, Outcome, State, parked, rejected
from .subjects import begun_visit

BY_ARRIVAL = "วันที่ตามเวลาที่รายการมาถึง"
SENDERS_OWN = "monitoring.add_visit"


def apply_visit(op, *, sender, sent_at, received_at, taken_by=None, settings=None):
    """`taken_by`: a person at the desk takes it in, whoever answers for the area by now."""
    dating = dated(op, sent_at, received_at)
    begun = begun_visit(op.data, sender, dating.on or fiscal.today())
    if not begun:
        return rejected("unknown_subject", UNKNOWN, skew=dating.skew, flags=dating.flags)
    visit, found = begun
    about = {"area_code": found.area_code, "label": visit.subject_name[:200], "skew": dating.skew}
    if not taken_by and not (found.is_own and sender.has_perm(SENDERS_OWN)):
        return parked(**about, flags=dating.flags)
    visit.pk = op.record_id
    return written(
        form_of(op, visit, dating, sender, setting_of(visit, taken_by or sender, settings)),
        dating,
        sender,
        about,
    )


def written(form, dating, sender, about):
    form.is_valid()
    if form.errors:
        errors = {"" if name == "__all__" else name: list(words) for name, words in form.errors.items()}
        return rejected("not_valid", errors=errors, **about, flags=dating.flags)
    flags = dating.flags
    if form.questions:
        flags += (Submission.Flag.UNASKED,)
    record_visit(form.instance, income=form.told, by=sender, **form.told_with)
    more = {"unasked": [question.sentence for question in form.questions]} if form.questions else {}
    return Outcome(State.APPLIED, **about, flags=flags, more=more)


def setting_of(visit, user, settings):
    """What the forms of one village's year ask with is read once a batch."""
    known = {} if settings is None else settings
    return known.setdefault(visit.participation_id, Setting(user, visit.participation))


def form_of(op, visit, dating, sender, setting):
    return VisitForm(
        typed(op.data, dating),
        user=sender,
        instance=visit,
        baseline=baseline_for(visit),
        setting=setting,
    )


def typed(data, dating):
    """As if it had been typed at the desk; a day that the clock does not bear out becomes the day of arrival."""
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    if clock.ARRIVAL in dating.flags:
        query["visited_on"] = written_day(dating.on)
        if not query.get("phase_reason"):
            query["phase_reason"] = BY_ARRIVAL
        appointment = day_in(query.get("next_on"))
        if appointment and appointment <= dating.on:
            del query["next_on"]
    return query


def dated(op, sent_at, received_at):
    said_on = day_in(op.data.get("visited_on"))
    if said_on and not 2400 <= said_on.year + 543 <= 2698:
        said_on = None
    return clock.dated(
        said_on,
        told_at=op.told_at,
        sent_at=sent_at,
        received_at=received_at,
        arrival=received_at.astimezone(fiscal.BANGKOK).date(),
        year_of=fiscal.FiscalYear.of,
    )


def day_in(text):
    try:
        day = ThaiDateField(required=False).clean(text if isinstance(text, str) else "")
    except ValidationError:
        return None
    return day if isinstance(day, datetime.date) else None


def written_day(day):
    return f"{day:%d/%m}/{day.year + 543}"
