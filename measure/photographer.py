"""Walks the URL map of a running demo with a browser: one picture and one axe run a page and width."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import django
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from measure import machine
from measure.routes import reached, routes, viewers
from measure.uploads import upload_all

AXE, OFFICER = Axe(), "demo-officer"
WIDTHS, TALLEST = {1440: 900, 390: 844}, 16000
EXPECTED = ("only posts", "gives a file", "is a part of other pages", "leads to")
# Opened by a secret that no row holds: a calendar's address, the code on a certificate.
BY_SECRET = ("training:feed_ics", "certificate_check")
# Django's admin has pages for verbs that no role is granted; only a broken one is worth a word.
BROKEN = ("answers 500", "answers 404")


@dataclass
class Picture:
    page: str
    role: str
    address: str
    width: int
    file: str
    violations: list[str] = field(default_factory=list)
    sideways: int = 0
    complaints: list[str] = field(default_factory=list)

    @property
    def is_djangos(self):
        return self.page.startswith("admin:")

    @property
    def faults(self):
        across = [f"{self.sideways} px wide on a screen of {self.width}"] if self.sideways else []
        return [*self.violations, *across, *self.complaints]


@dataclass
class Report:
    pictures: list[Picture] = field(default_factory=list)
    not_pages: dict[str, str] = field(default_factory=dict)
    unreached: dict[str, str] = field(default_factory=dict)

    @property
    def faults(self):
        ours = [fault for picture in self.pictures if not picture.is_djangos for fault in picture.faults]
        return ours + list(self.unreached)

    def words(self):
        for name, why in sorted(self.not_pages.items()):
            yield f"no picture of {name}: it {why}"
        djangos = Counter(
            fault.partition(";")[0]
            for picture in self.pictures
            if picture.is_djangos
            for fault in picture.faults
        )
        for fault, count in djangos.most_common():
            yield f"Django's own admin, {count} pictures: {fault}"
        for picture in self.pictures:
            for fault in [] if picture.is_djangos else picture.faults:
                yield f"!!! {picture.page} ({picture.width} px, {picture.role or 'not signed in'}): {fault}"
        for name, why in sorted(self.unreached.items()):
            yield f"!!! NOT REACHED: {name}: {why}"


@dataclass(frozen=True)
class Shot:
    """A page to be taken: as whom (login and role; empty: not signed in) and where it is."""

    page: str
    user: str
    role: str
    address: str
    file: str


def take_all(address, out, *, clock, every_role, only):
    """Find every page first, then take each at both widths."""
    django.setup()
    report = Report()
    with browsing() as browser:
        context = browser.new_context(base_url=address)
        sign_in(context, OFFICER)
        upload_all(context, reverse)
    with time_machine.travel(clock, tick=True):
        shots = plan(report, every_role=every_role, only=only)
    with ThreadPoolExecutor() as widths:
        for taken in widths.map(lambda width: take_at(width, shots, address, out, clock), WIDTHS):
            report.pictures += taken
    report.pictures.sort(key=lambda picture: (picture.page, picture.role, -picture.width))
    return report


def take_at(width, shots, address, out, clock):
    """All pages at one width, by a browser of its own."""
    taken, screen = [], {"width": width, "height": WIDTHS[width]}
    with browsing() as browser:
        for user in dict.fromkeys(shot.user for shot in shots):
            context = browser.new_context(viewport=screen, base_url=address)
            context.clock.set_fixed_time(clock)
            if user:
                sign_in(context, user)
            taken += [take(context, shot, width, out) for shot in shots if shot.user == user]
            context.close()
    return taken


@contextmanager
def browsing():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium())
        yield browser
        browser.close()


def plan(report, *, every_role, only):
    shots = []
    for route in routes():
        if re.search(only, route.name):
            users = viewers(route)
            found = [(user, *reached(route, user)) for user in (users if every_role else users[:1])]
            opened = [(user, address) for user, address, _ in found if address]
            shots += [shot_of(route, user, address, every_role=every_role) for user, address in opened]
            if not opened:
                note(report, route, found[0][2] if found else "no role of the demo may open it")
    return shots


def note(report, route, why):
    is_djangos = route.name.startswith("admin:") and why not in BROKEN
    is_expected = why.startswith(EXPECTED) or route.name in BY_SECRET
    (report.not_pages if is_expected or is_djangos else report.unreached)[route.name] = why


def shot_of(route, user, address, *, every_role):
    name, role = (user.username, user.role) if user else ("", "")
    file = f"{route.file_name}-{role.replace('_', '-')}" if every_role and role else route.file_name
    return Shot(route.name, name, role, address, file)


def sign_in(context, user):
    """As a person does it: by the button beside the demo login."""
    page = context.new_page()
    page.goto("/login/")
    page.locator("form", has=page.locator(f"input[value='{user}']")).get_by_role("button").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.close()


def take(context, shot, width, out):
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(shot.address)
    page.evaluate("document.fonts.ready.then(() => true)")
    if page.locator("[hx-trigger*='load'], [hx-trigger*='revealed'], .htmx-request").count():
        page.wait_for_load_state("networkidle")
    seen = list(complaints)  # what axe's own styles are refused for is no fault of the page
    found = violations(page)
    wide, high = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    # As tall as the page: what sticks to the edge of the screen then stands at its end, not across it.
    page.set_viewport_size({"width": width, "height": min(max(high, WIDTHS[width]), TALLEST)})
    file = f"{shot.file}-{width}.png"
    page.screenshot(path=out / file, full_page=True)
    page.close()
    sideways = wide if wide > width else 0
    return Picture(shot.page, shot.role, shot.address, width, file, found, sideways, seen)


def violations(page):
    """axe's findings, one line a rule: what is wrong, and the first places where it is."""
    found = AXE.run(page).response["violations"]
    return [f"{rule['id']} ({rule['impact']}): {rule['help']}; {places(rule['nodes'])}" for rule in found]


def places(nodes):
    first = ", ".join(str(node["target"][0]) for node in nodes[:3])
    return first + (f" and {len(nodes) - 3} more" if len(nodes) > 3 else "")
