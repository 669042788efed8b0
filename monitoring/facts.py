"""The facts of an area's follow-up, read in a fixed number of queries however many households there are."""

import datetime
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import DateField, TimeField, UUIDField, Value
from django.db.models.functions import Coalesce, Concat

from groups.models import OccupationGroup
from households.models import Enrolment
from sammachip.lib.counting import count_of, related_rows
from training.models import Session
from villages.models import Participation, Posting, VisitRule

from .models import Excuse, Problem, Visit

Subject = VisitRule.Subject
YEARS_BACK = 3  # the rules of a plan reach no further than this
SAGE = "team_member__sage"
SAGE_NAME = Concat(f"{SAGE}__prefix", f"{SAGE}__first_name", Value(" "), f"{SAGE}__last_name")
CALLED = Coalesce("group__name", "session__title", SAGE_NAME)  # of a visit that no other reading names


class Told(NamedTuple):
    """A recorded visit, as far as the work ahead needs it."""

    key: UUID
    whom: str
    participation: UUID
    enrolment: UUID | None
    session: UUID | None
    group: UUID | None
    phase: str
    on: datetime.date
    visitor: int
    next_on: datetime.date | None
    promise: str
    practice: str
    latitude: object
    longitude: object
    team_member: UUID | None = None
    group_state: str = ""
    called: str = ""

    @property
    def subject(self):
        """(kind, key) of what the visit pays for: one to a sage counts for the sage's team."""
        match self.whom:
            case Visit.Whom.HOUSEHOLD:
                return Subject.HOUSEHOLD, self.enrolment
            case Visit.Whom.SESSION:
                return Subject.SESSION, self.session
            case Visit.Whom.GROUP:
                return Subject.GROUP, self.group
            case Visit.Whom.TEAM | Visit.Whom.SAGE:
                return Subject.TEAM, self.participation
        return "village", self.participation


class Mark(NamedTuple):
    """What is said of a subject besides its visits: an excused visit with its reason, an open problem with its kind."""

    what: str
    key: UUID
    participation: UUID
    rule: UUID | None
    appointment: UUID | None
    enrolment: UUID | None
    session: UUID | None
    group: UUID | None
    words: str
    due_on: datetime.date | None

    @property
    def subject(self):
        """(kind, key); a village's own problem stands under its team."""
        named = {Subject.HOUSEHOLD: self.enrolment, Subject.SESSION: self.session, Subject.GROUP: self.group}
        return next(((kind, key) for kind, key in named.items() if key), (Subject.TEAM, self.participation))


class Occasion(NamedTuple):
    """A session or a group: what has days of its own; a session with its hour, place and how many are invited."""

    kind: str
    key: UUID
    village: str
    name: str
    first_on: datetime.date
    last_on: datetime.date
    starts_at: datetime.time | None
    place: str
    comers: int


class Reading:
    """What `user` may see of the follow-up of one fiscal year, in the whole of their area or in `area` of it."""

    def __init__(self, user, year, area=""):
        self.user, self.year, self.area = user, year, area
        self.span = (year.year - YEARS_BACK, year.year)
        self.known = (year.year - YEARS_BACK, year.year + YEARS_BACK)  # what came later settles what was owed

    def rows(self, model):
        return model.objects.visible_to(self.user).in_area(self.area)

    @cached_property
    def rules(self):
        """{plan key: its rules in use}."""
        rules = VisitRule.objects.visible_to(self.user).in_area(self.area[:4]).in_use()
        found = defaultdict(list)
        for rule in rules.filter(plan__fiscal_year__range=self.span).order_by("order", "pk"):
            found[rule.plan_id].append(rule)
        return found

    @cached_property
    def participations(self):
        """{key: participation with its village, plan and days}; later years tell which villages were carried on."""
        rows = self.rows(Participation).filter(plan__fiscal_year__range=self.known)
        officers = Posting.objects.visible_to(self.user).in_area(self.area).present().of_field_officers()
        rows = rows.with_place().with_days().annotate(officer_count=officers.how_many())
        return {row.pk: row for row in rows}

    @cached_property
    def enrolments(self):
        """Standing ones, each with its household."""
        rows = self.rows(Enrolment).standing().filter(fiscal_year__range=self.span)
        return list(rows.select_related("household").order_by("household__first_name", "pk"))

    @cached_property
    def visits(self):
        """Every recorded visit of those years, in the order of their days."""
        rows = self.rows(Visit).recorded().filter(participation__plan__fiscal_year__range=self.known)
        columns = ["pk", "whom", "participation", "enrolment", "session", "group", "phase", "visited_on"]
        columns += ["visitor", "next_on", "promise", "practice", "latitude", "longitude"]
        columns += ["team_member", "group__state", CALLED]
        return [Told(*row) for row in rows.order_by("visited_on", "pk").values_list(*columns)]

    @cached_property
    def occasions(self):
        """Sessions of the year and groups that stand, in one query."""
        sessions = self.rows(Session).in_year(self.year.year).order_by()
        groups = self.rows(OccupationGroup).counted().exclude(state=OccupationGroup.State.PAUSED).order_by()
        comers = count_of(related_rows(Session, "invitations"), "session")
        no_hour = Value(None, output_field=TimeField())
        days = ("starts_on", "ends_on", "starts_at", "place", comers)
        rows = sessions.values_list(Value("session"), "pk", "participation__village", "title", *days)
        formed = ("formed_on", "formed_on", no_hour, Value(""), Value(0))
        rows = rows.union(groups.values_list(Value("group"), "pk", "village", "name", *formed), all=True)
        return [Occasion(*row) for row in rows]

    @cached_property
    def marks(self):
        """Excuses and open problems, in one query."""
        span = {"participation__plan__fiscal_year__range": self.known}
        no_key, no_day = (Value(None, output_field=field()) for field in (UUIDField, DateField))
        subject = ("enrolment", "session", "group", "reason")
        excuses = self.rows(Excuse).filter(**span).order_by()
        excuses = excuses.values_list(
            Value("excuse"), "pk", "participation", "rule", "appointment", *subject, no_day
        )
        problems = self.rows(Problem).open().filter(**span).order_by()
        problems = problems.values_list(
            Value("problem"),
            "pk",
            "participation",
            no_key,
            no_key,
            "enrolment",
            no_key,
            "group",
            "kind__name",
            "due_on",
        )
        return [Mark(*row) for row in excuses.union(problems, all=True)]
