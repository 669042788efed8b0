"""The shape of the house (docs/house.md), held by tests so that nobody has to remember it."""

import ast
import hashlib
import re
import statistics
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, get_resolver

from accounts.roles import PERMISSIONS
from phones.who import OfPhone

ROOT = Path(__file__).resolve().parent.parent
FLOORS = [
    "accounts",
    "villages",
    "sages",
    "households",
    "training",
    "groups",
    "monitoring",
    "phones",
    "reports",
]
NAMELESS = {"utils", "helpers", "common", "mixins", "managers", "selectors", "signals", "constants"}
THAI = re.compile(r"[ก-๛]")
OPEN_PAGES = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "certificate_check",
    "training:feed_ics",
    "monitoring:feed_ics",
}

SOURCES = [
    path
    for folder in ["sammachip", *FLOORS]
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
TREES = {path: ast.parse(path.read_text()) for path in SOURCES}
OURS = [model for model in apps.get_models() if model._meta.app_label in FLOORS]
REGISTERS = [model for model in OURS if not model.__name__.startswith("Historical")]


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def imports_of(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module, node


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_imports_go_down_only(path):
    home = path.relative_to(ROOT).parts[0]
    allowed = FLOORS[: FLOORS.index(home) + 1] if home in FLOORS else []
    for module, node in imports_of(TREES[path]):
        top = module.split(".")[0]
        if top in FLOORS:
            assert top in allowed, f"line {node.lineno}: {home} may not know {top}"
        if top == "sammachip" and home in FLOORS:
            from_lib = module.startswith("sammachip.lib") or (
                module == "sammachip" and node.names[0].name == "lib"
            )
            assert from_lib, f"line {node.lineno}: apps take only sammachip.lib"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_imports_stand_at_the_top_and_nothing_listens_to_saves(path):
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef):
            inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not inner, f"line {node.lineno}: import inside {node.name}"
    modules = {module for module, _ in imports_of(TREES[path])}
    assert not {m for m in modules if (m.startswith("django") and "signals" in m) or m == "django.dispatch"}


@pytest.mark.parametrize("model", REGISTERS, ids=lambda model: model.__name__)
def test_no_model_is_clever_when_it_saves(model):
    assert "save" not in vars(model)
    assert "delete" not in vars(model)


# Where rows are made, joined or checked for being there only once: what is shown from them has passed `visible_to`.
BEHIND_THE_PAGES = {
    "models",
    "services",
    "imports",
    "forms",
    "filters",
    "progress",
    "frame",
    "demo",
    "counting",
}


def is_behind_the_pages(path):
    parts = path.relative_to(ROOT).parts
    in_room = {"models", "services", "forms"} & set(parts[:-1])
    in_engine = parts[:2] == ("villages", "importing") and path.stem not in {
        "screens",
        "import_list",
        "presses",
    }
    return in_room or in_engine or path.stem in BEHIND_THE_PAGES or {"demo", "management"} & set(parts)


def test_pages_read_rows_only_through_visible_to():
    found = []
    for path in SOURCES:
        if not is_behind_the_pages(path):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if re.search(r"\.(objects|_default_manager)\.(?!visible_to|published)", line):
                    found.append(f"{name_of(path)}:{number}: {line.strip()}")
    assert not found


def routes(patterns=None, namespace=""):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry.callback
        elif entry.namespace != "admin":
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry.url_patterns, inner)


def view_class(callback):
    return getattr(callback, "view_class", None) or callback


def test_the_pages_open_to_anyone_are_exactly_these():
    is_open = {name for name, view in routes() if getattr(view, "login_required", True) is False}
    is_open -= {name for name, view in routes() if operations_of(view)}
    assert is_open <= OPEN_PAGES, is_open - OPEN_PAGES


def operations_of(view):
    """What an address of the API does: it answers 401 by itself, so the login page does not stand before it."""
    return getattr(view, "operations", [])


def asked_of(view):
    if operations := operations_of(view):
        doors = [door for operation in operations for door in operation.auth_callbacks or [None]]
        assert all(isinstance(door, OfPhone) for door in doors)
        return {door.permission for door in doors}
    asked = getattr(view_class(view), "permission_required", None)
    return {asked} if isinstance(asked, str) else set(asked or ())


