#!/usr/bin/env python3
"""Every command of the project, on a machine with Python 3.11 and nothing else. Standard library alone."""

import argparse
import ast
import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from measure import machine, postgres

ROOT = Path(__file__).resolve().parent
RUN, DEV = "requirements.txt", "requirements-dev.txt"
LISTEN, PORT = "127.0.0.1", "8000"
COMMANDS = {
    "run": "start on http://127.0.0.1:8000 (PORT= changes it; --empty: without the demo district)",
    "test": "the whole suite, on SQLite and on PostgreSQL (anything after it goes to pytest)",
    "setup": "prepare the environment .venv, with what building and testing need",
    "pin": "compile pyproject.toml into the two requirement files (needs uv; anything after it goes to uv)",
}


def say(text=""):
    print(text, flush=True)


def call(*command, **options):
    """Run a program to its end and give its exit code; stopping this script stops the program first."""
    process = subprocess.Popen([str(part) for part in command], cwd=ROOT, **options)
    try:
        return process.wait()
    except BaseException as why:
        # Ctrl-C has reached the program too: it may end by itself before it is asked to.
        try:
            process.wait(5 if isinstance(why, KeyboardInterrupt) else 0)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait(20)
        raise


# --- the environment ----------------------------------------------------------------------------------------


def python_of(environment):
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted(python, names, root=ROOT):
    """What a finished environment was made from: its interpreter and the sum of each requirement file."""
    lines = {"python": os.path.realpath(python)}
    return lines | {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in names}


def stamped(environment):
    stamp = environment / "made-from.txt"
    if not stamp.exists():
        return {}
    return dict(line.split(" ", 1) for line in stamp.read_text(encoding="utf-8").splitlines())


def plan(environment, names, root=ROOT):
    """What setup has to do: "nothing", "add" what is missing, or "rebuild" as a pin or the Python changed."""
    python, made = python_of(environment), stamped(environment)
    if not made or not python.exists():
        return "rebuild"
    if any(made[name] != value for name, value in wanted(python, made.keys() - {"python"}, root).items()):
        return "rebuild"
    return "nothing" if set(names) <= made.keys() else "add"


def uv():
    """How to call uv on this machine, or None."""
    if found := shutil.which("uv"):
        return [found]
    return [sys.executable, "-m", "uv"] if importlib.util.find_spec("uv") else None


def install(python, names):
    files = [part for name in names for part in ("-r", ROOT / name)]
    if fast := uv():
        if call(*fast, "pip", "install", "--quiet", "--python", python, "--require-hashes", *files) == 0:
            return
        say("uv could not install the packages; trying again with pip.")
    options = (
        "--quiet",
        "--no-compile",
        "--no-deps",
        "--disable-pip-version-check",
        "--no-warn-script-location",
    )
    if call(python, "-m", "pip", "install", *options, "--require-hashes", *files):
        sys.exit("The packages could not be installed; the lines above say why. Is there a network?")


def setup(names=(RUN, DEV)):
    """Make .venv fit the requirement files and give its Python, also where ensurepip is missing."""
    environment = ROOT / ".venv"
    python, todo = python_of(environment), plan(environment, names)
    if todo == "nothing":
        return python
    say("Preparing the environment .venv …")
    stamp = environment / "made-from.txt"
    if todo == "rebuild":
        stamp.unlink(missing_ok=True)
        venv.create(environment, clear=True, with_pip=False, symlinks=os.name != "nt")
        wheel = next((ROOT / "vendor").glob("pip-*.whl"))
        if call(python, wheel / "pip", "install", "--quiet", "--no-index", "--no-deps", wheel):
            sys.exit("The environment could not be made; the lines above say why.")
    install(python, names)
    made = wanted(python, names)
    stamp.write_text("".join(f"{key} {value}\n" for key, value in made.items()), encoding="utf-8")
    return python


# --- run ----------------------------------------------------------------------------------------------------


