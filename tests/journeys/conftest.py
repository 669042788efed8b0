"""Journeys: a person at a desk and one with a phone, in a real browser, on the demo district of today."""

import os
import sqlite3
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import sync_playwright

from measure import machine
from reports import demo
from sammachip.lib import fiscal

# The browser is driven from the thread that also asks the database; nothing runs at the same time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
AXE = Axe()


class Person:
    """Someone who looks at pages: whatever they see is checked for what nobody should meet."""

    def __init__(self, page, has_script=True):
        self.page, self.has_script, self.complaints = page, has_script, []
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def signs_in(self, username):
        self.page.goto("/login/")
        self.looks()
        form = self.page.locator("form", has=self.page.locator(f"input[value='{username}']"))
        form.get_by_role("button").click()
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def leaves(self):
        """What the page still asks for is answered first: the tables are emptied next, and a reader would be in the way."""
        self.page.wait_for_load_state("networkidle")
        self.page.context.close()

    def looks(self):
        """No barrier that axe finds, no sideways scroll, nothing refused by the content policy."""
        if not self.has_script:
            return
        self.page.wait_for_load_state("networkidle")
        assert not self.complaints, self.page.url
        found = AXE.run(self.page).response["violations"]
        assert not [(rule["id"], rule["nodes"][0]["html"]) for rule in found], self.page.url
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], f"{self.page.url} is {width} px wide"
        self.complaints.clear()  # the content policy refuses what axe itself brings


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def kept_district():
    """Where the demo district is copied to when a journey first loads it, and copied from for those that follow."""
    with closing(sqlite3.connect(":memory:")) as copy:
        yield copy


@pytest.fixture
def office(live_server, kept_district):
    """The demo district, as it stands today."""
    is_kept = kept_district.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if is_kept:
        connection.ensure_connection()
        kept_district.backup(connection.connection)
    else:
        demo.load(fiscal.today())
        connection.connection.backup(kept_district)
    return live_server.url


def someone(chromium, office, width, height, **options):
    context = chromium.new_context(viewport={"width": width, "height": height}, base_url=office, **options)
    return Person(context.new_page(), options.get("java_script_enabled", True))


@pytest.fixture
def at_the_desk(chromium, office):
    person = someone(chromium, office, 1440, 900)
    yield person
    person.leaves()


@pytest.fixture
def with_a_phone(chromium, office):
    person = someone(chromium, office, 390, 844, has_touch=True)
    yield person
    person.leaves()


@pytest.fixture
def without_script(chromium, office):
    person = someone(chromium, office, 1440, 900, java_script_enabled=False)
    yield person
    person.leaves()
