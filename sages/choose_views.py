"""The page on which a leaders' meeting chooses the village's sages."""

from villages.choosing import ChoosingScreen
from villages.models import Criterion, Meeting

from . import choosing, services
from .models import Sage, TeamMember


class ChooseSages(ChoosingScreen):
    permission_required = "sages.add_teammember"
    template_name = "sages/choose.html"
    heading = "คัดเลือกปราชญ์ชุมชน"
    kind, subject = Meeting.Kind.LEADERS, Criterion.Subject.SAGE
    unit, quota, taken = "คน", "sages_wanted", choosing.ONE_TEAM
    create_name, create_permission = "sages:create", "sages.add_sage"

    def standing(self):
        return TeamMember.objects.visible_to(self.request.user).standing().filter(participation=self.part)

    def deal_chosen(self):
        seats = self.standing().select_related("sage", "meeting").prefetch_related("answers")
        return choosing.seated_cards(seats, self.meeting, self.criteria)

    def deal_others(self):
        here = Sage.objects.visible_to(self.request.user).filter(village=self.part.village)
        others = self.page_of(here.exclude(pk__in=[card.about.pk for card in self.chosen]))
        taken = choosing.teams_of(others, self.part.plan.fiscal_year, self.request.user)
        return choosing.other_cards(others, self.criteria, taken)

    def faults(self):
        yield from super().faults()
        yield from choosing.lead_faults(self.cards)

    def write(self):
        services.choose(self.meeting, [card.choice for card in self.changed], by=self.request.user)
