"""The developer's script: what it skips, what it refuses, and what it says out loud."""

import hashlib
import importlib.util
import os
import re
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import dev


@pytest.fixture
def place(tmp_path):
    """A checkout with its requirement files and an environment that setup has finished."""
    for name in (dev.RUN, dev.DEV):
        (tmp_path / name).write_text(f"{name} pins")
    environment = tmp_path / ".venv"
    python = dev.python_of(environment)
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path


def stamp(place, *names):
    made = dev.wanted(dev.python_of(place / ".venv"), names, place)
    (place / ".venv" / "made-from.txt").write_text("".join(f"{key} {value}\n" for key, value in made.items()))


def plan(place, *names):
    return dev.plan(place / ".venv", names, place)


def test_an_environment_half_made_is_made_again(place):
    assert plan(place, dev.RUN) == "rebuild"


def test_an_unchanged_environment_is_left_alone(place):
    stamp(place, dev.RUN, dev.DEV)
    assert plan(place, dev.RUN, dev.DEV) == "nothing"
    assert plan(place, dev.RUN) == "nothing"


def test_the_first_test_adds_to_what_the_run_has(place):
    stamp(place, dev.RUN)
    assert plan(place, dev.RUN, dev.DEV) == "add"


@pytest.mark.parametrize("changed", [dev.RUN, dev.DEV])
def test_a_changed_pin_makes_the_environment_again(place, changed):
    stamp(place, dev.RUN, dev.DEV)
    (place / changed).write_text("other pins")
    assert plan(place, dev.RUN) == "rebuild"


def test_an_environment_whose_python_is_gone_is_made_again(place):
    stamp(place, dev.RUN)
    dev.python_of(place / ".venv").unlink()
    assert plan(place, dev.RUN) == "rebuild"


def started(*arguments, **env):
    command = [sys.executable, "dev.py", *arguments]
    return subprocess.run(
        command, cwd=dev.ROOT, env=os.environ | env, capture_output=True, text=True, timeout=60
    )


def test_a_taken_port_is_told_before_anything_is_done():
    with socket.create_server((dev.LISTEN, 0)) as other:
        port = str(other.getsockname()[1])
        ended = started("run", PORT=port)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert f"Port {port} on 127.0.0.1 is taken" in ended.stderr


@pytest.mark.parametrize("port", ["0", "65536", "eight", "-1", "8000x"])
def test_a_port_that_is_none_is_told(port):
    assert "is not a port number" in dev.port_trouble(dev.LISTEN, port)


def test_a_port_just_left_is_free_again():
    with socket.create_server((dev.LISTEN, 0)) as server:
        address = server.getsockname()
        with socket.create_connection(address), server.accept()[0] as visitor:
            visitor.shutdown(socket.SHUT_RDWR)
    assert dev.port_trouble(dev.LISTEN, str(address[1])) == ""


def test_a_missing_postgresql_is_said_loudly(monkeypatch, capsys):
    monkeypatch.setenv("POSTGRES_BIN", "")
    monkeypatch.delenv("CI", raising=False)
    left_out = []
    code = dev.on_postgres(["never started"], {}, left_out)
    assert dev.verdict({"SQLite": 0, "PostgreSQL": code}, left_out) == 0
    told = capsys.readouterr().out
    assert "!!! LEFT OUT: the suite on PostgreSQL: no server was found" in told
    assert "nothing left out" not in told


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("#!/bin/sh\necho the disk is full\nexit 3\n", "the disk is full"),
        ("not a program", "cannot be started"),
    ],
)
def test_a_postgresql_that_does_not_start_is_told_with_its_own_words(program, words, monkeypatch):
    left_out = []
    with tempfile.TemporaryDirectory() as folder:
        # The server's programs are run by another user where the tests are run by root.
        Path(folder).chmod(0o755)
        for name in ("initdb", "pg_ctl"):
            Path(folder, name).write_text(program)
            Path(folder, name).chmod(0o755)
        monkeypatch.setenv("POSTGRES_BIN", folder)
        dev.on_postgres(["never started"], {}, left_out)
    assert "did not start" in left_out[0]
    assert words in left_out[0]


def test_in_ci_leaving_something_out_fails(monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert dev.verdict({"SQLite": 0, "PostgreSQL": 0}, ["the journeys"]) == 1
    assert dev.verdict({"SQLite": 0, "PostgreSQL": 0}, []) == 0


@pytest.mark.parametrize("failed", ["SQLite", "PostgreSQL"])
def test_a_failure_on_either_database_fails(failed, monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    assert dev.verdict({"SQLite": 0, "PostgreSQL": 0} | {failed: 2}, []) == 2
    assert f"FAILED on {failed}" in capsys.readouterr().out


def test_only_what_can_be_started_is_a_command(tmp_path):
    (tmp_path / "bench.py").write_text(
        '"""how fast it is\n\nmore"""\n\nif __name__ == "__main__":\n    pass\n'
    )
    (tmp_path / "machine.py").write_text('"""What this machine has."""\n')
    assert dev.measures(tmp_path) == {"bench": "how fast it is"}


def test_every_command_has_a_line_of_help():
    for name, line in {**dev.COMMANDS, **dev.measures()}.items():
        assert line, f"{name} says nothing of itself"
        assert f"  {name} " in dev.help_text()


def test_an_unknown_command_is_answered_with_the_known_ones():
    ended = started("tset")
    assert ended.returncode == 1
    assert "no command tset" in ended.stderr
    assert "  test " in ended.stderr


def test_the_run_names_the_packages_it_was_asked_to_have():
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (dev.ROOT / dev.RUN).read_text(), re.MULTILINE))
    asked = {
        "django",
        "django-environ",
        "psycopg2-binary",
        "django-crispy-forms",
        "pytest-django",
        "factory-boy",
    }
    assert asked <= pinned


@pytest.mark.parametrize("name", [dev.RUN, dev.DEV])
def test_each_pin_carries_its_hash_and_no_address(name):
    text = (dev.ROOT / name).read_text()
    pins = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in text


def test_psycopg_3_is_not_here_for_django_to_prefer():
    assert importlib.util.find_spec("psycopg") is None


def test_the_wheel_that_makes_the_environment_is_the_one_written_down():
    wheel = next((dev.ROOT / "vendor").glob("pip-*.whl"))
    readme = (dev.ROOT / "vendor" / "README.md").read_text()
    assert wheel.name in readme
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() in readme
