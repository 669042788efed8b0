"""What the page of one village tells from this floor; the floors above add their own parts to it."""

from accounts.roles import Role
from sammachip.lib import thai

from .models import Meeting, Participation, Posting

MEETINGS_SHOWN = 5


def tell(village, user, year):
    parts = list(
        Participation.objects.visible_to(user)
        .filter(village=village)
        .select_related("plan")
        .with_counts()
        .order_by("-plan__fiscal_year")
    )
    meetings = Meeting.objects.visible_to(user).filter(participation__village=village).with_names()
    return {
        "parts": parts,
        "part": next((part for part in parts if part.plan.fiscal_year == year), None),
        "meetings": meetings[: MEETINGS_SHOWN + 1],
        "meetings_shown": MEETINGS_SHOWN,
        "officers": officers(village, user),
        "facts": facts(village),
    }


def facts(village):
    leader = {"label": "ผู้ใหญ่บ้าน/กำนัน", "value": village.leader_name}
    phone = {"label": "โทรศัพท์ผู้นำ", "value": thai.mask_phone(village.leader_phone)}
    place = {"label": "พิกัด", "value": ""}
    if village.leader_phone:
        phone |= {"url": f"tel:{village.leader_phone}", "link": "โทร"}
    if village.latitude is not None:
        spot = f"{village.latitude:f},{village.longitude:f}"
        place |= {"value": spot.replace(",", ", "), "url": f"geo:{spot}", "link": "เปิดแผนที่"}
    return [
        {"label": "รหัสหมู่บ้าน", "value": village.code},
        leader,
        phone,
        {"label": "ชื่ออื่น", "value": village.aliases},
        {"label": "ครัวเรือนทั้งหมด", "value": figure(village.household_count, "ครัวเรือน")},
        {"label": "ประชากร", "value": figure(village.population, "คน")},
        {"label": "รหัสไปรษณีย์", "value": village.postcode},
        place,
    ]


def figure(value, unit):
    return "" if value is None else f"{value:,} {unit}"


def officers(village, user):
    """The field officers of the village's ตำบล and the district's chief: those of today first, then those of before."""
    in_charge = (Role.FIELD_OFFICER, Role.DISTRICT_CHIEF)
    postings = (
        Posting.objects.visible_to(user).over(village).filter(user__role__in=in_charge).select_related("user")
    )
    return sorted(
        postings, key=lambda row: (not row.is_present, -len(row.area_code), -row.starts_on.toordinal())
    )
