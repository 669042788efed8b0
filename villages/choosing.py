"""Choosing people at a meeting, on one page: the floors above say whom, and what is asked of each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.functions import Collate
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from sammachip.lib import fiscal, thai
from sammachip.lib.card_screens import CardsScreen
from sammachip.lib.cards import UUID, keys_of, seen_on
from sammachip.lib.seeking import any_part
from sammachip.lib.tables import THAI

from .models import Criterion, Meeting, Participation

NOT_YET = "การประชุมนี้กำหนดวันที่ {} ยังไม่ถึงวันประชุม จึงยังคัดเลือกไม่ได้ หากประชุมแล้ว โปรดแก้ไขวันที่ประชุมก่อน"
OVER = "บันทึกแล้ว ขณะนี้เลือก {} {} เกินโควตา {} {} โปรดตรวจสอบ"
A_PAGE = 30


def meeting_asked(request, kind):
    """The meeting that `?meeting=` names, if it is one of this kind that the viewer may see."""
    asked = request.GET.get("meeting", "")
    meetings = Meeting.objects.visible_to(request.user).filter(kind=kind)
    return meetings.filter(pk=asked).first() if UUID.fullmatch(asked) else None


class ChoosingScreen(CardsScreen):
    """Subclasses name kind, subject, unit, quota, taken, and give `standing()` (rows of the year), the cards, and `write()`.

    Who has been chosen stands on the first page, before those who may be: thirty a page, found by any part of a name.
    """

    kind = subject = unit = quota = create_name = create_permission = ""
    taken = ""  # the sentence for who can not be chosen any more

    @cached_property
    def meeting(self):
        meetings = Meeting.objects.visible_to(self.request.user).filter(kind=self.kind)
        meetings = meetings.select_related("participation__village__subdistrict", "participation__plan")
        return get_object_or_404(meetings, pk=self.kwargs["pk"])

    @property
    def part(self):
        return self.meeting.participation

    @cached_property
    def criteria(self):
        rows = Criterion.objects.visible_to(self.request.user)
        return list(rows.filter(plan=self.part.plan, subject=self.subject))

    @property
    def is_future(self):
        return self.meeting.held_on > fiscal.today()

    @property
    def crumbs(self):
        return [
            ("การประชุม", reverse("villages:meetings")),
            (
                f"{self.part.village} {thai.format_date(self.meeting.held_on, 'medium')}",
                self.meeting.get_absolute_url(),
            ),
        ]

    def lock(self):
        """Who chooses for the same village waits, and sees what was chosen before."""
        parts = Participation.objects.visible_to(self.request.user).select_for_update(of=("self",))
        get_object_or_404(parts, pk=self.part.pk)

    @property
    def words(self):
        """What was searched for."""
        return thai.tidy(self.request.GET.get("q", ""))[:100]

    def deal(self):
        self.chosen = list(self.deal_chosen())
        self.others = list(self.deal_others())
        return self.chosen + self.others

    def page_of(self, people):
        """Those who may be chosen, by name, as far as they are searched for; of a form those that it showed."""
        keys = keys_of(self.request.POST)
        if keys:
            people = people.filter(pk__in=keys)
        elif self.words:
            people = people.filter(any_part(self.words, "first_name", "last_name", starts=("house_no",)))
        ordered = people.order_by(Collate("first_name", THAI), Collate("last_name", THAI), "pk")
        page = 1 if keys else self.request.GET.get("page")
        self.page = Paginator(ordered, max(A_PAGE, len(keys))).get_page(page)
        return list(self.page)

    @property
    def shows_chosen(self):
        """Not between the pages of a search; and always where a form comes back."""
        return bool(self.request.POST) or (not self.words and self.page.number == 1)

    def faults(self):
        if self.is_future:
            yield None, self.not_yet
        open_keys = {card.key for card in self.cards if card.is_open}
        if any(key not in open_keys and self.is_newly_ticked(key) for key in keys_of(self.request.POST)):
            yield None, self.taken

    def is_newly_ticked(self, key):
        data = self.request.POST
        return f"chosen-{key}" in data and not seen_on(data, key).get("chosen")

    @property
    def not_yet(self):
        return NOT_YET.format(thai.format_date(self.meeting.held_on)) if self.is_future else ""

    def done_url(self):
        """Back to the meeting; who is in the midst of a long list stays in it."""
        count = self.standing().count()
        if self.wanted is not None and count > self.wanted:
            messages.warning(self.request, OVER.format(count, self.unit, self.wanted, self.unit))
        else:
            messages.success(self.request, f"บันทึกการคัดเลือกแล้ว เลือกแล้ว {self.tally(count)}")
        return self.request.get_full_path() if self.request.GET else self.meeting.get_absolute_url()

    def tally(self, count):
        return (
            f"{count:,} {self.unit}" if self.wanted is None else f"{count:,} จาก {self.wanted:,} {self.unit}"
        )

    @property
    def wanted(self):
        """The village's quota; None where it has none."""
        return getattr(self.part, self.quota)

    @property
    def create_url(self):
        """Where someone who is not in the register is added; from there one comes back."""
        if not self.request.user.has_perm(self.create_permission):
            return ""
        asked = {
            "village": self.part.village_id,
            "meeting": self.meeting.pk,
            "year": self.part.plan.fiscal_year,
        }
        return reverse(self.create_name, query=asked)

    def get_context_data(self, **kwargs):
        count = self.standing().count()
        shown = [*(self.chosen if self.shows_chosen else ()), *self.others]
        told = {
            "meeting": self.meeting,
            "part": self.part,
            "chosen": self.chosen if self.shows_chosen else [],
            "candidates": self.others,
            "page": self.page,
            "words": self.words,
            "count": count,
            "quota": self.wanted,
            "over": max(count - self.wanted, 0) if self.wanted is not None else 0,
            "unseen": count - sum(card.is_counted for card in shown),
            "not_yet": self.not_yet,
            "create_url": self.create_url,
        }
        return super().get_context_data(**told | kwargs)
