"""The page on which a village's team is confirmed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property

from sammachip.lib import thai
from sammachip.lib.card_screens import CardsScreen
from sammachip.lib.forms import Question
from villages.models import Criterion, Participation

from . import choosing, preparation, services, team
from .models import TeamMember

SAGES = ("ปราชญ์ชุมชน", reverse_lazy("sages:list"))


class Team(CardsScreen):
    permission_required = "sages.change_teammember"
    template_name = "sages/team.html"

    @cached_property
    def part(self):
        parts = Participation.objects.visible_to(self.request.user).with_place()
        return get_object_or_404(parts, pk=self.kwargs["pk"])

    @property
    def heading(self):
        return f"ทีมวิทยากร {self.part.village} ปี {self.part.plan.fiscal_year}"

    @property
    def crumbs(self):
        return [SAGES, (self.part.village.choice_label, self.part.get_absolute_url())]

    def lock(self):
        parts = Participation.objects.visible_to(self.request.user).select_for_update(of=("self",))
        get_object_or_404(parts, pk=self.part.pk)

    def deal(self):
        user = self.request.user
        seats = TeamMember.objects.visible_to(user).standing().filter(participation=self.part)
        seats = list(seats.select_related("sage", "meeting").prefetch_related("answers"))
        criteria = Criterion.objects.visible_to(user).filter(
            plan=self.part.plan, subject=Criterion.Subject.TRAINER
        )
        return list(team.team_cards(seats, list(criteria), preparation.of_seats(seats, user)))

    @cached_property
    def form(self):
        is_needed = any(card.is_confirmed_now for card in self.cards)
        return team.ConfirmForm(self.request.POST or None, year=self.part.plan.year, is_needed=is_needed)

    @property
    def day(self):
        return self.form.cleaned_data.get("joined_on") if self.form.is_valid() else None

    def faults(self):
        yield from ((None, sentence) for sentence in self.form.errors.get("joined_on", ()))
        yield from choosing.lead_faults(self.cards)
        yield from team.team_faults(self.cards, self.day)

    def asked(self):
        """A day outside the plan's year is asked about once."""
        is_confirming = any(card.is_confirmed_now for card in self.cards)
        is_outside = is_confirming and self.day and not self.part.plan.year.contains(self.day)
        if is_outside:
            told = team.OUTSIDE.format(thai.format_date(self.day), self.part.plan.fiscal_year)
            yield Question("year", told)

    def write(self):
        choices = [card.choice for card in self.changed]
        services.settle_team(choices, team.joined(self.cards, self.day), by=self.request.user)

    def done_url(self):
        messages.success(self.request, "บันทึกทีมวิทยากรแล้ว")
        return f"{self.part.get_absolute_url()}?year={self.part.plan.fiscal_year}#team"

    def get_context_data(self, **kwargs):
        told = {
            "part": self.part,
            "form": self.form,
            "confirmed": sum(card.seat.joined_on is not None for card in self.cards),
            "cancel_url": reverse("villages:detail", args=[self.part.village_id]),
        }
        return super().get_context_data(**told | kwargs)
