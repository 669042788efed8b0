"""The demo district: อำเภอเมืองสงขลา with its real villages and plainly invented people, alive on the day it is loaded."""

from .loading import DemoRefused, load
from .removing import RemovalRefused, added_rows, remove
from .standing import demo_users, first_real_rows, is_loaded

__all__ = [
    "DemoRefused",
    "RemovalRefused",
    "added_rows",
    "demo_users",
    "first_real_rows",
    "is_loaded",
    "load",
    "remove",
]
