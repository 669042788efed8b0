"""Rows in a migration of their own: PostgreSQL alters no table in the transaction that filled it."""

from django.db import migrations

from sammachip.lib.uuid7 import uuid7

SUFFICIENCY = (
    "พอประมาณ",
    "มีเหตุผล",
    "มีภูมิคุ้มกัน",
    "ความรู้",
    "คุณธรรม",
)
ROYAL = (
    "ศึกษาข้อมูลอย่างเป็นระบบ",
    "ระเบิดจากข้างใน",
    "แก้ปัญหาที่จุดเล็ก",
    "ทำตามลำดับขั้น",
    "ภูมิสังคม",
    "องค์รวม",
    "ไม่ติดตำรา",
    "ประหยัด เรียบง่าย ได้ประโยชน์สูงสุด",
    "ทำให้ง่าย",
    "การมีส่วนร่วม",
    "ประโยชน์ส่วนรวม",
    "บริการรวมที่จุดเดียว",
    "ทรงใช้ธรรมชาติช่วยธรรมชาติ",
    "ใช้อธรรมปราบอธรรม",
    "ปลูกป่าในใจคน",
    "ขาดทุนคือกำไร",
    "การพึ่งตนเอง",
    "พออยู่พอกิน",
    "เศรษฐกิจพอเพียง",
    "ความซื่อสัตย์ สุจริต จริงใจต่อกัน",
    "ทำงานอย่างมีความสุข",
    "ความเพียร",
    "รู้ รัก สามัคคี",
)


def first_principles(apps, schema_editor):
    """The list that an install begins with; from then on the admin keeps it."""
    principle = apps.get_model("training", "Principle")
    for source, texts in (("sufficiency", SUFFICIENCY), ("royal", ROYAL)):
        principle.objects.bulk_create(
            principle(source=source, text=text, order=order) for order, text in enumerate(texts, 1)
        )


def carry_over(apps, schema_editor):
    """Sessions of before name their teachers in rows of their own, and have invited whom they expected then."""
    session_model, teaching, invitation = (
        apps.get_model("training", name) for name in ("Session", "Teaching", "Invitation")
    )
    support = apps.get_model("training", "InputSupport")
    for session in session_model.objects.all():
        for member in session.trainers.all():
            teaching.objects.create(id=uuid7(), session=session, team_member=member)
        column = "team_member" if session.kind == "team" else "enrolment"
        people = session.participation.team if session.kind == "team" else session.participation.enrolments
        left = {"left_on": None} if session.kind == "team" else {"withdrawn_on": None}
        keys = set(people.filter(**left).values_list("pk", flat=True))
        noted = session.attendances.exclude(**{column: None})
        for key in keys | set(noted.values_list(column, flat=True)):
            invitation.objects.create(id=uuid7(), session=session, **{f"{column}_id": key})
        given = support.objects.filter(enrolment__participation=session.participation, session=None)
        given.filter(received_on__range=(session.starts_on, session.ends_on)).update(session=session)


class Migration(migrations.Migration):
    dependencies = [("training", "0002_teaching")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RunPython(first_principles, migrations.RunPython.noop),
    ]
