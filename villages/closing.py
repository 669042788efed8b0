"""What a year still leaves open as it is closed: counts of rows on higher floors, reached by the names of their relations."""

from dataclasses import dataclass

from sammachip.lib import fiscal
from sammachip.lib.counting import related_rows

from .models import Participation, Pledge


@dataclass(frozen=True)
class LeftOpen:
    """`url_name` leads to the list in which they stand, where there is one; `query` narrows it."""

    words: str
    count: int
    unit: str
    url_name: str
    query: str = ""


def left_open(plan, user):
    """What is open in a plan's year, as far as the viewer may see it; only what there is."""
    sessions, visits, problems = (of_plan(plan, user, name) for name in ("sessions", "visits", "problems"))
    visits = visits.filter(visited_on__lte=plan.year.ends_on)
    pledges = Pledge.objects.visible_to(user).filter(plan=plan)
    year = f"year={plan.fiscal_year}"
    found = (
        LeftOpen("การอบรมที่ผ่านไปแล้วแต่ยังไม่เช็กชื่อ", count(unrolled(sessions)), "ครั้ง", "training:list", year),
        LeftOpen(
            "บันทึกการติดตามที่ยังเป็นร่าง", count(visits.filter(state="draft")), "ครั้ง", "monitoring:list", year
        ),
        LeftOpen(
            "บันทึกการติดตามที่ยังไม่ได้รับทราบ",
            count(visits.filter(state="recorded")),
            "ครั้ง",
            "monitoring:list",
            year,
        ),
        LeftOpen("ปัญหาที่ยังไม่ปิดเรื่อง", count(problems.open()), "เรื่อง", "monitoring:problems", year),
        LeftOpen(
            "สิ่งที่ภาคีรับปากแต่ยังไม่ส่งมอบ",
            count(pledges.open()),
            "รายการ",
            "villages:pledges",
            f"{year}&state=open",
        ),
    )
    return [one for one in found if one.count]


def of_plan(plan, user, relation):
    return related_rows(Participation, relation).visible_to(user).filter(participation__plan=plan)


def unrolled(sessions):
    return sessions.filter(ends_on__lt=fiscal.today(), attendances=None)


def count(rows):
    return rows.order_by().count()
