"""Verbs over what meetings choose: keep the answers of a checklist, take a choice back."""

from django.db import router, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from sammachip.lib.cards import Refused

AT_ONCE = 500


@transaction.atomic
def keep_answers(model, wanted, *, whose, by):
    """`wanted`: {(row, criterion key): True | False | None}, None takes an answer back; `whose`: the column of the row."""
    rows = {row.pk for row, _ in wanted}
    stored = model.objects.select_for_update().filter(**{f"{whose}__in": rows}).order_by("pk")
    known = {(getattr(answer, f"{whose}_id"), answer.criterion_id): answer for answer in stored}
    added, changed, gone = [], [], []
    for (row, criterion), is_met in wanted.items():
        answer = known.get((row.pk, criterion))
        if answer is None and is_met is not None:
            added.append(model(**{whose: row}, criterion_id=criterion, is_met=is_met))
        elif answer is not None and is_met is None:
            gone.append(answer)
        elif answer is not None and answer.is_met != is_met:
            answer.is_met = is_met
            changed.append(answer)
    add_rows(added, by=by)
    change_rows(changed, ["is_met"], by=by)
    remove_rows(gone, by=by)


@transaction.atomic
def take_back(rows, *, meeting, refusal, by):
    """What the meeting chose by mistake: a row that came with the choice goes, one that was there before stays.

    `refusal`: the sentence, with room for the row's name, where other work rests on it already.
    """
    if not rows:
        return
    model = type(rows[0])
    made = model.history.filter(history_type="+", meeting_id=meeting.pk, id__in=[row.pk for row in rows])
    made = set(made.values_list("id", flat=True))
    for row in rows:
        row.meeting = None
    change_rows([row for row in rows if row.pk not in made], ["meeting"], by=by)
    for row in rows:
        if row.pk in made:
            try:
                remove_rows([*row.answers.all(), row], by=by)
            except ProtectedError as error:
                raise Refused(refusal.format(row.called)) from error


def add_rows(rows, *, by):
    if rows:
        bulk_create_with_history(rows, type(rows[0]), batch_size=AT_ONCE, default_user=by)


def change_rows(rows, columns, *, by):
    for row in rows:
        row.version += 1
    if rows:
        columns = [*columns, "version"]
        bulk_update_with_history(rows, type(rows[0]), columns, batch_size=AT_ONCE, default_user=by)


def remove_rows(rows, *, by):
    """One by one, since each asks whether something rests on it."""
    for row in rows:
        row._history_user = by
        row.delete()


def is_rested_on(row):
    """Whether another row keeps this one from being removed."""
    try:
        Collector(using=router.db_for_write(type(row)), origin=row).collect([row])
    except ProtectedError:
        return True
    return False


def move(rows, row, step, *, by):
    """Move `row` one place up (-1) or down (1) among `rows`, which stand in their order; only what changes is written."""
    at = next(place for place, each in enumerate(rows) if each.pk == row.pk)
    if 0 <= at + step < len(rows):
        rows.insert(at + step, rows.pop(at))
    moved = [(place, each) for place, each in enumerate(rows, 1) if each.order != place]
    for place, each in moved:
        each.order = place
    change_rows([each for _, each in moved], ["order"], by=by)
