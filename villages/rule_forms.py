"""Forms of the office's own rules of follow-up and of the questions that a visit asks."""

from sammachip.lib.forms import RegisterForm

from .models import VisitQuestion, VisitRule

Subject, Anchor, Kind = VisitRule.Subject, VisitRule.Anchor, VisitQuestion.Kind
TRAINING = {Anchor.TRAINING_START, Anchor.TRAINING_END}
ANCHORS = {
    Subject.HOUSEHOLD: {Anchor.ENROLLED} | TRAINING,
    Subject.TEAM: {Anchor.CONFIRMED} | TRAINING,
    Subject.SESSION: TRAINING,
    Subject.GROUP: {Anchor.FORMED},
}
RULE_LAYOUT = (
    ("กติกา", ("name", "subject", "phase", "villages")),
    ("ช่วงวันที่ต้องติดตาม", ("opens_from", "opens_days", "due_from", "due_days", "is_before_training")),
    ("การใช้", ("order", "is_used")),
)
QUESTION_LAYOUT = (
    ("คำถาม", ("whom", "phase", "text", "kind", "options")),
    ("จำนวนที่น่าจะเป็น", ("unit", "least", "most")),
    ("การใช้", ("order", "is_used")),
)
NO_SUCH_DAY = "{}ไม่มี{} โปรดเลือกวันอื่น"
NOT_BEFORE = "กติกาของ{}กำหนดให้ก่อนวันแรกของการอบรมไม่ได้"
NO_OPTIONS = "คำถามชนิดนี้ไม่มีตัวเลือก โปรดลบตัวเลือก หรือเปลี่ยนชนิดคำตอบ"
NO_RANGE = "คำถามชนิดนี้ไม่มีค่าต่ำสุดสูงสุด โปรดลบค่านี้ หรือเปลี่ยนชนิดคำตอบ"
ANSWERED = "มีผู้ตอบคำถามนี้แล้ว จึงต้องคงตัวเลือกเดิมไว้: {} เพิ่มตัวเลือกใหม่ได้"


class VisitRuleForm(RegisterForm):
    """By which a visit was excused stays as it was: then only its place and whether it is used may change."""

    layout = RULE_LAYOUT

    class Meta(RegisterForm.Meta):
        model = VisitRule
        fields = [name for _, names in RULE_LAYOUT for name in names]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_kept = not self.instance._state.adding and self.instance.excuses.exists()
        self.fix_once_stored("subject", *(self.fields.keys() - {"order", "is_used"} if self.is_kept else ()))

    def clean(self):
        cleaned = super().clean()
        subject = cleaned.get("subject")
        for name in ("opens_from", "due_from"):
            day = cleaned.get(name)
            if subject and day and day not in ANCHORS[subject]:
                self.add_error(name, NO_SUCH_DAY.format(Subject(subject).label, Anchor(day).label))
        if subject in (Subject.SESSION, Subject.GROUP) and cleaned.get("is_before_training"):
            self.add_error("is_before_training", NOT_BEFORE.format(Subject(subject).label))
        return cleaned


class VisitQuestionForm(RegisterForm):
    """What was asked and answered stays as it was asked; options may only be added."""

    layout = QUESTION_LAYOUT
    wide = ("text",)

    class Meta(RegisterForm.Meta):
        model = VisitQuestion
        fields = [name for _, names in QUESTION_LAYOUT for name in names]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_kept = not self.instance._state.adding and self.instance.answers.exists()
        self.before = self.instance.choices
        if self.is_kept:
            self.fix_once_stored("whom", "phase", "text", "kind", "unit")

    def clean(self):
        cleaned = super().clean()
        kind, options = cleaned.get("kind"), (cleaned.get("options") or "").splitlines()
        if options and kind not in (Kind.CHOICE, Kind.CHOICES, None):
            self.add_error("options", NO_OPTIONS)
        for name in ("least", "most"):
            if cleaned.get(name) is not None and kind not in (Kind.NUMBER, Kind.MONEY, None):
                self.add_error(name, NO_RANGE)
        if self.is_kept and (gone := [one for one in self.before if one not in options]):
            self.add_error("options", ANSWERED.format(", ".join(gone)))
        return cleaned
