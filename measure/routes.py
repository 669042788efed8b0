"""Every named page of the URL map, who may open it, and an address of it filled from the rows that stand."""

import logging
import re
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import ForeignKey
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from accounts.roles import Role

# Who uses the pages of an app most; elsewhere it is the district's officer.
OFTENEST = {"monitoring": Role.FIELD_OFFICER, "reports": Role.DISTRICT_CHIEF, "admin": Role.SYSTEM_ADMIN}
ORDER = (
    Role.DISTRICT_OFFICER,
    Role.FIELD_OFFICER,
    Role.DISTRICT_CHIEF,
    Role.SYSTEM_ADMIN,
    Role.VIEWER,
    Role.AUDITOR,
)
LOOKED_AT, TRIED = 30, 8
# Rows that have much to show, known by these values.
FAVOURITES = {
    "village": {"code": "90010203"},
    "household": {"last_name": "012"},
    "sage": {"course_passed": True},
    "plan": {"fiscal_year": 2562},
}


@dataclass(frozen=True)
class Route:
    """`name` as `reverse` knows it, the names of its parameters, the view behind it."""

    name: str
    parameters: tuple[str, ...]
    view: object

    @property
    def app(self):
        return self.name.partition(":")[0] if ":" in self.name else ""

    @property
    def file_name(self):
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower())

    @property
    def model(self):
        return getattr(getattr(self.view, "view_class", None), "model", None)

    @property
    def is_open(self):
        return getattr(self.view, "login_required", True) is False


def routes(patterns=None, namespace=""):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(entry, URLPattern):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry.url_patterns, inner)
        elif entry.name:
            yield Route(f"{namespace}{entry.name}", tuple(entry.pattern.regex.groupindex), entry.callback)


def viewers(route):
    """The demo's users who may open the page, whoever uses it most first; None is a visitor who has not signed in."""
    if route.is_open:
        return [None]
    first = OFTENEST.get(route.app, Role.DISTRICT_OFFICER)
    demo = get_user_model().objects.filter(is_demo=True).order_by("-pk")
    users = {role: demo.filter(role=role).first() for role in (first, *ORDER)}
    asked = getattr(getattr(route.view, "view_class", None), "permission_required", None) or ()
    asked = {asked} if isinstance(asked, str) else set(asked)
    is_admin = route.name.startswith("admin:")
    return [user for user in users.values() if user.has_perms(asked) and (user.is_staff or not is_admin)]


def addresses(route, user):
    """Addresses of the page that may work, the likeliest first."""
    if not route.parameters:
        return [reverse(route.name)]
    found = []
    for model in models_for(route):
        for row in rows_of(model, user):
            try:
                found.append(
                    reverse(route.name, kwargs={name: filled(name, row) for name in route.parameters})
                )
            except NoReverseMatch:
                break
    return found


def filled(name, row):
    names = {"app": row._meta.app_label, "app_label": row._meta.app_label, "model": row._meta.model_name}
    return names.get(name, row.pk)


def models_for(route):
    """The model of the view; else what a parameter is called after; else those of the app, else any."""
    named = [model for model in apps.get_models() if model._meta.model_name in route.parameters]
    if route.name.startswith("admin:"):
        label = route.name.removeprefix("admin:").rpartition("_")[0]
        return [
            model
            for model in apps.get_models()
            if f"{model._meta.app_label}_{model._meta.model_name}" == label
        ]
    own = [route.model] if route.model and "pk" in route.parameters else []
    scoped = [model for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")]
    near = [model for model in scoped if model._meta.app_label == route.app]
    return list(dict.fromkeys([*own, *named, *near, *reversed(scoped)]))


@cache
def rows_of(model, user):
    """Of the newest rows that the user may see, those with most rows hanging on them."""
    manager = model._default_manager
    rows = manager.visible_to(user) if hasattr(manager.all(), "visible_to") and user else manager.all()
    favourite = FAVOURITES.get(model._meta.model_name)
    first = list(rows.filter(**favourite)[:TRIED]) if favourite else []
    return first + sorted(rows.order_by("-pk")[:LOOKED_AT], key=lambda row: -weight(row))[:TRIED]


def weight(row):
    fields = [field for field in row._meta.related_objects if isinstance(field.field, ForeignKey)]
    fields = [field for field in fields if not field.related_model.__name__.startswith("Historical")]
    return sum(
        field.related_model._default_manager.filter(**{field.field.name: row}).count() for field in fields
    )


def reached(route, user):
    """(address, "") of the first page that opens, or ("", why there is none)."""
    logging.disable(logging.ERROR)
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    reasons = []
    for address in addresses(route, user):
        response = client.get(address, SERVER_NAME="127.0.0.1")
        reasons.append(reason(response))
        if not reasons[-1]:
            return address, ""
        if response.status_code == 500:
            return "", reasons[-1]
    told = sorted(reasons, key=lambda why: why.startswith("answers"))
    return "", told[0] if told else "no row fills its address"


def reason(response):
    """Why an answer is no page of its own, or nothing."""
    if response.status_code in (301, 302):
        return f"leads to {response.url}"
    if response.status_code == 405:
        return "only posts"
    if response.status_code != 200:
        return f"answers {response.status_code}"
    if "text/html" not in response.get("Content-Type", ""):
        return f"gives a file ({response.get('Content-Type')})"
    return "" if b"<html" in response.content[:2000] else "is a part of other pages"
