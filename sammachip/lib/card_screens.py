"""The screen of a page of cards: deals them, reads what was changed, writes all of it or nothing."""

from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.views.generic import TemplateView

from .cards import Refused
from .constraints import sentence_of
from .screens import Screen


class CardsScreen(Screen, TemplateView):
    """Subclasses give `deal()` (the cards), `faults()` ((card or None, sentence)), `write()`, `lock()` and `done_url()`.

    `asked()` gives questions about what is unusual but may be right: a person says so once.
    """

    cards, faults_found, questions = (), (), ()

    def get(self, request, *args, **kwargs):
        self.cards = self.deal()
        return super().get(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        self.lock()
        self.cards = self.deal()
        for card in self.cards:
            card.read(request.POST)
        self.faults_found = list(self.faults())
        answered = request.POST.getlist("confirm")
        self.questions = [question for question in self.asked() if question.code not in answered]
        if not self.faults_found and not self.questions:
            self.faults_found = self.attempt()
        if self.faults_found or self.questions:
            return self.render_to_response(self.get_context_data(**kwargs))
        return redirect(self.done_url())

    def asked(self):
        return ()

    def attempt(self):
        """Write all or nothing; what stands in the way, if anything does."""
        try:
            with transaction.atomic():
                self.write()
        except (IntegrityError, Refused) as error:
            return [(None, str(error) if isinstance(error, Refused) else sentence_of(error))]
        return []

    @property
    def changed(self):
        return [card for card in self.cards if card.changes]

    def get_context_data(self, **kwargs):
        told = {"cards": self.cards, "faults": self.faults_found, "questions": self.questions}
        return super().get_context_data(**told | kwargs)
