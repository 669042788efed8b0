"""What this machine offers to the tests: PostgreSQL's programs and a Chromium. Standard library alone."""

import os
import re
import shutil
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def program_folders():
    return [Path(os.environ[name]) for name in ("ProgramFiles", "ProgramFiles(x86)") if os.environ.get(name)]


def chromium():
    """Path of a Chromium or Chrome, or None. CHROMIUM= names one outright; empty, it says there is none."""
    if "CHROMIUM" in os.environ:
        return shutil.which(os.environ["CHROMIUM"])
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    places = [folder / "Google/Chrome/Application/chrome.exe" for folder in program_folders()]
    places.append(Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"))
    return next((str(place) for place in places if place.is_file()), None)


def postgres_programs():
    """Folder of initdb and pg_ctl, of the newest server, or None. POSTGRES_BIN= names it outright."""
    if "POSTGRES_BIN" in os.environ:
        folders = [Path(os.environ["POSTGRES_BIN"])] if os.environ["POSTGRES_BIN"] else []
    else:
        installed = [*Path("/usr/lib/postgresql").glob("*/bin")]
        for folder in program_folders():
            installed += folder.glob("PostgreSQL/*/bin")
        folders = sorted(
            installed, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0), reverse=True
        )
        if found := shutil.which("initdb"):
            folders.insert(0, Path(found).resolve().parent)
    return next((folder for folder in folders if shutil.which("pg_ctl", path=str(folder))), None)
