"""What the form of a visit asks with: days of training, questions, kinds of problem, who may have come along."""

from functools import cached_property

from django.db.models import Q

from accounts.models import User
from accounts.roles import Role
from households.models import Household
from training.models import Session
from villages.models import Agency, Posting, SupportPerson, VisitQuestion

from ..models import ProblemKind, Visit

OFFICERS = (Role.DISTRICT_CHIEF, Role.DISTRICT_OFFICER, Role.FIELD_OFFICER)


def called(household):
    """A household as it is picked from a list of names."""
    return f"{household} บ้านเลขที่ {household.house_no} {household.village}"


class Setting:
    """What `user` may choose from at the visits of one village's year, read once however many forms there are."""

    def __init__(self, user, participation):
        self.user, self.participation = user, participation

    @cached_property
    def training(self):
        """First and last day of each training of the village's households."""
        sessions = Session.objects.visible_to(self.user).for_households()
        days = sessions.filter(participation=self.participation.pk).order_by("starts_on", "pk")
        return list(days.values_list("starts_on", "ends_on"))

    def days_for(self, visit):
        """The days that the phase of a visit is told by: a training's are its own."""
        if visit.whom == Visit.Whom.SESSION:
            return [(visit.session.starts_on, visit.session.ends_on)]
        return self.training

    @cached_property
    def questions(self):
        rows = VisitQuestion.objects.visible_to(self.user).in_use()
        return list(rows.filter(plan=self.participation.plan_id).order_by("order", "pk"))

    @cached_property
    def kinds(self):
        return list(ProblemKind.objects.visible_to(self.user).in_use())

    @cached_property
    def companions(self):
        """[(heading, [(value, name)])] of colleagues (those above the viewer too), the support team and partners."""
        district = self.participation.plan.district_id
        posted = Posting.objects.over(self.participation.village).present()
        known = Q(pk__in=User.objects.visible_to(self.user).values("pk")) | Q(pk__in=posted.values("user"))
        users = User.objects.filter(known, is_active=True, role__in=OFFICERS)
        people = SupportPerson.objects.visible_to(self.user).present().filter(district=district)
        agencies = Agency.objects.visible_to(self.user).filter(district=district)
        groups = (
            ("เพื่อนร่วมงาน", "user", users.exclude(pk=self.user.pk)),
            ("ทีมสนับสนุนระดับอำเภอ", "support_person", people),
            ("ภาคีเครือข่าย", "agency", agencies),
        )
        return [
            (heading, [(f"{column}:{row.pk}", str(row)) for row in rows]) for heading, column, rows in groups
        ]

    @cached_property
    def households(self):
        """{name: key} of the register of the village's ตำบล; a name that two of them bear is left out."""
        rows = Household.objects.visible_to(self.user).with_place()
        rows = rows.filter(village__subdistrict=self.participation.village.subdistrict_id)
        named, twice = {}, set()
        for row in rows.order_by("first_name", "pk"):
            twice |= {called(row)} & named.keys()
            named[called(row)] = row.pk
        return {name: key for name, key in named.items() if name not in twice}
