"""The way of one problem as a timeline: found, each step, its end; newest first."""

from django.urls import reverse

from sammachip.lib import fiscal, thai


def story_of(problem, steps, user):
    """Items for parts/timeline.html; `steps` with their names, in the order of their days."""
    told = [found(problem), *(step_item(step, user) for step in steps)]
    if not problem.is_open:
        told.append(item("done", "ปิดเรื่อง", problem.closed_on, text=problem.outcome))
    elif problem.due_on:
        is_late = problem.due_on < fiscal.today()
        due = item("missed" if is_late else "planned", "กำหนดแก้ไข", problem.due_on)
        told.insert(sum(each["on"] <= problem.due_on for each in told), due)
    return told[::-1]


def found(problem):
    visit = problem.found_in
    if visit is None:
        return item("now", "พบปัญหา", problem.opened_on, text="บันทึกนอกการติดตาม")
    told = f"พบในการติดตาม{visit.get_phase_display()}"
    return item("now", told, problem.opened_on, by=visit.visitor, url=visit.get_absolute_url())


def step_item(step, user):
    may_mend = step.problem.is_open and step.taken_by_id == user.pk
    told = item("done", step.text, step.taken_on, by=step.taken_by)
    if step.visit_id:
        told["url"] = reverse("monitoring:detail", args=[step.visit_id])
    elif may_mend and user.has_perm("monitoring.change_problem"):
        told["url"] = reverse("monitoring:problem_step_edit", args=[step.pk])
    return told


def item(state, title, on, *, text="", by=None, url=""):
    when = thai.format_date(on, "medium")
    return {
        "state": state,
        "title": title,
        "text": text,
        "on": on,
        "when": f"{when} · {by}" if by else when,
        "url": url,
    }
