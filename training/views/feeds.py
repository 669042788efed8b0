from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from sammachip.lib import fiscal
from sammachip.lib.screens import Screen
from villages.frame import area_name

from ..feeds import calendar_of
from ..models import CalendarFeed
from ..services import feeds as services
from .sessions import SESSIONS

CALENDAR = ("ปฏิทิน", reverse_lazy("training:calendar"))
# One secret opens both calendars.
FEEDS = (("training:feed_ics", "การอบรม"), ("monitoring:feed_ics", "การติดตาม"))


class Feed(Screen, TemplateView):
    """One's own feed: when it was made and until when it holds; its addresses are shown once, as it is made."""

    permission_required = "training.view_calendarfeed"
    template_name = "training/feed.html"
    heading = "ปฏิทินบนโทรศัพท์"
    crumbs = [SESSIONS, CALENDAR]

    def get_context_data(self, **kwargs):
        feed = CalendarFeed.objects.visible_to(self.request.user).first()
        told = {"feed": feed, "addresses": [], "is_over": bool(feed and feed.expires_on < fiscal.today())}
        return super().get_context_data(**told | kwargs)

    def post(self, request):
        token = services.renew_feed(at=timezone.now(), by=request.user)
        addresses = [
            (words, request.build_absolute_uri(reverse(name, args=[token]))) for name, words in FEEDS
        ]
        return self.render_to_response(self.get_context_data(addresses=addresses))


@login_not_required
@require_safe
def feed_ics(request, token):
    """What the feed's user may see today, for whoever holds its address."""
    user = services.reader_of(token)
    if user is None:
        raise Http404

    def address_of(session):
        return request.build_absolute_uri(session.get_absolute_url())

    name = f"การอบรมสัมมาชีพ {area_name(user)}"
    text = calendar_of(services.sessions_for(user), name=name, address_of=address_of)
    return HttpResponse(
        text, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"}
    )
