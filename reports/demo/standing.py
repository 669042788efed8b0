"""What stands in the database: the demo, rows of real work, or nothing."""

from django.apps import apps

from accounts.models import User
from sammachip.lib.scope import ScopedQuerySet
from villages.models import Posting


def demo_users():
    return User.objects.filter(is_demo=True)


def is_loaded():
    return demo_users().exists()


def registers():
    """Every table whose rows lie in an area, the lower floors first. Who answers for an area is no such row."""
    return [
        model
        for model in apps.get_models()
        if isinstance(model._default_manager.all(), ScopedQuerySet) and model is not Posting
    ]


def first_real_rows():
    """Thai names of the registers that hold rows (a few are enough to say no)."""
    return [model._meta.verbose_name for model in registers() if model._default_manager.exists()][:3]
