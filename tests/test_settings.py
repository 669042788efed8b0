"""What is missing in production stops the start with a sentence; a desk starts with nothing set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent


def start(tmp_path, **settings):
    """Load the settings in a process of its own, as a server would; returns its exit code and last line."""
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "DATA_DIR": str(tmp_path), **settings}
    code = "import django; django.setup(); from django.core.management import call_command as c; c('check')"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=env | {"DJANGO_SETTINGS_MODULE": "sammachip.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return run.returncode, (run.stderr.strip().splitlines() or [""])[-1]


def test_a_desk_starts_with_debug_alone_and_its_keys_are_for_its_owner_only(tmp_path):
    assert start(tmp_path, DEBUG="True")[0] == 0
    for name in ("seal.key", "index.key", "secret_key"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0, name


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 60}, "ALLOWED_HOSTS"),
        ({"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "office.example"}, "seal.key"),
    ],
)
def test_production_says_what_is_missing_and_does_not_start(tmp_path, given, missing):
    code, sentence = start(tmp_path, **given)
    assert code != 0
    assert missing in sentence
    assert not list(tmp_path.glob("*.key"))


def test_production_starts_when_everything_is_given(tmp_path):
    assert start(tmp_path, DEBUG="True")[0] == 0
    given = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "office.example"}
    assert start(tmp_path, **given)[0] == 0


def test_only_one_postgresql_driver_is_there():
    with pytest.raises(ImportError):
        __import__("psycopg")


def test_manage_says_it_in_one_line(tmp_path):
    run = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.startswith("SECRET_KEY is missing")
    assert len(run.stderr.splitlines()) == 1


def test_every_static_file_is_found_that_another_one_names(tmp_path, settings):
    """As production collects them: names that carry what is in a file, put into whatever refers to it."""
    settings.STATIC_ROOT = tmp_path
    hashed = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
