"""What the phone keeps of the app: the shell, and every file that it leads to, each named with what is in it."""

import hashlib
import posixpath
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import get_template
from django.urls import reverse

LIBRARIES = [
    f"vendor/workbox-7.4.1/workbox-{part}.js" for part in ("core", "routing", "strategies", "precaching")
]
ENGINE = [f"phone/{part}.js" for part in ("bundle", "outbox", "photos", "sender", "session", "update")]
ICONS = ["img/phone-192.png", "img/phone-512.png", "img/phone-maskable.png"]
IN_TEMPLATE = re.compile(r"{%\s*static\s+['\"]([^'\"]+)['\"]")
IN_SCRIPT = re.compile(r"(?:from|import)\s*\(?\s*['\"](\.{1,2}/[^'\"]+)['\"]")
IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")
LEADS = {".js": IN_SCRIPT, ".css": IN_STYLE}


def read(name):
    return Path(finders.find(name)).read_bytes()


def source_of_shell():
    return Path(get_template("phone/shell.html").origin.name).read_text()


def leads_of(name):
    """Files that a script imports or a style sheet names, relative to its own place."""
    pattern = LEADS.get(posixpath.splitext(name)[1])
    if not pattern or "vendor/" in name:
        return []
    found = pattern.findall(read(name).decode())
    home = posixpath.dirname(name)
    return [posixpath.normpath(posixpath.join(home, each)) for each in found if not each.startswith("data:")]


def names():
    """Names of every static file the app needs without a network."""
    waiting, found = [*IN_TEMPLATE.findall(source_of_shell()), *ICONS, *ENGINE], []
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.append(name)
            waiting += leads_of(name)
    return sorted(found)


def sum_of(content):
    return hashlib.sha256(content).hexdigest()[:16]


def version():
    """Changes with whatever the phone would keep."""
    contents = [read(name) for name in [*names(), *LIBRARIES]]
    return sum_of(b"".join([source_of_shell().encode(), *contents]))[:12]


def files():
    """The worker's list; a shell of another version is another shell."""
    listed = [{"url": staticfiles_storage.url(name), "revision": sum_of(read(name))} for name in names()]
    return [{"url": reverse("phone:shell"), "revision": version()}, *listed]


def libraries():
    return [staticfiles_storage.url(name) for name in LIBRARIES]


def manifest():
    sizes = ("192x192", "512x512", "512x512")
    icons = [
        {"src": staticfiles_storage.url(name), "sizes": size, "type": "image/png", "purpose": purpose}
        for name, size, purpose in zip(ICONS, sizes, ("any", "any", "maskable"), strict=True)
    ]
    home = reverse("phone:shell")
    return {
        "name": "สัมมาชีพชุมชน ภาคสนาม",
        "short_name": "ภาคสนาม",
        "lang": "th",
        "id": home,
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "theme_color": "#0f5c4d",
        "background_color": "#f5f7f4",
        "icons": icons,
    }
