"""The page on which a team meeting chooses the village's target households."""

from villages.choosing import ChoosingScreen
from villages.models import Criterion, Meeting

from . import choosing, services
from .models import Enrolment, Household


class ChooseHouseholds(ChoosingScreen):
    permission_required = "households.add_enrolment"
    template_name = "households/choose.html"
    heading = "คัดเลือกครัวเรือนเป้าหมาย"
    kind, subject = Meeting.Kind.TEAM, Criterion.Subject.HOUSEHOLD
    unit, quota, taken = "ครัวเรือน", "households_wanted", choosing.ONCE_A_YEAR
    create_name, create_permission = "households:create", "households.add_enrolment"

    def standing(self):
        return Enrolment.objects.visible_to(self.request.user).standing().filter(participation=self.part)

    def deal_chosen(self):
        rows = self.standing().select_related("household").prefetch_related("answers")
        rows = rows.filter(meeting=None) | rows.filter(meeting=self.meeting)
        return choosing.enrolled_cards(rows, self.meeting, self.criteria)

    def deal_others(self):
        here = Household.objects.visible_to(self.request.user).filter(village=self.part.village)
        free = services.not_enrolled(here, self.part.plan.fiscal_year)
        return choosing.other_cards(self.page_of(free), self.criteria)

    def faults(self):
        yield from super().faults()
        yield from choosing.trade_faults(self.cards)

    def write(self):
        services.choose(self.meeting, [card.choice for card in self.changed], by=self.request.user)
