"""Problems at a visit: those found, and what became of those found before."""

from django import forms
from django.db.models import Q

from sammachip.lib import thai
from sammachip.lib.fields import ThaiTextField

from ..models import Problem, Visit
from .part import Part

TOLD = (("text", "รายละเอียด"), ("cause", "สาเหตุ"), ("way_out", "แนวทางแก้ไข"))
CHIP = forms.CheckboxInput(attrs={"class": "form-check-input"})
STATES = (("still", "ยังมีอยู่"), ("solved", "แก้แล้ว"))
WORKED_ON = "มีการดำเนินการหรือปิดเรื่องแล้ว จึงนำออกไม่ได้"
NO_OUTCOME = "โปรดบอกว่าแก้ไขอย่างไร แล้วได้ผลอย่างไร"
NOT_YET = "ปัญหานี้พบเมื่อ {} หลังวันที่ติดตาม โปรดตรวจสอบวันที่"


def line(label):
    return ThaiTextField(label=label, required=False, max_length=300)


class Found(Part):
    """One chip a kind; a chosen one unfolds what was found."""

    def add_fields(self):
        found = []
        if self.source:
            found = self.source.problems.with_names().order_by("pk").prefetch_related("steps")
        self.stored = {}
        for problem in found:
            self.stored.setdefault(problem.kind_id, problem)
        kinds = {kind.pk: kind for kind in self.setting.kinds}
        self.kinds = kinds | {problem.kind_id: problem.kind for problem in self.stored.values()}
        for key, kind in self.kinds.items():
            row = self.stored.get(key)
            chip = forms.BooleanField(label=kind.name, required=False, widget=CHIP)
            if row and (not row.is_open or row.steps.all()):
                chip.disabled, chip.help_text = True, WORKED_ON
            self.add(f"problem-{key}", chip, row is not None)
            for name, label in TOLD:
                self.add(f"problem-{key}-{name}", line(f"{label} ({kind.name})"), getattr(row, name, ""))

    def told(self):
        """{kind key: {text, cause, way_out}}."""
        return {
            key: {name: self.value(f"problem-{key}-{name}") or "" for name, _ in TOLD}
            for key in self.kinds
            if self.value(f"problem-{key}")
        }

    @property
    def rows(self):
        return [
            {
                "chip": self.form[f"problem-{key}"],
                "lines": [self.form[f"problem-{key}-{name}"] for name, _ in TOLD],
            }
            for key in self.kinds
        ]


def of_subject(visit):
    """A condition: problems of whom a visit is paid to."""
    match visit.whom:
        case Visit.Whom.HOUSEHOLD:
            return Q(enrolment__household=visit.enrolment.household_id)
        case Visit.Whom.GROUP:
            return Q(group=visit.group_id)
    return Q(participation=visit.participation_id, enrolment=None, group=None)


class Followed(Part):
    """Earlier problems that are open, and those about which something was done at this very visit."""

    def add_fields(self):
        key = self.source.pk if self.source else None
        done = {step.problem_id: step for step in self.source.steps.all()} if self.source else {}
        rows = Problem.objects.visible_to(self.setting.user).filter(of_subject(self.visit))
        rows = rows.filter(Q(closed_on=None) | Q(pk__in=done))
        rows = rows.exclude(found_in=key) if key else rows
        self.problems = {row.pk: row for row in rows.with_names().order_by("opened_on", "pk")}
        for key, problem in self.problems.items():
            step = done.get(key)
            state = "" if step is None else "still" if problem.is_open else "solved"
            choice = forms.ChoiceField(
                label=str(problem), required=False, choices=STATES, widget=forms.RadioSelect
            )
            self.add(f"open-{key}-state", choice, state)
            self.add(f"open-{key}-text", line("ทำอะไรไปแล้ว ได้ผลอย่างไร"), step.text if step else "")

    def check(self):
        on = self.value("visited_on")
        for key, problem in self.problems.items():
            state, text = self.value(f"open-{key}-state"), self.value(f"open-{key}-text")
            if state == "solved" and not text:
                self.form.add_error(f"open-{key}-text", NO_OUTCOME)
            if (state or text) and on and on < problem.opened_on:
                self.form.add_error(f"open-{key}-text", NOT_YET.format(thai.format_date(problem.opened_on)))

    def told(self):
        """{problem key: (is it solved?, words)}."""
        wanted = {}
        for key in self.problems:
            state, text = self.value(f"open-{key}-state"), self.value(f"open-{key}-text")
            if state or text:
                wanted[key] = (state == "solved", text or "ติดตามแล้ว ยังมีอยู่")
        return wanted

    @property
    def rows(self):
        form = self.form
        return [
            {"problem": problem, "state": form[f"open-{key}-state"], "text": form[f"open-{key}-text"]}
            for key, problem in self.problems.items()
        ]
