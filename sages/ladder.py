"""A sage's ladder at a glance: chosen, through the leader course, in a team, teaching, coaching households."""

from sammachip.lib import thai


def ladder(sage, seats):
    """Steps for `parts/steps.html`, from the sage and all seats (with meeting and counts), newest first."""
    standing = [seat for seat in seats if seat.left_on is None]
    return [
        chosen([seat.meeting.held_on for seat in seats if seat.meeting]),
        course(sage),
        team(standing),
        counted("เป็นวิทยากรอบรม", sum(seat.session_count for seat in seats), "ครั้ง"),
        counted("ดูแลครัวเรือน", sum(seat.coached_count for seat in standing), "ครัวเรือน"),
    ]


def step(label, when, state):
    return {"label": label, "when": when, "state": state}


def chosen(days):
    if days:
        return step("ที่ประชุมคัดเลือก", thai.format_date(min(days), "medium"), "done")
    return step("ที่ประชุมคัดเลือก", "ยังไม่ระบุการประชุม", "planned")


def course(sage):
    if sage.course_passed:
        day = sage.course_ends_on or sage.course_starts_on
        return step("หลักสูตรผู้นำ", thai.format_date(day, "medium") if day else "ผ่านแล้ว", "done")
    if sage.course_starts_on:
        return step("หลักสูตรผู้นำ", f"เริ่ม {thai.format_date(sage.course_starts_on, 'medium')}", "now")
    return step("หลักสูตรผู้นำ", "ยังไม่ได้อบรม", "planned")


def team(standing):
    if standing:
        return step(f"เข้าทีมวิทยากร ({standing[0].get_role_display()})", f"ปี {standing[0].fiscal_year}", "done")
    return step("เข้าทีมวิทยากร", "ยังไม่อยู่ในทีม", "planned")


def counted(label, count, unit):
    return step(label, f"{count:,} {unit}", "done") if count else step(label, "ยังไม่มี", "planned")
