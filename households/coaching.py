"""The page on which each household of a village's year is given the sage that looks after it."""

from collections import Counter
from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from sages.models import TeamMember
from sammachip.lib import thai
from sammachip.lib.merging import Conflict
from sammachip.lib.screens import Screen
from villages.models import Participation

from . import matching, services, trades
from .models import Enrolment, Occupation, TradeSynonym

NOBODY = "ยังไม่มีผู้ดูแล"
NOT_OFFERED = "ปราชญ์ที่เลือกให้{}ไม่อยู่ในทีมวิทยากรแล้วหรือไม่อยู่ในพื้นที่ของท่าน โปรดเลือกใหม่"
GONE = "มี {:,} ครัวเรือนที่ถอนตัวหรือย้ายออกระหว่างที่ท่านเปิดหน้านี้ จึงไม่ได้บันทึก"
OVER = "{} ดูแล {:,} ครัวเรือน เกินเกณฑ์ของแผน {:,} ครัวเรือนต่อคน"


def nearest(seats, participation):
    """The village's own seats; where it has none, those of its ตำบล, else of its district."""
    place = participation.village_id[:6]
    own = [seat for seat in seats if seat.participation_id == participation.pk]
    return own or [seat for seat in seats if seat.participation.village_id.startswith(place)] or seats


def as_seat(member, kinds):
    """`kinds`: {trade as matched: kind of occupation}, the office's own table."""
    texts = [member.sage.expertise, member.sage.main_occupation]
    words = matching.words_of(*texts)
    known = {thai.key(kind.label): kind.value for kind in Occupation} | kinds
    found = {known[word] for word in {*map(thai.key, texts), *words} if word in known}
    return matching.Seat(str(member.pk), words, frozenset(found - {Occupation.OTHER}), member.coached_count)


def as_learner(enrolment):
    kind = "" if enrolment.occupation == Occupation.OTHER else enrolment.occupation
    return matching.Learner(enrolment.pk, matching.words_of(enrolment.trade), kind)


@dataclass
class Line:
    """One household on the page. `seen`: its coach as the page shows it; `chosen`: what its field holds. Keys as text."""

    enrolment: Enrolment
    seen: str
    chosen: str
    proposal: matching.Proposal | None = None
    load: int = 0
    options: list = field(default_factory=list)

    @property
    def name(self):
        return f"coach-{self.enrolment.pk}"

    @property
    def is_proposed(self):
        return bool(self.proposal and self.chosen == self.proposal.seat)

    @property
    def state(self):
        """Where the field's choice comes from, in a word and a tone; coaches.js says the same as it is changed."""
        if self.is_proposed:
            return "เสนอ", "gold"
        if self.chosen != self.seen:
            return "รอบันทึก", "blue"
        return ("บันทึกแล้ว", "green") if self.seen else ("ยังไม่มีผู้ดูแล", "grey")


