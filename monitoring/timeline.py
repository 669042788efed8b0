"""The story of one target household: what every floor below knows of it, in one list and on one ribbon of steps.

`facts_of` asks the database, a fixed number of times; `steps_of` and `items_of` are pure.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from households.models import Income
from sammachip.lib import thai
from training.models import Attendance

from .models import Visit
from .stages import distance, phase_on, tone_of

TRAINING = "training"
CAME = {Attendance.Status.PRESENT, Attendance.Status.LATE}


@dataclass
class Facts:
    enrolment: object
    visits: list
    sessions: list
    came: dict = field(default_factory=dict)
    inputs: list = field(default_factory=list)
    memberships: list = field(default_factory=list)
    appointment: object = None

    @property
    def days(self):
        return [(session.starts_on, session.ends_on) for session in self.sessions]

    def first_visit(self, phase):
        return next((visit for visit in self.visits if visit.phase == phase), None)


@dataclass(frozen=True)
class Step:
    label: str
    when: str
    state: str


@dataclass(frozen=True)
class Item:
    on: datetime.date
    title: str
    text: str = ""
    state: str = "done"
    more: str = ""
    url: str = ""
    pill: str = ""
    tone: str = "grey"

    @property
    def when(self):
        return " · ".join(filter(None, [thai.format_date(self.on, "medium") if self.on else "", self.more]))


def problems_of(visit):
    """`วัตถุดิบ: ราคาแพง, เงินทุน`, as found at this visit; the row comes `with_problems`."""
    return ", ".join(map(str, visit.problems.all()))


def due_item(visit, today):
    """A standing appointment as a line of parts/due.html."""
    told = visit.promise or (f"ปัญหาครั้งก่อน: {problems_of(visit)}" if problems_of(visit) else "")
    return {
        "title": visit.subject_name,
        "url": visit.get_absolute_url(),
        "sub": told or f"ครั้งก่อน: {visit.get_phase_display()}",
        "when": distance(visit.next_on, today),
        "tone": tone_of(visit.next_on, today),
    }


def facts_of(enrolment):
    """Everything told about one enrolment: eight queries, however long the story is."""
    came = defaultdict(set)
    for session_id, on, status in enrolment.attendances.values_list("session", "on", "status"):
        came[session_id] |= {on} if status in CAME else set()
    return Facts(
        enrolment=enrolment,
        visits=list(
            enrolment.visits.recorded()
            .with_problems()
            .select_related("visitor", "income")
            .order_by("visited_on", "pk")
        ),
        sessions=list(enrolment.participation.sessions.for_households().order_by("starts_on", "pk")),
        came=came,
        inputs=list(enrolment.inputs.order_by("received_on", "pk")),
        memberships=list(enrolment.household.memberships.select_related("group").order_by("joined_on", "pk")),
        appointment=enrolment.visits.appointments().order_by("next_on").first(),
    )


def steps_of(facts, today):
    """The ribbon: joined, before, training, inputs, after, group; an overdue appointment turns its step red."""
    steps = {
        "joined": Step("สมัครใจ", _day(facts.enrolment.volunteered_on) or "ไม่ระบุวันที่", "done"),
        Visit.Phase.BEFORE: _visit_step(facts, Visit.Phase.BEFORE, today),
        TRAINING: _training_step(facts, today),
        "inputs": _inputs_step(facts),
        Visit.Phase.AFTER: _visit_step(facts, Visit.Phase.AFTER, today),
        "group": _group_step(facts),
    }
    due = facts.appointment
    if due and due.next_on < today:
        phase = phase_on(due.next_on, facts.days)
        name = TRAINING if phase == Visit.Phase.DURING else phase
        steps[name] = Step(steps[name].label, f"นัด{distance(due.next_on, today)}", "missed")
    return list(steps.values())


def _day(day):
    return thai.format_date(day, "medium") if day else ""


def _visit_step(facts, phase, today):
    label = Visit.Phase(phase).label
    if visit := facts.first_visit(phase):
        return Step(label, _day(visit.visited_on), "done")
    if phase_on(today, facts.days) == Visit.Phase.BEFORE:
        return Step(label, "ยังไม่ติดตาม", "now" if phase == Visit.Phase.BEFORE else "planned")
    if phase == Visit.Phase.BEFORE:
        return Step(label, "ไม่มีบันทึก", "planned")
    is_trained = phase_on(today, facts.days) == Visit.Phase.AFTER
    return Step(label, "รอติดตาม" if is_trained else "ยังไม่ถึงกำหนด", "now" if is_trained else "planned")


def _training_step(facts, today):
    days = sum(map(len, facts.came.values()))
    if not facts.sessions:
        return Step("อบรม", "ยังไม่กำหนด", "planned")
    first, last = facts.sessions[0].starts_on, max(session.ends_on for session in facts.sessions)
    label = f"อบรม {days} วัน" if days else "อบรม"
    if today < first:
        return Step(label, f"กำหนด {_day(first)}", "planned")
    if today <= last:
        return Step(label, f"ถึง {_day(last)}", "now")
    return Step(
        label,
        _day(min(set().union(*facts.came.values()))) if days else "ไม่มีบันทึก",
        "done" if days else "planned",
    )


def _inputs_step(facts):
    if facts.inputs:
        return Step("รับปัจจัย", _day(facts.inputs[0].received_on), "done")
    return Step("รับปัจจัย", "ยังไม่ได้รับ", "planned")


def _group_step(facts):
    present = [member for member in facts.memberships if member.left_on is None]
    if present:
        return Step("กลุ่มอาชีพ", _day(present[0].joined_on), "done")
    return Step("กลุ่มอาชีพ", "ยังไม่เข้ากลุ่ม", "planned")


def items_of(facts, today):
    """The story, newest first; what was agreed for the next visit stands above all of it."""
    items = [*map(_visit_item, reversed(facts.visits)), *_session_items(facts, today), *_input_items(facts)]
    items += [item for member in facts.memberships for item in _member_items(member)]
    items += _enrolment_items(facts.enrolment)
    # Sorting keeps the order above for things of one day: joining comes before the visit that found it.
    told = sorted(items, key=lambda item: item.on or datetime.date.min, reverse=True)
    return [_appointment_item(facts.appointment, today), *told] if facts.appointment else told


def _appointment_item(visit, today):
    return Item(
        visit.next_on,
        "นัดติดตามครั้งต่อไป",
        f"คำสัญญาครั้งก่อน: {visit.promise}" if visit.promise else "",
        "missed" if visit.next_on < today else "planned",
        url=visit.get_absolute_url(),
        pill=distance(visit.next_on, today),
        tone=tone_of(visit.next_on, today),
    )


def _visit_item(visit):
    told = [
        visit.get_practice_display(),
        f"ปัญหา: {problems_of(visit)}" if problems_of(visit) else "",
        _income(visit.income),
    ]
    is_read = visit.state == Visit.State.ACKNOWLEDGED
    return Item(
        visit.visited_on,
        f"ติดตาม{visit.get_phase_display()}",
        " · ".join(filter(None, told)) or visit.findings,
        more=str(visit.visitor),
        url=visit.get_absolute_url(),
        pill=visit.get_state_display() if is_read else "",
        tone="green",
    )


def _income(income):
    if income is None:
        return ""
    unit = "บาท/ปี" if income.period == Income.Period.YEAR else "บาท/เดือน"
    return f"รายได้ {income.amount:,.0f} {unit}"


def _session_items(facts, today):
    for session in facts.sessions:
        days, came, url = session.days, len(facts.came.get(session.pk, ())), session.get_absolute_url()
        more = " · ".join(filter(None, [f"ถึง {_day(session.ends_on)}" if days > 1 else "", session.place]))
        if session.starts_on > today:
            yield Item(session.starts_on, session.title, f"กำหนดอบรม {days} วัน", "planned", more, url)
            continue
        is_over = session.ends_on < today
        full = ("มาครบ", "green") if came == days else ("มาไม่ครบ", "gold")
        is_told = session.pk in facts.came
        pill, tone = full if is_over and is_told else ("", "grey")
        text = f"มา {came} จาก {days} วัน" if is_told else "ยังไม่มีบันทึกการเข้าอบรม"
        yield Item(
            session.starts_on, session.title, text, "done" if is_over else "now", more, url, pill, tone
        )


def _input_items(facts):
    by_day = defaultdict(list)
    for support in facts.inputs:
        by_day[support.received_on].append(support)
    for day, supports in by_day.items():
        value = sum(support.value or 0 for support in supports)
        given = [" ".join(filter(None, [row.item, _amount(row.amount), row.unit])) for row in supports]
        sources = list(dict.fromkeys(row.source for row in supports if row.source))
        text = ", ".join(given) + (f" · มูลค่า {value:,.0f} บาท" if value else "")
        yield Item(day, "รับปัจจัย", text, more=", ".join(sources))


def _amount(amount):
    return f"{amount.normalize():,f}" if amount else ""


def _member_items(member):
    group, url = member.group.name, member.group.get_absolute_url()
    yield Item(member.joined_on, "เข้ากลุ่มอาชีพ", group, url=url)
    if member.left_on:
        yield Item(member.left_on, "ออกจากกลุ่มอาชีพ", group, url=url)


def _enrolment_items(enrolment):
    meeting = enrolment.meeting
    on = meeting.held_on if meeting else enrolment.volunteered_on
    place = f"{meeting.get_kind_display()} {meeting.place}".strip() if meeting else ""
    trade = f"อาชีพที่ต้องการ: {enrolment.trade}" if enrolment.trade else ""
    yield Item(on, "คัดเลือกเป็นครัวเรือนเป้าหมาย", trade, more=place or ("" if on else "ไม่ระบุวันที่"))
    if enrolment.withdrawn_on:
        yield Item(enrolment.withdrawn_on, "ถอนตัว", enrolment.withdrawn_reason)
