"""One box finds villages, sages, households and groups in the viewer's area, by whatever a person knows of them.

It answers a POST, so that what was typed stands in no address and no log; a citizen id is not even shown back.
"""

from dataclasses import dataclass

from django.db.models import Count, Q, Window
from django.db.models.functions import Collate
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from groups.models import OccupationGroup
from households.models import Household
from sages.models import Sage
from sammachip.lib import sealing, thai
from sammachip.lib.screens import Screen
from sammachip.lib.seeking import LONGEST, any_part, digits
from sammachip.lib.tables import THAI
from villages.models import Village

SHOWN = 20
CITIZEN_ID, HOUSE_REGISTRATION, VILLAGE_CODE, LEAST_OF_PHONE = 13, 11, 8, 4
PERSON = ("prefix", "first_name", "last_name")


@dataclass(frozen=True)
class Hit:
    title: str
    sub: str
    url: str


@dataclass(frozen=True)
class Found:
    """The rows of one kind that answer, at most `SHOWN` of them, and how many there are in all."""

    label: str
    hits: list[Hit]
    total: int

    @property
    def more(self):
        return self.total - len(self.hits)


def search(user, typed):
    """What the viewer may see and what was typed may mean, kind by kind: one query each."""
    number = digits(typed)
    kinds = (
        ("หมู่บ้าน", Village, _villages(typed, number), ("name",), village_sub),
        ("ปราชญ์ชุมชน", Sage, _people(typed, number), PERSON[1:], sage_sub),
        ("ครัวเรือน", Household, _people(typed, number) | _houses(number), PERSON[1:], household_sub),
        ("กลุ่มอาชีพ", OccupationGroup, _groups(typed, number), ("name",), group_sub),
    )
    found = [
        _found(user, label, model, condition, by, sub)
        for label, model, condition, by, sub in kinds
        if condition
    ]
    return [kind for kind in found if kind.total]


def _found(user, label, model, condition, by, sub):
    rows = model.objects.visible_to(user).with_place().filter(condition).annotate(total=Window(Count("pk")))
    rows = list(rows.order_by(*(Collate(name, THAI) for name in by), "pk")[:SHOWN])
    hits = [Hit(str(row), sub(row), row.get_absolute_url()) for row in rows]
    return Found(label, hits, rows[0].total if rows else 0)


def is_citizen_id(typed):
    return len(digits(typed)) == CITIZEN_ID


def _people(typed, number):
    """Sages and households: by name and house number; all digits: by citizen id, phone or house number."""
    if len(number) == CITIZEN_ID:
        return Q(nid_idx=sealing.index(number))
    if not number:
        return any_part(typed, *PERSON, starts=["house_no"])
    house = Q(house_no=number) | Q(house_no__startswith=f"{number}/")
    return _phone(number, "phone") | house | Q(last_name__startswith=number)


def _houses(number):
    return Q(house_registration_no=number) if len(number) == HOUSE_REGISTRATION else Q()


def _villages(typed, number):
    if len(number) == VILLAGE_CODE:
        return Q(code=number) | _phone(number, "leader_phone")
    if number:
        return _phone(number, "leader_phone") if len(number) != CITIZEN_ID else Q()
    names = ("name", "aliases", "name_en")
    return any_part(typed, *names) | any_part(thai.village_key(typed[:LONGEST]), *names)


def _groups(typed, number):
    if number:
        return _phone(number, "phone") | any_part(number, "name") if len(number) != CITIZEN_ID else Q()
    return any_part(typed, "name")


def _phone(number, path):
    """Any part of a phone number, from four digits on; +66 81 … is 081 …"""
    if len(number) < LEAST_OF_PHONE:
        return Q()
    local = f"0{number[2:]}" if number.startswith("66") and len(number) > LEAST_OF_PHONE + 2 else number
    return Q(**{f"{path}__contains": number}) | Q(**{f"{path}__contains": local})


def village_sub(village):
    district = village.subdistrict.district
    return f"ต.{village.subdistrict.name} อ.{district.name} จ.{district.province.name}"


def sage_sub(sage):
    return f"{sage.expertise} · {sage.village} ต.{sage.village.subdistrict.name}"


def household_sub(household):
    return f"บ้านเลขที่ {household.house_no} {household.village} ต.{household.village.subdistrict.name}"


def group_sub(group):
    return f"{group.get_kind_display()} · {group.village} ต.{group.village.subdistrict.name}"


@method_decorator(sensitive_post_parameters("q"), name="dispatch")
class SearchPage(Screen, TemplateView):
    permission_required = "villages.view_village"
    template_name = "search/results.html"
    heading = "ค้นหา"

    def post(self, request):
        typed = request.POST.get("q", "")[:LONGEST]
        is_secret = is_citizen_id(typed)
        context = {
            "found": search(request.user, typed),
            "typed": "" if is_secret else typed,
            "is_asked": bool(typed.strip()),
        }
        return self.render_to_response(self.get_context_data(**context))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"found": [], "typed": "", "is_asked": False} | kwargs)
