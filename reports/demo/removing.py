"""The demo is taken away whole: every row of its district, also what was added since, its logins, and its history."""

from functools import partial

from django.db import connection, models, transaction

from accounts.models import User
from villages.models import Province

from .places import DISTRICT, PROVINCE
from .standing import demo_users, is_loaded, registers

CHUNK = 500


class RemovalRefused(Exception):
    """The demo stays; the message says why and what to do."""


def added_rows():
    """How many rows of the demo district were added by someone who is no demo user (a real one, or a command)."""
    return sum(added_of(model).count() for model in tracked())


def added_of(model):
    made = model.history.model.objects.filter(history_type="+").exclude(history_user__in=demo_users())
    return made.filter(**{f"{model._meta.pk.name}__in": in_demo(model).values("pk")})


def in_demo(model):
    return model._default_manager.in_area(DISTRICT[0])


def tracked():
    return [model for model in registers() if hasattr(model, "history")]


@transaction.atomic
def remove(*, also_added):
    """Take the demo away; rows that real users added go with it only when `also_added` says so."""
    if not is_loaded():
        raise RemovalRefused("ไม่มีข้อมูลตัวอย่างให้นำออก")
    if not also_added and (count := added_rows()):
        raise RemovalRefused(
            f"ยังไม่นำข้อมูลตัวอย่างออก เพราะมีผู้ใช้จริงเพิ่มระเบียนไว้ในอำเภอตัวอย่าง {count:,} รายการ ซึ่งจะถูกลบไปด้วย "
            "หากต้องการลบทั้งหมด โปรดสั่งใหม่พร้อม --also-added"
        )
    know_the_tables()
    removed = {model._meta.verbose_name: take_away(model) for model in reversed(registers())}
    Province.objects.filter(code=PROVINCE[0], districts=None).delete()
    dismiss_users()
    return {name: count for name, count in removed.items() if count}


def know_the_tables():
    """PostgreSQL plans by what it last counted; just loaded, it would read whole tables for every row that goes.

    Our own tables are named one by one: without names PostgreSQL also locks what all databases of a server share.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in registers())
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")


def take_away(model):
    """Delete the rows of one table that lie in the demo district, leaving no history of them behind."""
    rows = in_demo(model)
    if not hasattr(model, "history"):
        return rows.delete()[0]
    keys = list(rows.values_list("pk", flat=True))
    delete_files(rows)
    for field in model._meta.many_to_many:
        field.remote_field.through.objects.filter(**{f"{field.m2m_field_name()}__in": rows}).delete()
    # Deleting through the model would write a history of each deletion, one row at a time.
    rows._raw_delete(rows.db)
    forget(model, keys)
    return len(keys)


def delete_files(rows):
    """The files of rows that are about to go, once it is sure that they have gone."""
    for field in rows.model._meta.fields:
        if isinstance(field, models.FileField):
            for name in rows.values_list(field.name, flat=True):
                transaction.on_commit(partial(field.storage.delete, name), robust=True)


def forget(model, keys):
    past, name = model.history.model.objects, model._meta.pk.name
    for start in range(0, len(keys), CHUNK):
        past.filter(**{f"{name}__in": keys[start : start + CHUNK]}).delete()
    by_demo = past.filter(history_user__in=demo_users())
    by_demo.exclude(**{f"{name}__in": model._default_manager.values("pk")}).delete()


def dismiss_users():
    keys = list(demo_users().values_list("pk", flat=True))
    demo_users().delete()
    User.history.filter(id__in=keys).delete()
