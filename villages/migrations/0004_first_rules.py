"""Rows in a migration of their own: PostgreSQL alters no table in the transaction that filled it."""

from django.db import migrations

from sammachip.lib.uuid7 import uuid7

# As they stood when plans got rules and questions of their own.
RULES = (
    ('ก่อนอบรม ภายใน 14 วันหลังสมัครใจ', 'household', 'before', 'all', 'enrolled', 0, 'enrolled', 14, True),
    ('ระหว่างอบรม', 'household', 'during', 'all', 'training_start', 0, 'training_end', 0, False),
    ('หลังอบรม 30 วัน', 'household', 'after', 'all', 'training_end', 1, 'training_end', 30, False),
    ('หลังอบรม 90 วัน', 'household', 'after', 'all', 'training_end', 61, 'training_end', 90, False),
    ('หลังอบรม 180 วัน', 'household', 'after', 'all', 'training_end', 136, 'training_end', 180, False),
    ('หลังอบรม 1 ปี', 'household', 'after', 'carried', 'training_end', 300, 'training_end', 365, False),
    ('หลังอบรม 2 ปี', 'household', 'after', 'carried', 'training_end', 660, 'training_end', 730, False),
    ('ก่อนอบรม หลังยืนยันทีม', 'team', 'before', 'all', 'confirmed', 0, 'confirmed', 30, True),
    ('หลังอบรม 60 วัน', 'team', 'after', 'all', 'training_end', 1, 'training_end', 60, False),
    ('ในวันอบรม', 'session', 'during', 'all', 'training_start', 0, 'training_end', 0, False),
    ('หลังก่อตั้ง 30 วัน', 'group', 'after', 'all', 'formed', 0, 'formed', 30, False),
    ('หลังก่อตั้ง 180 วัน', 'group', 'after', 'all', 'formed', 120, 'formed', 180, False),
    ('หลังก่อตั้ง 1 ปี', 'group', 'after', 'carried', 'formed', 300, 'formed', 365, False),
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
QUESTIONS = (
    ('household', 'before', 'รายจ่ายของครัวเรือนต่อเดือน', 'money', '', '', 500, 60000),
    ('household', 'before', 'ปัจจัยที่ต้องการ', 'text', '', '', None, None),
    ('household', 'during', 'ได้ลงมือทำเอง', 'choice', 'ทำเองได้\nทำได้บ้าง\nยังไม่ได้ทำ', '', None, None),
    ('household', 'after', 'ขายที่ไหน', 'choices', 'ในหมู่บ้าน\nตลาดนัด\nร้านค้า\nออนไลน์\nยังไม่ได้ขาย', '', None, None),
    ('household', 'after', 'เงินออมต่อเดือน', 'money', '', '', 0, 20000),
    ('group', '', 'สมาชิกที่มาร่วมงานครั้งล่าสุด', 'number', '', 'คน', 0, 200),
)
QUESTION_COLUMNS = ("whom", "phase", "text", "kind", "options", "unit", "least", "most")


def first_rules(apps, schema_editor):
    """Plans of before follow the standard rules and ask the standard questions."""
    tables = (("VisitRule", RULES, RULE_COLUMNS), ("VisitQuestion", QUESTIONS, QUESTION_COLUMNS))
    for plan in apps.get_model("villages", "Plan").objects.all():
        for name, rows, columns in tables:
            model = apps.get_model("villages", name)
            for order, row in enumerate(rows, 1):
                told = dict(zip(columns, row, strict=True))
                model.objects.create(id=uuid7(), plan=plan, order=order, **told)


class Migration(migrations.Migration):
    dependencies = [("villages", "0003_follow_up")]

    operations = [migrations.RunPython(first_rules, migrations.RunPython.noop)]
