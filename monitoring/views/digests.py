from django.conf import settings
from django.urls import reverse_lazy
from django.views.generic import TemplateView

from sammachip.lib import fiscal
from sammachip.lib.screens import Screen

from ..digests import kinds_of, message_for
from ..models import Digest

SHOWN = 30


class DigestPage(Screen, TemplateView):
    """The viewer's own reminder of today, ready to be copied, and those that went out before."""

    permission_required = "monitoring.view_digest"
    template_name = "monitoring/digest.html"
    heading = "ข้อความเตือน"
    crumbs = [("การติดตาม", reverse_lazy("monitoring:list"))]

    def get_context_data(self, **kwargs):
        user, today = self.request.user, fiscal.today()
        base = settings.PUBLIC_URL or self.request.build_absolute_uri("/")
        past = Digest.objects.visible_to(user).order_by("-for_on", "kind")[:SHOWN]
        reminders = [message_for(user, kind, today, base) for kind in kinds_of(user)]
        return super().get_context_data(reminders=reminders, past=past, **kwargs)