def port_trouble(host, port):
    """Why the server cannot listen there, as a sentence, or nothing."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is not a port number: choose one from 1 to 65535, for example PORT=8001."
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # Windows lets a second server share a port unless told not to; elsewhere a port just left is free.
        option = socket.SO_EXCLUSIVEADDRUSE if os.name == "nt" else socket.SO_REUSEADDR
        probe.setsockopt(socket.SOL_SOCKET, option, 1)
        try:
            probe.bind((host, int(port)))
        except PermissionError:
            return f"Port {port} may not be used by this user: choose another one, for example PORT=8001."
        except OSError as error:
            return (
                f"Port {port} on {host} is taken ({error.strerror}): "
                "stop what uses it, or choose another one, for example PORT=8001."
            )
    return ""


def run(arguments):
    words = argparse.ArgumentParser(prog="dev.py run", description=COMMANDS["run"])
    words.add_argument("--empty", action="store_true", help="start without the demo district")
    options = words.parse_args(arguments)
    host, port = os.environ.get("LISTEN") or LISTEN, os.environ.get("PORT") or PORT
    if trouble := port_trouble(host, port):
        return trouble
    env = (
        {"DEBUG": "True", "PYTHONUTF8": "1", "DJANGO_RUNSERVER_HIDE_WARNING": "true"}
        | os.environ
        | {"LISTEN": host, "PORT": port}
    )
    manage = (setup([RUN]), "manage.py")
    if code := call(*manage, "migrate", "--verbosity", "0", env=env):
        return code
    if not options.empty and (code := call(*manage, "demo", "--if-empty", env=env)):
        return code
    shown = f"[{host}]" if ":" in host else host
    say(f"\nSammachip: http://{shown}:{port}/    (Ctrl-C stops it)\n")
    if not options.empty and (code := call(*manage, "demo", "--logins", env=env)):
        return code
    if options.empty:
        say(
            "Without the demo district there are no logins; make the first one with: "
            f"{python_of(Path('.venv'))} manage.py createsuperuser"
        )
    try:
        return call(*manage, "runserver", "--noreload", f"{shown}:{port}", env=env)
    except KeyboardInterrupt:
        say("\nStopped.")
        return 0


# --- test ---------------------------------------------------------------------------------------------------


def pytest_command(python, arguments):
    spread = [] if arguments else ["-n", str(min(os.cpu_count() or 1, 4))]
    return [python, "-m", "pytest", *spread, *arguments]


def on_postgres(command, env, left_out):
    """The suite's exit code on a PostgreSQL of its own; what cannot be run is told in left_out."""
    programs = machine.postgres_programs()
    if programs is None:
        left_out.append(
            "the suite on PostgreSQL: no server was found (initdb, pg_ctl: on the PATH or in its usual place)"
        )
        return 0
    say(f"\n=== PostgreSQL ({programs}) ===")
    try:
        with postgres.running(programs) as url:
            code = call(*command, env=env | {"DATABASE_URL": url})
    except postgres.ServerDidNotStart as error:
        left_out.append(f"the suite on PostgreSQL: it is installed but did not start. {error}")
        return 0
    # A choice that holds only journeys has nothing to run here: they need one database, and had SQLite.
    return 0 if code == 5 else code


def test(arguments):
    left_out = []
    python = setup()
    command = pytest_command(python, arguments)
    env = {**os.environ, "PYTHONUTF8": "1", "CHROMIUM": machine.chromium() or ""}
    if not env["CHROMIUM"]:
        left_out.append(f"the journeys in a browser: no Chromium was found ({', '.join(machine.BROWSERS)})")
    with tempfile.TemporaryDirectory(prefix="sammachip-sqlite-") as folder:
        say("=== SQLite ===")
        url = f"sqlite:///{Path(folder).as_posix()}/sammachip.sqlite3"
        codes = [call(*command, env=env | {"DATABASE_URL": url})]
    codes.append(on_postgres(command, env, left_out))
    return verdict(dict(zip(("SQLite", "PostgreSQL"), codes, strict=True)), left_out)


def verdict(codes, left_out):
    """Say what failed and what was left out; where CI=true, leaving out is failing."""
    say()
    for name, code in codes.items():
        if code:
            say(f"FAILED on {name} (pytest ended with {code}).")
    for what in left_out:
        say(f"!!! LEFT OUT: {what}")
    failed = next((code for code in codes.values() if code), 0)
    if not failed and not left_out:
        say("All tests passed, on SQLite and on PostgreSQL, with nothing left out.")
    if left_out and os.environ.get("CI", "").lower() in ("true", "1"):
        say("CI is set: leaving something out counts as failing.")
        return failed or 1
    return failed


# --- the rest -----------------------------------------------------------------------------------------------


def pin(arguments):
    fast = uv()
    if not fast:
        return "uv was not found: install it to change the pins."
    options = (
        "--quiet",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-emit-index-url",
    )
    compile_ = (
        *fast,
        "pip",
        "compile",
        *options,
        "--no-emit-find-links",
        "--custom-compile-command",
        "python3 dev.py pin",
    )
    code = call(*compile_, "pyproject.toml", "--output-file", RUN, *arguments)
    return code or call(*compile_, "--group", "dev", "--constraint", RUN, "--output-file", DEV, *arguments)


def measures(folder=ROOT / "measure"):
    """The commands that are files of measure/: each that can be started says what for in its first line."""
    found = {}
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "\nif __name__ ==" in text:
            found[path.stem] = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    return found


def help_text():
    lines = {**COMMANDS, **measures()}
    width = max(map(len, lines))
    return "\n".join(["python3 dev.py …", *(f"  {name:<{width}}  {line}" for name, line in lines.items())])


def main(arguments):
    if sys.version_info < (3, 11):
        return f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}."
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    own = {"run": run, "test": test, "pin": pin}
    if name in own:
        return own[name](rest)
    if name == "setup":
        setup()
        return say("The environment .venv is ready.")
    if name in measures():
        return call(setup(), "-m", f"measure.{name}", *rest, env={**os.environ, "PYTHONUTF8": "1"})
    if name in ("help", "-h", "--help"):
        return say(help_text())
    return f"There is no command {name}.\n\n{help_text()}"


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
