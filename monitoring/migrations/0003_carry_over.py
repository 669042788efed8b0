"""Rows in a migration of their own: PostgreSQL alters no table in the transaction that filled it."""

from django.db import migrations

from sammachip.lib.uuid7 import uuid7

KINDS = (
    "ตลาด/การขาย",
    "วัตถุดิบ",
    "เงินทุน",
    "ความรู้/ทักษะ",
    "เครื่องมือ/อุปกรณ์",
    "แรงงานในครัวเรือน",
    "ไม่มีเวลา",
    "โรคและแมลงศัตรูพืช/สัตว์",
    "น้ำ/ดินฟ้าอากาศ",
    "ที่ดิน/สถานที่",
    "อื่น ๆ",
)


def first_kinds(apps, schema_editor):
    """The list that an install begins with; from then on the admin keeps it."""
    kind = apps.get_model("monitoring", "ProblemKind")
    kind.objects.bulk_create(kind(name=name, order=order) for order, name in enumerate(KINDS, 1))


def carry_over(apps, schema_editor):
    """Visits of before say whom they were paid to; what they told of problems stands in rows, open, of no kind yet known."""
    visit, problem, kind = (apps.get_model("monitoring", name) for name in ("Visit", "Problem", "ProblemKind"))
    for model in (visit, apps.get_model("monitoring", "HistoricalVisit")):
        model.objects.filter(group__isnull=False).update(whom="group")
        model.objects.filter(group=None, enrolment=None).update(whom="village")
    other = kind.objects.get(name="อื่น ๆ")
    for row in visit.objects.exclude(problem="", cause="", way_out=""):
        problem.objects.create(
            id=uuid7(),
            kind=other,
            participation=row.participation,
            enrolment=row.enrolment,
            group=row.group,
            found_in=row,
            text=row.problem,
            cause=row.cause,
            way_out=row.way_out,
            owner=row.visitor,
            opened_on=row.visited_on,
        )


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_follow_up")]

    operations = [
        migrations.RunPython(first_kinds, migrations.RunPython.noop),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
