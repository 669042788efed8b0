"""Verbs over calendar feeds: make or renew one's own, find the one that an address opens, and what it tells."""

import datetime

from django.db.models import Max, OuterRef, Subquery

from sammachip.lib import fiscal

from ..models import CalendarFeed, Session
from ..models.feeds import hash_of, new_token

HOLDS_FOR = datetime.timedelta(days=365)
BACK, AHEAD = datetime.timedelta(days=60), datetime.timedelta(days=400)


def renew_feed(*, at, by):
    """A new secret for one's own feed, told only now; the one before it opens nothing any more."""
    token = new_token()
    told = {"token_hash": hash_of(token), "made_at": at, "expires_on": fiscal.today() + HOLDS_FOR}
    CalendarFeed.objects.update_or_create(user=by, defaults=told)
    return token


def reader_of(token):
    """Whose feed this secret opens today: a user who may see sessions of some area; else None."""
    feed = CalendarFeed.objects.of_token(token, fiscal.today()).select_related("user").first()
    user = feed and feed.user
    return user if user and user.has_perm("training.view_session") and user.areas else None


def sessions_for(user):
    """Sessions that a feed tells, with `changed_at`: when each was last written."""
    today = fiscal.today()
    written = Session.history.filter(id=OuterRef("pk")).order_by().values("id")
    latest = Subquery(written.annotate(at=Max("history_date")).values("at"))
    rows = Session.objects.visible_to(user).on_days(today - BACK, today + AHEAD)
    return rows.with_place().with_came().annotate(changed_at=latest).order_by("starts_on", "pk")
