"""From the database's refusal to the sentence that its constraint carries."""

import re

from django.apps import apps
from django.db.models import UniqueConstraint

FALLBACK = "ข้อมูลขัดกับระเบียนที่มีอยู่ โปรดตรวจสอบแล้วลองใหม่"


def sentence_of(error):
    """The user's sentence for an IntegrityError; PostgreSQL names the constraint, SQLite the columns of a unique one."""
    text = str(error)
    words = set(re.findall(r"\w+", text))
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name in words or _names_columns(text, model, constraint):
                return constraint.get_violation_error_message()
    return FALLBACK


def _names_columns(text, model, constraint):
    if not isinstance(constraint, UniqueConstraint) or not constraint.fields:
        return False
    table, column = model._meta.db_table, model._meta.get_field
    columns = ", ".join(f"{table}.{column(name).column}" for name in constraint.fields)
    return text.endswith(f"failed: {columns}")
