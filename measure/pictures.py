"""A picture of every page at 1440 and 390 px with axe's findings (--all: as every role; --out: the folder)."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from measure import machine, photographer
from measure.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
TODAY, CLOCK = "2019-03-16", "2019-03-16T14:05:00+07:00"


def settings_of(folder, port):
    """An office of its own: nothing of the developer's database or keys is touched."""
    for name in ("DATABASE_URL", "SEAL_KEY_FILE", "INDEX_KEY_FILE", "ALLOWED_HOSTS"):
        os.environ.pop(name, None)
    os.environ |= {
        "DEBUG": "True",
        "DATA_DIR": str(folder),
        "LISTEN": "127.0.0.1",
        "PORT": str(port),
        "SECRET_KEY": "only for pictures",
        "DJANGO_SETTINGS_MODULE": "sammachip.settings",
        "DJANGO_RUNSERVER_HIDE_WARNING": "true",
    }


def manage(*arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def server(port, folder):
    """The development server, at five past two on the day of the demo."""
    code = (
        "import sys, time_machine; from django.core.management import execute_from_command_line as run;"
        f"time_machine.travel({CLOCK!r}, tick=True).start(); run(['manage.py', 'runserver', '--noreload', '127.0.0.1:{port}'])"
    )
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_for(port, process, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def wait_for(port, process, log, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=5)
        except (TimeoutError, urllib.error.URLError):
            time.sleep(0.2)
        else:
            return
    sys.exit(f"The server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def told(report, out):
    """The report in words, and the exit code: a finding or a page that could not be reached is a failure."""
    for text in report.words():
        print(text)
    (out / "findings.json").write_text(
        json.dumps(asdict(report), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    print(f"\n{len(report.pictures)} pictures in {out}; all findings in findings.json.")
    return 1 if report.faults else 0


def main(arguments):
    words = argparse.ArgumentParser(prog="dev.py pictures", description=__doc__)
    words.add_argument("--all", action="store_true", help="every page as every role that may open it")
    words.add_argument("--out", type=Path, default=ROOT / "var" / "pictures", help="where the pictures go")
    words.add_argument("--only", default="", help="pages whose name fits this pattern")
    options = words.parse_args(arguments)
    if not machine.chromium():
        return f"No Chromium was found ({', '.join(machine.BROWSERS)})."
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sammachip-pictures-", ignore_cleanup_errors=True) as place:
        folder, port = Path(place), free_port()
        settings_of(folder, port)
        manage("migrate", "--verbosity", "0")
        manage("demo", "--today", TODAY)
        with server(port, folder) as address:
            report = photographer.take_all(
                address, options.out, clock=CLOCK, every_role=options.all, only=options.only
            )
    return told(report, options.out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
