"""How far the activities of a plan have come, asked in one query a list: the days of their sessions."""

from django.db.models import Case, CharField, DateField, Max, Min, OuterRef, Q, Subquery, Value, When

from sammachip.lib.counting import count_of, related_rows

from .models import Activity
from .planning import State


def with_progress(activities):
    """Columns `session_count`, `first_session_on`, `last_session_on`."""
    sessions = related_rows(Activity, "sessions")
    return activities.annotate(
        session_count=count_of(sessions, "activity"),
        first_session_on=_day(sessions, Min("starts_on")),
        last_session_on=_day(sessions, Max("ends_on")),
    )


def _day(sessions, reckoned):
    found = sessions.filter(activity=OuterRef("pk")).order_by().values("activity").annotate(day=reckoned)
    return Subquery(found.values("day"), output_field=DateField())


def in_state(activities, state, today):
    """Those `with_progress` that `planning.state_of` calls so: the same rule, told to the database."""
    done = Q(done_on__isnull=False) | Q(last_session_on__lt=today)
    begun = Q(starts_on__lte=today) | Q(first_session_on__lte=today)
    ways = ((done, State.DONE), (Q(ends_on__lt=today), State.LATE), (begun, State.RUNNING))
    cases = [When(way, then=Value(name.value)) for way, name in ways]
    stands = Case(*cases, default=Value(State.PLANNED.value), output_field=CharField())
    return activities.annotate(stands=stands).filter(stands=state)
