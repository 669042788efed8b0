"""The addresses of one register's import; each app includes its own, with its own names."""

from django.urls import path

from . import screens

READ = "accounts.view_importbatch"


def import_urls(register, prefix="import/", name="import"):
    def page(route, screen, suffix, permission=register.permission):
        own = {"register": register, "permission_required": permission}
        made = type(f"{register.kind.name.title()}{screen.__name__}", (screen,), own)
        return path(prefix + route, made.as_view(), name=name + suffix)

    return [
        page("", screens.Upload, ""),
        page("template/", screens.Template, "_template"),
        page("<uuid:pk>/", screens.Result, "_batch", READ),
        page("<uuid:pk>/commit/", screens.Commit, "_commit"),
        page("<uuid:pk>/discard/", screens.Discard, "_discard"),
        page("<uuid:pk>/undo/", screens.Undo, "_undo"),
        page("<uuid:pk>/marked/", screens.Marked, "_marked"),
    ]
