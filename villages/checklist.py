"""The checklists of a year, answered for one person: each criterion is met, not met, or not answered yet."""

from dataclasses import dataclass

from .models import Criterion

STATES = (("yes", "ผ่าน"), ("no", "ไม่ผ่าน"), ("", "ยังไม่ตอบ"))
VALUES = {"yes": True, "no": False, "": None}
TEXTS = {is_met: text for text, is_met in VALUES.items()}


@dataclass(frozen=True)
class Line:
    """One criterion and what was found; `is_met` is None where nobody has answered."""

    criterion: Criterion
    is_met: bool | None

    @property
    def name(self):
        return f"c{self.criterion.pk}"

    @property
    def text(self):
        return TEXTS[self.is_met]


@dataclass(frozen=True)
class Checklist:
    lines: tuple

    def __iter__(self):
        return iter(self.lines)

    def __bool__(self):
        return bool(self.lines)

    @property
    def met(self):
        return sum(line.is_met is True for line in self.lines)

    @property
    def unanswered(self):
        return sum(line.is_met is None for line in self.lines)

    @property
    def words(self):
        """`ผ่าน 3/4 ข้อ ยังไม่ตอบ 1 ข้อ`; nothing where the year has no criteria."""
        if not self.lines:
            return ""
        left = f" ยังไม่ตอบ {self.unanswered} ข้อ" if self.unanswered else ""
        return f"ผ่าน {self.met}/{len(self.lines)} ข้อ{left}"

    @property
    def tone(self):
        if self.unanswered:
            return "grey"
        return "green" if self.met == len(self.lines) else "gold"

    @property
    def texts(self):
        """{name: yes | no | ""} as a card keeps it."""
        return {line.name: line.text for line in self.lines}

    def as_typed(self, texts):
        """The same list with what a person has just answered."""
        lines = (Line(line.criterion, VALUES.get(texts[line.name])) for line in self.lines)
        return Checklist(tuple(lines))


def checklist(criteria, answers):
    """`answers` (rows with criterion_id and is_met), of which only those to `criteria` are told."""
    found = {answer.criterion_id: answer.is_met for answer in answers}
    return Checklist(tuple(Line(criterion, found.get(criterion.pk)) for criterion in criteria))


def answered(changes):
    """{criterion key: True | False | None} of what was changed on a card."""
    return {
        int(name[1:]): VALUES[text]
        for name, text in changes.items()
        if name[0] == "c" and name[1:].isdecimal() and text in VALUES
    }
