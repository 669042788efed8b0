from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sammachip.lib import fiscal, thai
from sammachip.lib.fiscal import FiscalYear
from training.services.feeds import reader_of
from villages.frame import area_name

from ..duties import Duties
from ..feeds import calendar_of
from ..tasks import Agenda


@login_not_required
@require_safe
def feed_ics(request, token):
    """On which days which villages are to be visited, for whoever holds the address of one who goes there."""
    user = reader_of(token)
    if user is None or not user.has_perm("monitoring.add_visit"):
        raise Http404

    def address_of(day, village):
        asked = {"village": village.code, "since": thai.format_date(day), "until": thai.format_date(day)}
        return request.build_absolute_uri(f"{reverse('monitoring:plan')}?{urlencode(asked)}")

    agenda = Agenda(Duties(user, FiscalYear.current(), fiscal.today()))
    name = f"ติดตามสัมมาชีพ {area_name(user)}"
    text = calendar_of(agenda, name=name, now=timezone.now(), address_of=address_of)
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
