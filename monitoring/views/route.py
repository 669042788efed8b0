from django.views.generic import TemplateView

from .. import route, sketch
from .today import Work

MOST = 60


class RoutePage(Work, TemplateView):
    """A way through the villages of a day: of the cards ticked, else of the most urgent that a day holds."""

    template_name = "monitoring/route.html"
    heading = "เส้นทางวันนี้"

    def get_context_data(self, **kwargs):
        self.begin()
        waiting = self.today.cards("near", self.start.place)
        urgent = sorted(waiting, key=lambda card: card.on)
        picked = set(self.request.GET.getlist("stop")) or {card.key for card in self.a_days_cards()}
        chosen = [card for card in urgent if card.key in picked]
        stops = route.stops_of(chosen, self.today.places, self.start.place)
        known = [stop.place for stop in stops if stop.place]
        told = {
            "day": self.today.today,
            "stops": stops,
            "chosen": chosen,
            "others": [card for card in urgent if card.key not in picked][:MOST],
            "route_km": route.total(stops),
            "points": sketch.points_of(known, self.start.place),
            "box": (sketch.WIDTH, sketch.HEIGHT),
            "choice": self.choice,
            "area": self.area,
        }
        return super().get_context_data(**told | self.places() | kwargs)
