"""A template variable that nobody defined fails the test, where the template is ours."""

import inspect
from pathlib import Path

from django.template.base import UNKNOWN_SOURCE, Node

ROOT = Path(__file__).resolve().parent.parent
THEIRS = ROOT / ".venv"


def is_ours(path):
    return path.is_relative_to(ROOT) and not path.is_relative_to(THEIRS)


def node_being_rendered():
    """The template tag or variable at work, found up the stack, as Django does not hand it over."""
    frame = inspect.currentframe()
    while frame := frame.f_back:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return node
    return None


class UndefinedVariable(str):
    """Django asks string_if_invalid whether it holds %s, and then formats the variable's name into it."""

    def __contains__(self, part):
        return part == "%s" or super().__contains__(part)

    def __mod__(self, variable):
        node = node_being_rendered()
        place = node.origin.name if node else UNKNOWN_SOURCE
        if place != UNKNOWN_SOURCE and not is_ours(Path(place)):
            return ""
        line = getattr(getattr(node, "token", None), "lineno", "?")
        raise AssertionError(f"{place}:{line}: {{{{ {variable} }}}} is not defined")
