from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from sammachip.lib import fiscal
from sammachip.lib.fiscal import FiscalYear
from sammachip.lib.screens import Screen
from villages.frame import year_of, years_of

from .. import load, route
from ..forms.today import StartForm, TodayForm
from ..looking import area_of
from ..starting import start_of
from ..today import TABS, Today

SHOWN = 30


class Work(Screen):
    """What the pages of a day's work have in common: whose work it is, and from where they go."""

    permission_required = "monitoring.view_visit"

    def begin(self):
        """Read the work of the viewer, narrowed to what the address asks for. Today is of this year, whichever is looked at."""
        user, present = self.request.user, FiscalYear.current()
        self.year = present if present.year in years_of(self.request) else year_of(self.request)
        self.area = area_of(self.request)
        self.today = Today(user, self.year, fiscal.today(), self.area.code)
        parts = self.today.reading.participations.values()
        here = {part.village_id: part.village for part in parts if part.plan.fiscal_year == self.year.year}
        self.villages = sorted(here.values(), key=lambda village: village.code)
        self.form = TodayForm(self.request.GET, self.villages)
        self.today.narrowed = self.form.asked
        self.choice = StartForm(self.request.GET, self.villages)
        places = self.today.places
        self.start = start_of(self.request.GET, self.choice.village, places, self.villages)

    def a_days_cards(self):
        """The most urgent, as many as one officer can do in a day."""
        return self.today.cards("now")[
            : load.a_day(self.today.reading.participations.values(), self.year.year)
        ]

    def places(self):
        return {
            "places": self.today.places,
            "start": self.start,
            "is_invented": self.request.user.is_demo,
            "has_places": bool(self.today.places),
        }


class TodayPage(Work, TemplateView):
    template_name = "monitoring/today.html"
    heading = "งานวันนี้"

    def get_context_data(self, **kwargs):
        self.begin()
        tab = self.request.GET.get("tab", "")
        tab = tab if tab in dict(TABS) else "now"
        cards = self.today.cards(tab, self.start.place)
        page = Paginator(cards, SHOWN).get_page(self.request.GET.get("page"))
        stops = route.stops_of(self.a_days_cards(), self.today.places, self.start.place)
        told = {
            "tab": tab,
            "tabs": self.tabs(tab),
            "page": page,
            "form": self.form,
            "choice": self.choice,
            "area": self.area,
            "day": self.today.today,
            "weeks": load.weeks_of(self.today.agenda),
            "undated": self.today.undated(),
            "left_over": len(self.today.agenda.duties.left_over()),
            "year_before": self.year.year - 1,
            "stops": stops,
            "route_km": route.total(stops),
            "asked": self.form.asked,
        }
        return super().get_context_data(**told | self.places() | kwargs)

    def tabs(self, current):
        counts, kept = self.today.counts(), urlencode(self.form.asked | self.area.asked)
        for name, label in TABS:
            url = f"?tab={name}{f'&{kept}' if kept else ''}{self.start.kept if name == 'near' else ''}"
            count = counts[name] if name != "near" else None
            yield {"name": name, "label": label, "count": count, "url": url, "is_current": name == current}
