"""From the database's refusal to the sentence that its constraint carries."""

from django.apps import apps
from django.db.models import UniqueConstraint

FALLBACK = "ข้อมูลขัดกับระเบียนที่มีอยู่ โปรดตรวจสอบแล้วลองใหม่"


def sentence_of(error):
    """The user's sentence for an IntegrityError; PostgreSQL names the constraint, SQLite the columns of a unique one."""
    text = str(error)
    for model in apps.get_models():
        table = model._meta.db_table
        for constraint in model._meta.constraints:
            named = constraint.name in text
            if named or (isinstance(constraint, UniqueConstraint) and _names_columns(text, table, model, constraint)):
                return constraint.get_violation_error_message()
    return FALLBACK


def _names_columns(text, table, model, constraint):
    columns = ", ".join(f"{table}.{model._meta.get_field(name).column}" for name in constraint.fields)
    return bool(columns) and text.endswith(f"failed: {columns}")
