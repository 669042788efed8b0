"""A stranger's file is parsed in a process of its own, with little memory and time, which may die of it."""

import contextlib
import datetime
import gc
import json
import logging
import subprocess
import sys
import threading
from pathlib import Path

from sammachip.lib.sheet_guard import guard
from sammachip.lib.sheet_reading import Sheet, Workbook, examine, load
from sammachip.lib.sheet_refusals import Unreadable

try:
    import resource
except ImportError:  # Windows has no such limits: there the size checks before parsing stand alone.
    resource = None

SECONDS = 60
MEMORY = 300 * 2**20
MOST_MEMORY = 2**30
ROWS_A_LINE = 500
ROOT = Path(__file__).parents[2]
logger = logging.getLogger(__name__)


def read_safely(path) -> Workbook:
    """`read(path)` in a limited child process; one that is stopped or dies of the file makes it Unreadable."""
    kind = guard(path)
    command = [sys.executable, "-E", "-m", __spec__.name, str(Path(path).absolute())]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603
        stop = threading.Timer(SECONDS, child.kill)
        stop.start()
        try:
            workbook = _received(child.stdout)
        finally:
            stop.cancel()
            child.stdout.close()
    if workbook is None:
        logger.warning("spreadsheet reader ended with %s", child.returncode)
        raise Unreadable("damaged" if kind == "xls" or child.returncode == 1 else "bomb")
    return workbook


def _received(lines):
    """The workbook a child tells in lines of JSON; None when it breaks off."""
    try:
        head = json.loads(next(lines))
        if "refused" in head:
            raise Unreadable(*head["refused"])
        sheets = [_sheet(index, told) for index, told in enumerate(head["sheets"])]
        for sheet, told in zip(sheets, head["sheets"], strict=True):
            while len(sheet.rows) < told["rows"]:
                sheet.rows += json.loads(next(lines), object_hook=_date)
    except (StopIteration, ValueError):
        return None
    return Workbook(head["kind"], sheets, head["encoding"])


def _sheet(index, told):
    notes = {(row, column): text for row, column, text in told["notes"]}
    return Sheet(told["name"], index, [], [tuple(m) for m in told["merged"]], notes, told["hidden"])


def _date(told):
    if "day" in told:
        return datetime.date.fromisoformat(told["day"])
    return datetime.datetime.fromisoformat(told["moment"])


def main(path, out):
    gc.disable()
    try:
        _limit(MEMORY)
        kind, findings = examine(path)
        _limit(_memory_for(path, kind, findings))
        _tell(load(path, kind, findings), out)
    except Unreadable as refusal:
        out.write(json.dumps({"refused": [refusal.code, refusal.what]}).encode() + b"\n")
    except MemoryError:
        sys.exit(2)


def _memory_for(path, kind, findings):
    """What a good register of this size needs, so that a long one is read and a swelling one is not."""
    size = Path(path).stat().st_size
    cells = size // 8 if kind in ("csv", "xls") else sum(found.cells for found in findings.values())
    return min(max(MEMORY, MEMORY // 2 + 200 * cells), MOST_MEMORY)


def _limit(memory):
    if resource is None:
        return
    baseline = 0
    with contextlib.suppress(OSError):
        baseline = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (baseline + memory, resource.RLIM_INFINITY))


def _tell(workbook, out):
    sheets = [
        {
            "name": sheet.name,
            "rows": len(sheet.rows),
            "merged": sheet.merged,
            "notes": [[*at, text] for at, text in sheet.notes.items()],
            "hidden": sheet.hidden,
        }
        for sheet in workbook.sheets
    ]
    _line({"kind": workbook.kind, "encoding": workbook.encoding, "sheets": sheets}, out)
    for sheet in workbook.sheets:
        for start in range(0, len(sheet.rows), ROWS_A_LINE):
            _line(sheet.rows[start : start + ROWS_A_LINE], out)


def _line(value, out):
    out.write(
        json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_told_date).encode() + b"\n"
    )


def _told_date(value):
    return {"moment" if isinstance(value, datetime.datetime) else "day": value.isoformat()}


if __name__ == "__main__":
    main(sys.argv[1], sys.stdout.buffer)
