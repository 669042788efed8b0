"""Reminders: what each person of an office is told, in plain words that can be pasted into a chat. Never a person's name."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.roles import Role
from sammachip.lib import thai
from sammachip.lib.fiscal import FiscalYear
from villages.frame import area_name

from .digest_of_day import day_of
from .digest_of_week import week_of
from .models import Digest

Kind = Digest.Kind
DISTRICT = 4
KINDS = {
    Role.FIELD_OFFICER: (Kind.DAILY,),
    Role.DISTRICT_OFFICER: (Kind.DAILY,),
    Role.DISTRICT_CHIEF: (Kind.WEEKLY,),
}
TOLD = {Kind.DAILY: day_of, Kind.WEEKLY: week_of}
LEADS_TO = {Kind.DAILY: "monitoring:today", Kind.WEEKLY: "monitoring:targets"}
SUBJECTS = {Kind.DAILY: "งานติดตามวันที่ {}", Kind.WEEKLY: "สรุปการติดตามประจำสัปดาห์ {}"}


@dataclass(frozen=True)
class Message:
    kind: str
    subject: str
    text: str
    has_work: bool

    @property
    def label(self):
        return Kind(self.kind).label

    @property
    def rows(self):
        """Lines of a box that shows all of it, long ones broken on a phone."""
        return sum(1 + len(line) // 60 for line in self.text.splitlines()) + 1


def kinds_of(user):
    """What a person is reminded of; whoever answers for more than a district is not."""
    is_of_office = user.areas and all(len(area) >= DISTRICT for area in user.areas)
    return KINDS.get(user.role, ()) if is_of_office else ()


def message_for(user, kind, on, base=""):
    """The reminder of one day. `base`: the address of this site; without it the text says where to look instead."""
    told = TOLD[kind](user, FiscalYear.of(on), on)
    address = base or settings.PUBLIC_URL
    link = f"{address.rstrip('/')}{reverse(LEADS_TO[kind])}" if address else ""
    context = {"told": told, "on": on, "area": area_name(user), "link": link}
    text = render_to_string(f"mail/digest_{kind}.txt", context).strip() + "\n"
    return Message(kind, SUBJECTS[kind].format(thai.format_date(on, "medium")), text, told.has_work)
