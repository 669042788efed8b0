"""บันทึกส่งมอบงาน: the values of the paper, from the facts that were kept with the hand-over."""

import datetime
import re

from accounts.roles import Role
from sammachip.lib import thai
from villages.models import District, Plan, Posting

TITLE = "บันทึกส่งมอบงาน"
BEFORE = "ปีก่อน"  # a village that takes part no more this year, in which something is still owed
NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
COUNTS = (
    ("villages", "หมู่บ้านในพื้นที่", "หมู่บ้าน"),
    ("households", "ครัวเรือนเป้าหมาย", "ครัวเรือน"),
    ("groups", "กลุ่มอาชีพ", "กลุ่ม"),
    ("overdue", "การติดตามที่เกินกำหนด", "ครั้ง"),
    ("due", "การติดตามที่ถึงกำหนดแล้ว", "ครั้ง"),
    ("coming", "การติดตามที่ยังไม่ถึงกำหนด", "ครั้ง"),
    ("done", "การติดตามตามกำหนดที่ทำแล้ว", "ครั้ง"),
    ("missed", "การติดตามที่ไม่ได้ทำและพ้นช่วงแล้ว", "ครั้ง"),
    ("appointments", "นัดที่ยังไม่ได้ไป", "นัด"),
    ("problems", "ปัญหาที่ยังไม่ปิดเรื่อง", "เรื่อง"),
    ("unread", "บันทึกของผู้ส่งมอบที่ยังไม่มีผู้รับทราบ", "ครั้ง"),
    ("drafts", "ร่างบันทึกของผู้ส่งมอบ", "ครั้ง"),
)
OF_VILLAGE = ("households", "groups", "overdue", "due", "appointments", "problems")


def counts_of(facts):
    """[(label, figure, unit)] in the order of the paper."""
    return [(label, facts["counts"].get(name, 0), unit) for name, label, unit in COUNTS]


def values_of(handover, user):
    """For `handover.typ`."""
    facts, district = handover.facts, district_of(handover, user)
    plan = plan_of(handover, user)
    return {
        "title": TITLE,
        "office": f"สำนักงานพัฒนาชุมชนอำเภอ{district}",
        "has_thai_digits": plan.has_thai_digits if plan else True,
        "area": handover.area_words,
        "handed_on": handover.handed_on,
        "told_on": day(facts["told_on"]),
        "year": str(facts["year"]),
        "giver": person(handover.giver),
        "receiver": person(handover.receiver),
        "chief": chief_of(handover, user, district),
        "note": handover.note,
        "counts": counts_of(facts),
        "villages": [line(row) for row in facts["villages"]],
        **{name: [printed(row) for row in facts[name]] for name in ("overdue", "problems", "appointments")},
    }


def day(written):
    return datetime.date.fromisoformat(written) if written else ""


def listed(row):
    return row | {"on": day(row["on"]), "due_on": day(row.get("due_on", ""))}


def printed(row):
    """A line of a list; of the year its day bears two digits, so that names have room."""
    on = thai.format_date(day(row["on"]), "medium")
    return {name: row[name] for name in ("name", "village", "what")} | {"on": on[:-4] + on[-2:]}


def line(row):
    return {"name": row["name"], "kind": row["kind"] or BEFORE, "figures": [row[name] for name in OF_VILLAGE]}


def person(user):
    return {"name": user.get_full_name(), "position": user.position or user.get_role_display()}


def district_of(handover, user):
    rows = District.objects.visible_to(user).filter(pk=handover.area_code[:4])
    return rows.values_list("name", flat=True).first() or ""


def plan_of(handover, user):
    here = Plan.objects.visible_to(user).filter(district=handover.area_code[:4])
    return here.filter(fiscal_year=handover.facts["year"]).first()


def chief_of(handover, user, district):
    """The district's chief today; dots to write on where the viewer sees none."""
    rows = Posting.objects.visible_to(user).present().filter(area_code=handover.area_code[:4])
    found = rows.filter(user__role=Role.DISTRICT_CHIEF).select_related("user").first()
    position = f"พัฒนาการอำเภอ{district}"
    return {"name": found.user.get_full_name() if found else "", "position": position}


def file_name(handover):
    return NOT_IN_A_NAME.sub(" ", f"{TITLE} {handover.area_words} {handover.giver}.pdf")
