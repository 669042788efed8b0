"""A sage's ladder at a glance: chosen, prepared in the village, in its team of trainers; a lead also by the leader course."""

from sammachip.lib import thai

from . import course
from .models import TeamMember


def ladder(sage, seats, prepared):
    """Steps for `parts/steps.html`, from the sage and all seats (with meeting and counts), newest first.

    `prepared`: {seat key: Preparation}. The team and its preparation are those of the newest seat that still stands.
    """
    standing = [seat for seat in seats if seat.left_on is None]
    seat = next(iter(standing), None)
    return [
        chosen([seat.meeting.held_on for seat in seats if seat.meeting]),
        preparation(seat and prepared[seat.pk]),
        team(seat),
        *leading(sage, seat),
        counted("เป็นวิทยากรอบรม", sum(seat.session_count for seat in seats), "ครั้ง"),
        counted("ดูแลครัวเรือน", sum(seat.coached_count for seat in standing), "ครัวเรือน"),
    ]


def step(label, when, state):
    return {"label": label, "when": when, "state": state}


def chosen(days):
    if days:
        return step("ปราชญ์", f"ที่ประชุมคัดเลือก {thai.format_date(min(days), 'medium')}", "done")
    return step("ปราชญ์", "ยังไม่ระบุการประชุม", "planned")


def preparation(told):
    label = "เตรียมความพร้อมในหมู่บ้าน"
    if not told or not told.days:
        return step(label, "ยังไม่มี", "planned")
    return step(label, told.words, "done" if told.is_done else "now" if told.came else "planned")


def team(seat):
    if seat is None:
        return step("ทีมวิทยากร", "ยังไม่อยู่ในทีม", "planned")
    role = f"{seat.get_role_display()} ปี {seat.fiscal_year}"
    if seat.joined_on is None:
        return step("ทีมวิทยากร", f"{role} รอยืนยันเข้าทีม", "now")
    return step("ทีมวิทยากร", f"{role} ตั้งแต่ {thai.format_date(seat.joined_on, 'medium')}", "done")


def leading(sage, seat):
    """The leader course: of a lead, and of whoever has been to it."""
    is_lead = seat is not None and seat.role == TeamMember.Role.LEAD
    where = course.where_and_when(sage)
    if is_lead or sage.course_passed or where:
        label = "หลักสูตรวิทยากรผู้นำสัมมาชีพ"
        if sage.course_passed:
            yield step(label, " · ".join(filter(None, ("ผ่าน", where))), "done")
        else:
            yield step(label, f"{where} · ยังไม่ผ่าน" if where else "ยังไม่ได้อบรม", "now" if where else "planned")


def counted(label, count, unit):
    return step(label, f"{count:,} {unit}", "done") if count else step(label, "ยังไม่มี", "planned")
