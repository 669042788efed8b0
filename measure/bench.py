"""time the import of a long register beside django-import-export (--rows N; results also in var/bench)"""

import argparse
import datetime
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import sample_register

ROOT = Path(__file__).resolve().parent.parent
WAYS = ("sammachip", "import-export default", "import-export bulk")
ONE = "import django, sys; django.setup(); from measure import bench_one; bench_one.main(*sys.argv[1:])"
FLOOR, MEMORY = 1_500, 300


def main(arguments):
    words = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    words.add_argument("--rows", type=int, default=20_000)
    words.add_argument(
        "--runs", type=int, default=3, help="how often each is measured (the slowest once); the best counts"
    )
    options = words.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="sammachip-bench-") as folder:
        folder = Path(folder)
        register = folder / "register.xlsx"
        sample_register.write(register, options.rows)
        print(
            f"A register of {options.rows:,} households, {register.stat().st_size / 2**20:.1f} MB, on SQLite.",
            flush=True,
        )
        prepare(folder)
        found = measure(folder, register, options)
    tell(found, options.rows)
    keep(found, options.rows)
    return int(found[WAYS[0]]["rows_a_second"] < FLOOR or found[WAYS[0]]["peak_mb"] > MEMORY)


def environment(folder, debug=False):
    """As in production; only while the keys are made is it a developer's install."""
    return {
        **os.environ,
        "DEBUG": str(debug),
        "SECRET_KEY": "measured",
        "ALLOWED_HOSTS": "localhost",
        "LISTEN": "127.0.0.1",
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{(folder / 'bench.sqlite3').as_posix()}",
        "DJANGO_SETTINGS_MODULE": "sammachip.settings",
        "PYTHONPATH": str(ROOT),
    }


def prepare(folder):
    """An install that holds the villages of the register, all taking part."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=environment(folder, debug=True),
        check=True,
    )
    for kind in ("villages", "participations"):
        path = folder / f"{kind}.csv"
        path.write_text("\n".join(",".join(map(str, line)) for line in HEADS[kind]), encoding="utf-8")
        command = ("import_register", kind, str(path), "--district", "9001", "--year", "2562", "--commit")
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment(folder),
            check=True,
            stdout=subprocess.DEVNULL,
        )
    shutil.copy(folder / "bench.sqlite3", folder / "fresh.sqlite3")


HEADS = {
    "villages": [("รหัสหมู่บ้าน", "หมู่ที่", "หมู่บ้าน", "ตำบล"), *sample_register.VILLAGES],
    "participations": [
        ("รหัสหมู่บ้าน", "หมู่ที่", "หมู่บ้าน", "ตำบล", "ประเภท"),
        *((*village, "สร้างใหม่") for village in sample_register.VILLAGES),
    ],
}


def measure(folder, register, options):
    """The fastest run of each way. They take turns, so that what else the machine does falls on all alike."""
    runs = {way: [] for way in WAYS}
    for turn in range(options.runs):
        for way in WAYS if turn == 0 else (WAYS[0], WAYS[2]):
            runs[way].append(one_run(folder, register, way))
            print(f"  {way}: {options.rows / runs[way][-1]['seconds']:,.0f} rows/s", flush=True)
    fastest = {way: min(of_way, key=lambda run: run["seconds"]) for way, of_way in runs.items()}
    return {
        way: run | {"rows_a_second": round(options.rows / run["seconds"])} for way, run in fastest.items()
    }


def one_run(folder, register, way):
    """One way measured in a process of its own, on a fresh database."""
    for leftover in folder.glob("bench.sqlite3*"):
        leftover.unlink()
    shutil.copy(folder / "fresh.sqlite3", folder / "bench.sqlite3")
    command = [sys.executable, "-c", ONE, way, str(register)]
    told = subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.PIPE)
    return json.loads(told.stdout.splitlines()[-1])


def tell(found, rows):
    ours = found[WAYS[0]]
    print(
        f"\n{'reading, validation and preview':<34}{'rows/s':>9}{'seconds':>9}{'CPU s':>8}{'peak MB':>9}{'ratio':>8}  accepted"
    )
    for way, one in found.items():
        ratio = ours["rows_a_second"] / one["rows_a_second"]
        print(
            f"{way:<34}{one['rows_a_second']:>9,}{one['seconds']:>9.2f}{one['cpu']:>8.2f}{one['peak_mb']:>9.0f}"
            f"{'' if one is ours else f'{ratio:.1f}x':>8}  {one['accepted']:,} of {rows:,}"
        )
    steps = ", ".join(f"{step} {seconds:.2f} s" for step, seconds in ours["steps"].items())
    print(f"\nof which: {steps}; the reader's own process peaks at {ours['reader_mb']:.0f} MB")
    print(
        f"a second check, all rows the same: {ours['again']:.2f} s; commit with history: {ours['commit']:.2f} s; undo: {ours['undo']:.2f} s"
    )


def keep(found, rows):
    folder = Path(os.environ.get("DATA_DIR", ROOT / "var")) / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.datetime.now(datetime.UTC)
    told = {
        "at": moment.isoformat(timespec="seconds"),
        "rows": rows,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "results": found,
    }
    path = folder / f"import-{moment:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(told, indent=1), encoding="utf-8")
    print(f"\nKept in {path}")


if __name__ == "__main__":
    started = time.monotonic()
    code = main(sys.argv[1:])
    print(f"{time.monotonic() - started:.0f} s in all")
    sys.exit(code)
