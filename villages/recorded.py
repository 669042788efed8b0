"""By whom and when it was written down that people were chosen, and by which answers: from the rows' history."""

from django.utils import timezone


def recorded(rows, answers):
    """{row key: [(who, day)]}: by whom and when the choice of `rows` at a meeting and their `answers` were recorded.

    `answers`: {row key: answer rows}.
    """
    owners = {answer.pk: key for key, found in answers.items() for answer in found}
    chosen = [(record.id, record) for record in first_with_meeting(rows)]
    checked = [(owners[record.id], record) for record in last_of(owners, answers)]
    told = {row.pk: {} for row in rows}
    for key, record in sorted(chosen + checked, key=lambda pair: pair[1].history_date):
        told[key].setdefault((record.history_user, timezone.localdate(record.history_date)))
    return {key: list(found) for key, found in told.items()}


def past(rows):
    records = type(rows[0]).history.filter(id__in=[row.pk for row in rows]).select_related("history_user")
    return records.order_by("history_date", "history_id")


def first_with_meeting(rows):
    """Of each row chosen at a meeting, the record that first names it."""
    rows = [row for row in rows if row.meeting_id]
    kept = {}
    for record in past(rows).filter(meeting_id__isnull=False) if rows else ():
        kept.setdefault(record.id, record)
    return kept.values()


def last_of(owners, answers):
    """Of each answer, its last record."""
    found = [answer for each in answers.values() for answer in each]
    return {record.id: record for record in past(found)}.values() if owners else ()