def test_every_page_asks_for_a_permission_or_is_open_and_every_permission_is_granted_to_some_role():
    granted = set().union(*PERMISSIONS.values())
    for name, view in routes():
        if name not in OPEN_PAGES and not view.__module__.startswith("allauth"):
            assert asked_of(view), f"{name} asks for no permission"
            assert asked_of(view) <= granted, f"{name} asks for {asked_of(view) - granted}, which no role has"


@pytest.mark.parametrize("model", REGISTERS, ids=lambda model: model.__name__)
def test_models_and_fields_have_thai_names(model):
    assert THAI.search(str(model._meta.verbose_name))
    for field in model._meta.get_fields():
        own = isinstance(field, models.Field) and not field.auto_created
        inherited = field.name in {"password", "last_login", "is_superuser", "groups", "user_permissions"}
        if own and not inherited:
            assert THAI.search(str(field.verbose_name)), f"{model.__name__}.{field.name}"
    for constraint in model._meta.constraints:
        if model.__name__ != "ImportChange":
            assert THAI.search(str(constraint.violation_error_message)), constraint.name


@pytest.mark.parametrize("model", REGISTERS, ids=lambda model: model.__name__)
def test_every_model_says_which_fields_are_personal(model):
    names = {field.name for field in model._meta.get_fields()}
    assert set(model.personal_fields) <= names
    if "nid_ct" in names:
        assert set(model.sealed_fields) == {name for name in names if name.startswith("nid_")}


def test_tracked_rows_are_never_written_behind_their_history():
    """Plain bulk writes keep no history; where one is right (untracked tables), it is named here."""
    allowed = {"accounts/models/people.py"}
    found = []
    for path in SOURCES:
        for node in ast.walk(TREES[path]):
            bulk = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if bulk and node.func.attr in {"bulk_create", "bulk_update", "abulk_create"}:
                owner = ast.unparse(node.func.value)
                if name_of(path) not in allowed and "ImportChange" not in owner and "Historical" not in owner:
                    found.append(f"{name_of(path)}:{node.lineno} {owner}")
    assert not found


def test_files_stay_small_and_are_named_for_what_they_know():
    sizes = {name_of(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in sizes.items() if lines > 400} == {}
    assert statistics.median(lines for lines in sizes.values() if lines > 0) <= 80
    assert sizes["sammachip/lib/screens.py"] <= 120
    assert not [path for path in SOURCES if path.stem in NAMELESS]


def test_functions_read_in_one_glance():
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    )
    assert statistics.median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25


TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_script_or_style_stands_inside_a_page(path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", text)
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", text), "a page asks only this site"


def test_vendored_files_match_their_sums():
    vendored = tomllib.loads((ROOT / "static/vendor/vendor.toml").read_text())
    entries = [
        entry for group in vendored.values() for entry in (group if isinstance(group, list) else [group])
    ]
    assert entries
    listed = {entry["file"]: entry for entry in entries}
    for name, entry in listed.items():
        content = (ROOT / "static" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], name
        assert entry["licence"]
        assert entry["version"]
    carried = [*(ROOT / "static/vendor").rglob("*"), *(ROOT / "static/fonts").rglob("*")]
    present = {
        path.relative_to(ROOT / "static").as_posix()
        for path in carried
        if path.is_file() and path.suffix in {".js", ".css", ".woff2", ".svg", ".ttf"}
    }
    assert present == set(listed)


def test_the_project_speaks_of_itself_alone():
    """No path of a machine, no registry's host name, nothing outside the repository is needed."""
    for path in [
        *SOURCES,
        *TEMPLATES,
        *ROOT.glob("*.toml"),
        *ROOT.glob("requirements*.txt"),
        ROOT / "dev.py",
    ]:
        text = path.read_text()
        assert "../shared" not in text
        assert not re.search(r"//[a-z.-]*(pypi|npm|debian)[a-z.-]*/", text), name_of(path)
