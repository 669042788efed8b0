"""The demo's officers: one login a role, two field officers with their ตำบล."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.demo import PASSWORD
from accounts.models import User
from accounts.roles import Role
from villages.models import Posting

from .places import DISTRICT, PROVINCE

FIELDS = {"demo-field1": ("900101", "900102", "900106"), "demo-field2": ("900103", "900104", "900105")}
# Login, role, surname, position, areas.
CAST = (
    ("demo-admin", Role.SYSTEM_ADMIN, "ผู้ดูแล", "ผู้ดูแลระบบ", ("",)),
    ("demo-chief", Role.DISTRICT_CHIEF, "หัวหน้า", "พัฒนาการอำเภอ", (DISTRICT[0],)),
    ("demo-officer", Role.DISTRICT_OFFICER, "อำเภอ", "นักวิชาการพัฒนาชุมชน", (DISTRICT[0],)),
    ("demo-field1", Role.FIELD_OFFICER, "ชายเล", "พัฒนากร ต.เขารูปช้าง และ ต.เกาะยอ", FIELDS["demo-field1"]),
    (
        "demo-field2",
        Role.FIELD_OFFICER,
        "ชายควน",
        "พัฒนากร ต.เกาะแต้ว ต.พะวง และ ต.ทุ่งหวัง",
        FIELDS["demo-field2"],
    ),
    ("demo-viewer", Role.VIEWER, "จังหวัด", "พัฒนาการจังหวัด", (PROVINCE[0],)),
    ("demo-auditor", Role.AUDITOR, "ตรวจสอบ", "ผู้ตรวจสอบภายใน", (DISTRICT[0],)),
)
USERNAMES = [username for username, *_ in CAST]


@dataclass(frozen=True)
class Office:
    """Who does what: the officer keeps the registers, a field officer visits the villages of their ตำบล."""

    chief: User
    officer: User
    field_officers: dict[str, User]

    def field_officer(self, village_code):
        return self.field_officers[village_code[:6]]


def make_office(since):
    """The users with their postings, from the day `since` on."""
    users, password = {}, make_password(PASSWORD)
    for username, role, surname, position, areas in CAST:
        user = User(
            username=username,
            password=password,
            first_name="ตัวอย่าง",
            last_name=surname,
            role=role,
            position=position,
            email=f"{username}@example.invalid",
        )
        user.is_demo, user.is_staff = True, role == Role.SYSTEM_ADMIN
        user.save()
        for area in areas:
            Posting.objects.create(user=user, area_code=area, starts_on=since)
        users[username] = user
    fields = {area: users[username] for username, areas in FIELDS.items() for area in areas}
    return Office(users["demo-chief"], users["demo-officer"], fields)