class Coaches(Screen, TemplateView):
    permission_required = "households.change_enrolment"
    template_name = "households/coaches.html"
    heading = "จัดปราชญ์ผู้ดูแลครัวเรือน"
    conflicts, errors = (), ()
    typed = {}  # {enrolment's key: what its field held} of a page that comes back

    @cached_property
    def participation(self):
        rows = Participation.objects.visible_to(self.request.user).with_place()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def quota(self):
        return self.participation.plan.households_per_sage

    @property
    def crumbs(self):
        village = self.participation.village
        return [(village.choice_label, village.get_absolute_url())]

    @cached_property
    def members(self):
        """{key: seat} of those who may be chosen."""
        return {str(seat.pk): seat for seat in self.seats()}

    def seats(self):
        rows = TeamMember.objects.visible_to(self.request.user).standing().with_names().with_work()
        seats = list(rows.filter(participation__plan=self.participation.plan_id).order_by("role", "pk"))
        return nearest(seats, self.participation)

    def enrolments(self):
        rows = Enrolment.objects.visible_to(self.request.user).standing()
        return rows.filter(participation=self.participation).select_related("household", "coach__sage")

    def proposals(self, enrolments):
        district = self.participation.plan.district_id
        synonyms = TradeSynonym.objects.visible_to(self.request.user).filter(district=district)
        kinds = trades.kinds_of_trades(synonyms)
        seats = [as_seat(member, kinds) for member in self.members.values()]
        waiting = [as_learner(row) for row in enrolments if row.coach_id is None]
        return matching.propose(waiting, seats, self.quota)

    def lines(self):
        rows = sorted(self.enrolments(), key=lambda row: thai.sort_key(str(row.household.first_name)))
        proposals = self.proposals(rows)
        return [self.line(row, proposals.get(row.pk)) for row in rows]

    def line(self, row, proposal):
        seen = str(row.coach_id or "")
        chosen = self.typed.get(str(row.pk), seen or (proposal.seat if proposal else ""))
        load = self.members[proposal.seat].coached_count if proposal else 0
        return Line(row, seen, chosen, proposal, load, self.options(row, chosen))

    def options(self, row, chosen):
        """[(key, words, is chosen)]; a present coach from elsewhere stays among them."""
        names = {key: f"{seat.sage} · {seat.sage.expertise}" for key, seat in self.members.items()}
        if row.coach_id and str(row.coach_id) not in names:
            names[str(row.coach_id)] = f"{row.coach.sage} · ไม่อยู่ในทีมของหมู่บ้านนี้แล้ว"
        return [(key, words, key == chosen) for key, words in names.items()]

    def loads(self, lines):
        """[(seat, how many as the page's fields stand, how many of them elsewhere)]"""
        here = Counter(line.seen for line in lines)
        chosen = Counter(line.chosen for line in lines)
        for key, seat in self.members.items():
            outside = seat.coached_count - here[key]
            yield seat, outside + chosen[key], outside

    def get_context_data(self, **kwargs):
        lines = self.lines()
        village = self.participation.village
        told = {
            "participation": self.participation,
            "lines": lines,
            "loads": list(self.loads(lines)),
            "quota": self.quota,
            "proposed": sum(line.is_proposed for line in lines),
            "conflicts": self.conflicts,
            "errors": self.errors,
            "cancel_url": village.get_absolute_url(),
            "is_from_elsewhere": any(
                seat.participation_id != self.participation.pk for seat in self.members.values()
            ),
        }
        return super().get_context_data(**told | kwargs)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        rows = self.enrolments().select_for_update(of=("self",)).order_by("pk")
        now = {str(row.pk): row for row in rows if f"coach-{row.pk}" in request.POST}
        settled = {key: self.settled(key, row) for key, row in now.items()}
        self.errors = [
            NOT_OFFERED.format(now[key].household)
            for key, each in settled.items()
            if each.is_changed and each.coach and each.coach not in self.members
        ]
        self.conflicts = [self.conflict(now[key]) for key, each in settled.items() if each.is_clash]
        if self.errors or self.conflicts:
            self.typed = {
                key: request.POST[f"coach-{key}"] if each.is_changed or each.is_clash else each.coach
                for key, each in settled.items()
            }
            return self.get(request, *args, **kwargs)
        return self.saved({now[key]: each.coach or None for key, each in settled.items() if each.is_changed})

    def settled(self, key, row):
        posted = self.request.POST
        name = f"coach-{key}"
        choice = posted.get(f"choose-{name}", "") if name in posted.getlist("asked") else None
        seen, chosen = posted.get(f"seen-{key}", ""), posted[name]
        return matching.settle(seen=seen, now=str(row.coach_id or ""), chosen=chosen, choice=choice)

    def conflict(self, row):
        posted, now = self.request.POST, str(row.coach_id or "")
        told = [
            self.called(key, row)
            for key in (posted.get(f"seen-{row.pk}", ""), now, posted[f"coach-{row.pk}"])
        ]
        return Conflict(f"coach-{row.pk}", str(row.household), *told)

    def called(self, key, row):
        if key and key == str(row.coach_id):
            return str(row.coach.sage)
        return str(self.members[key].sage) if key in self.members else "ไม่ทราบ" if key else NOBODY

    def saved(self, changes):
        count = services.assign_coaches(changes, by=self.request.user)
        if count:
            messages.success(self.request, f"บันทึกปราชญ์ผู้ดูแลของ {count:,} ครัวเรือนแล้ว")
        else:
            messages.info(self.request, "ไม่มีข้อมูลเปลี่ยนแปลง")
        self.warn()
        return redirect(self.participation.get_absolute_url())

    def warn(self):
        """Of households that went away meanwhile, and of sages with more than the plan's number."""
        standing = {f"coach-{row.pk}" for row in self.enrolments()}
        asked = {name for name in self.request.POST if name.startswith("coach-")}
        if gone := asked - standing:
            messages.warning(self.request, GONE.format(len(gone)))
        for seat in self.seats():
            if seat.coached_count > self.quota:
                messages.warning(self.request, OVER.format(seat.sage, seat.coached_count, self.quota))
