"""The demo's logins: open to whoever sits at this machine, while the demo is loaded and nobody else can reach it."""

from django.utils.functional import SimpleLazyObject

from .backends import demo_logins_allowed
from .models import User

PASSWORD = "demo-sammachip"  # noqa: S105 (printed beside the login; the account answers on a loopback address alone)


def demo_logins():
    """What a person needs to sign in as each role of the demo; nothing where these logins do not exist."""
    if not demo_logins_allowed():
        return []
    return [
        {"label": label(user), "username": user.username, "password": PASSWORD}
        for user in User.objects.filter(is_demo=True).order_by("pk")
    ]


def label(user):
    role = user.get_role_display()
    return user.position if user.position.startswith(role) else f"{role} · {user.position}"


def entrance(request):
    """Context of the page for signing in: the demo's logins, and whether there is nobody yet who could sign in."""
    user = getattr(request, "user", None)  # a request that was refused at the door has none
    if user is None or user.is_authenticated:
        return {}
    return {
        "demo_logins": SimpleLazyObject(demo_logins),
        "has_nobody": SimpleLazyObject(lambda: not User.objects.exists()),
    }
