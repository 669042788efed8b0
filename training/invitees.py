"""Who may teach in a session and who may come to it, as a person ticks them: own village first."""

from dataclasses import dataclass, field

from django.db.models import Q

from households.models import Enrolment
from sages.models import TeamMember
from sammachip.lib import thai
from sammachip.lib.ticking import ticked

from .models import Session
from .rollcall import name_order

TEACHERS, SAGES, HOUSEHOLDS = "teacher", "sage", "household"
MOST_OTHERS = 1000


@dataclass(frozen=True)
class Choice:
    """One person to tick. `is_on`: ticked now; `was_on`: ticked when the page was shown."""

    key: str
    name: str
    place: str
    about: str
    gone: str
    is_own: bool
    is_on: bool
    was_on: bool


@dataclass(frozen=True)
class Group:
    """People ticked under one name: those of the session's village, and the others."""

    name: str
    title: str
    choices: list = field(default_factory=list)
    more: list = field(default_factory=list)  # keys that may be chosen besides, from a list of their own

    @property
    def own(self):
        return [choice for choice in self.choices if choice.is_own or choice.was_on]

    @property
    def others(self):
        return [choice for choice in self.choices if not (choice.is_own or choice.was_on)]

    @property
    def keys(self):
        return [choice.key for choice in self.choices] + self.more

    def changes(self, now, data):
        """What to add and to take out, by what was posted; `now`: keys as they stand."""
        return ticked(
            self.keys, now=now, seen=data.getlist(f"{self.name}-seen"), chosen=data.getlist(self.name)
        )


class People:
    """The groups of one session; `data` as it was posted, where the page comes back with it."""

    def __init__(self, session, user, data=None):
        self.session, self.user, self.data = session, user, data
        self.year = session.participation.plan.fiscal_year
        invited = list(session.invitations.values_list("enrolment_id", "team_member_id"))
        self.now = {
            TEACHERS: set(map(str, session.teachings.values_list("team_member_id", flat=True))),
            SAGES: {str(seat) for _, seat in invited if seat},
            HOUSEHOLDS: {str(household) for household, _ in invited if household},
        }
        self.others = [] if session.is_for_team else self.households_elsewhere()
        self.groups = [self.teachers(), *self.invited()]

    def changes(self):
        """{group's name: what to add and to take out}"""
        changed = {group.name: group.changes(self.now[group.name], self.data) for group in self.groups}
        return {name: changed.get(name, ticked([], now=[], seen=[], chosen=[])) for name in self.now}

    def invited(self):
        kind = self.session.kind
        if kind in (Session.Kind.TEAM, Session.Kind.STUDY_VISIT) or self.now[SAGES]:
            yield Group(SAGES, "ปราชญ์ที่เชิญ", self.seats(SAGES))
        if kind != Session.Kind.TEAM or self.now[HOUSEHOLDS]:
            yield Group(HOUSEHOLDS, "ครัวเรือนที่เชิญ", self.households(), [str(row.pk) for row in self.others])

    def teachers(self):
        return Group(TEACHERS, "วิทยากร", self.seats(TEACHERS))

    def seats(self, group):
        if not hasattr(self, "_seats"):
            standing = Q(left_on=None, fiscal_year=self.year)
            known = Q(pk__in=self.now[TEACHERS] | self.now[SAGES])
            rows = TeamMember.objects.visible_to(self.user).filter(standing | known).with_names()
            self._seats = sorted(rows, key=self.order)
        shown = [row for row in self._seats if row.left_on is None or str(row.pk) in self.now[group]]
        return [self.choice(group, row, self.about(row), ("ออกจากทีม", row.left_on)) for row in shown]

    def about(self, seat):
        lead = seat.get_role_display() if seat.role == TeamMember.Role.LEAD else ""
        return " · ".join(filter(None, [lead, seat.sage.expertise]))

    def households(self):
        standing = Q(participation=self.session.participation_id, withdrawn_on=None)
        known = Q(pk__in=self.now[HOUSEHOLDS])
        rows = Enrolment.objects.visible_to(self.user).filter(standing | known).with_names()
        return [
            self.choice(HOUSEHOLDS, row, row.trade, ("ถอนตัว", row.withdrawn_on))
            for row in sorted(rows, key=self.order)
        ]

    def households_elsewhere(self):
        """Target households of other villages that stand and are not invited yet, to be chosen from a list."""
        rows = Enrolment.objects.visible_to(self.user).standing().in_year(self.year).with_names()
        rows = rows.exclude(participation=self.session.participation_id)
        return list(rows.exclude(pk__in=self.now[HOUSEHOLDS])[:MOST_OTHERS])

    def order(self, row):
        is_other = row.participation_id != self.session.participation_id
        return is_other, row.participation.village_id, name_order(row)

    def choice(self, group, row, about, gone):
        key, (word, on) = str(row.pk), gone
        posted = self.data is not None
        is_on = key in (self.data.getlist(group) if posted else self.now[group])
        was_on = key in (self.data.getlist(f"{group}-seen") if posted else self.now[group])
        return Choice(
            key=key,
            name=row.called,
            place=row.participation.village.choice_label,
            about=about,
            gone=f"{word}เมื่อ {thai.format_date(on, 'medium')}" if on else "",
            is_own=row.participation_id == self.session.participation_id,
            is_on=is_on,
            was_on=was_on,
        )

    @property
    def chosen_elsewhere(self):
        """[(key, label, whether it is chosen)] of the households of other villages."""
        chosen = set(self.data.getlist(HOUSEHOLDS)) if self.data is not None else set()
        return [(str(row.pk), row.choice_label, str(row.pk) in chosen) for row in self.others]
