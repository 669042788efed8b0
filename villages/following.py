"""The rules and questions that a new plan begins with; the office changes them in its plan."""

from .models import VisitQuestion, VisitRule

H, T, S, G = (
    VisitRule.Subject.HOUSEHOLD,
    VisitRule.Subject.TEAM,
    VisitRule.Subject.SESSION,
    VisitRule.Subject.GROUP,
)
ENROLLED, CONFIRMED, STARTS, ENDS, FORMED = VisitRule.Anchor

# name, subject, phase, villages, opens from, days, due from, days, before the training?
RULES = (
    ("ก่อนอบรม ภายใน 14 วันหลังสมัครใจ", H, "before", "all", ENROLLED, 0, ENROLLED, 14, True),
    ("ระหว่างอบรม", H, "during", "all", STARTS, 0, ENDS, 0, False),
    ("หลังอบรม 30 วัน", H, "after", "all", ENDS, 1, ENDS, 30, False),
    ("หลังอบรม 90 วัน", H, "after", "all", ENDS, 61, ENDS, 90, False),
    ("หลังอบรม 180 วัน", H, "after", "all", ENDS, 136, ENDS, 180, False),
    ("หลังอบรม 1 ปี", H, "after", "carried", ENDS, 300, ENDS, 365, False),
    ("หลังอบรม 2 ปี", H, "after", "carried", ENDS, 660, ENDS, 730, False),
    ("ก่อนอบรม หลังยืนยันทีม", T, "before", "all", CONFIRMED, 0, CONFIRMED, 30, True),
    ("หลังอบรม 60 วัน", T, "after", "all", ENDS, 1, ENDS, 60, False),
    ("ในวันอบรม", S, "during", "all", STARTS, 0, ENDS, 0, False),
    ("หลังก่อตั้ง 30 วัน", G, "after", "all", FORMED, 0, FORMED, 30, False),
    ("หลังก่อตั้ง 180 วัน", G, "after", "all", FORMED, 120, FORMED, 180, False),
    ("หลังก่อตั้ง 1 ปี", G, "after", "carried", FORMED, 300, FORMED, 365, False),
)
RULE_COLUMNS = (
    "name",
    "subject",
    "phase",
    "villages",
    "opens_from",
    "opens_days",
    "due_from",
    "due_days",
    "is_before_training",
)

# whom, phase, text, kind, options, unit, least, most
QUESTIONS = (
    ("household", "before", "รายจ่ายของครัวเรือนต่อเดือน", "money", "", "", 500, 60000),
    ("household", "before", "ปัจจัยที่ต้องการ", "text", "", "", None, None),
    ("household", "during", "ได้ลงมือทำเอง", "choice", "ทำเองได้\nทำได้บ้าง\nยังไม่ได้ทำ", "", None, None),
    ("household", "after", "ขายที่ไหน", "choices", "ในหมู่บ้าน\nตลาดนัด\nร้านค้า\nออนไลน์\nยังไม่ได้ขาย", "", None, None),
    ("household", "after", "เงินออมต่อเดือน", "money", "", "", 0, 20000),
    ("group", "", "สมาชิกที่มาร่วมงานครั้งล่าสุด", "number", "", "คน", 0, 200),
)
QUESTION_COLUMNS = ("whom", "phase", "text", "kind", "options", "unit", "least", "most")


def standard_rules(plan):
    """Unsaved rules of a plan."""
    return [
        VisitRule(plan=plan, order=order, **dict(zip(RULE_COLUMNS, row, strict=True)))
        for order, row in enumerate(RULES, 1)
    ]


def standard_questions(plan):
    return [
        VisitQuestion(plan=plan, order=order, **dict(zip(QUESTION_COLUMNS, row, strict=True)))
        for order, row in enumerate(QUESTIONS, 1)
    ]
