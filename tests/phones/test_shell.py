"""The shell of the app: open to anyone, the same for everyone, and complete without a network."""

import json
import re

import pytest
from django.urls import reverse

from phones import shell

PAGES = ["phone:shell", "phone:worker", "phone:manifest"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.django_db
def test_it_is_the_same_for_everyone_and_asked_for_each_time(client, world, name):
    to_anyone = client.get(reverse(name))
    client.force_login(world.field)
    to_officer = client.get(reverse(name))
    assert to_anyone.status_code == 200
    assert to_anyone.content == to_officer.content
    assert to_officer["Cache-Control"] == "no-cache"


@pytest.mark.django_db
def test_the_worker_keeps_nothing_but_the_shell_and_files(client):
    text = client.get(reverse("phone:worker")).content.decode()
    listed = json.loads(re.search(r"precacheAndRoute\((\[.*?\])\)", text)[1])
    kept = [entry["url"] for entry in listed]
    assert kept[0] == reverse("phone:shell")
    assert all(address.startswith("/static/") for address in kept[1:])
    assert all(entry["revision"] for entry in listed)


def test_whatever_a_kept_script_or_style_leads_to_is_kept_too():
    names = shell.names()
    assert "vendor/idb-8.0.4/idb.js" in names
    assert "vendor/compressorjs-1.3.0/compressor.min.js" in names
    assert sum(name.endswith(".woff2") for name in names) == 4
    assert all(lead in names for name in names for lead in shell.leads_of(name))


def test_another_content_is_another_version(monkeypatch):
    before, kept = shell.version(), shell.read
    monkeypatch.setattr(shell, "read", lambda name: kept(name) + b" " * (name == "phone/outbox.js"))
    assert shell.version() != before


@pytest.mark.django_db
def test_only_the_shell_may_show_pictures_from_its_own_store(client):
    policy = client.get(reverse("phone:shell"))["Content-Security-Policy"]
    assert re.search(r"img-src [^;]*blob:", policy)
    assert "blob:" not in client.get(reverse("account_login"))["Content-Security-Policy"]
