"""A real PostgreSQL for as long as a `with` block lasts, in a folder that goes away with it."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

try:
    import pwd
except ImportError:  # Windows has neither the module nor a root to step down from.
    pwd = None

OWNER = "sammachip"
# Under plain C, pg_trgm finds no trigram in Thai; Windows knows the locale by another name.
LOCALE = "en-US" if os.name == "nt" else "C.UTF-8"
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 60
"""


class ServerDidNotStart(Exception):
    """PostgreSQL is installed but would not start; the message is what it said."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def other_user():
    """PostgreSQL refuses to run as root: who runs it then, as arguments for subprocess."""
    if pwd is None or os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def run(programs, name, *args, folder, identity):
    """One of PostgreSQL's programs. Its words go to a file: the server it starts would hold a pipe open."""
    said = folder / f"{name}.txt"
    with said.open("wb") as words:
        command = [str(programs / name), *map(str, args)]
        try:
            code = subprocess.call(command, cwd=folder, stdout=words, stderr=words, **identity)
        except OSError as error:
            raise ServerDidNotStart(f"{name} cannot be started: {error}") from error
    if code:
        log = folder / "server.log"
        told = said.read_text(errors="replace") + (log.read_text(errors="replace") if log.exists() else "")
        raise ServerDidNotStart(f"{name} ended with {code}:\n{told[-2000:]}")


@contextmanager
def running(programs):
    """Start the server found in `programs` on a free loopback port and give its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="sammachip-postgres-"))
    identity, port, data = other_user(), free_port(), folder / "data"
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    try:
        initdb = (
            "-D",
            data,
            "-U",
            OWNER,
            "-A",
            "trust",
            "--encoding=UTF8",
            f"--locale={LOCALE}",
            "--no-sync",
        )
        run(programs, "initdb", *initdb, folder=folder, identity=identity)
        with (data / "postgresql.conf").open("a") as conf:
            conf.write(SETTINGS.format(port=port))
        try:
            start = ("-D", data, "-l", folder / "server.log", "-w", "start")
            run(programs, "pg_ctl", *start, folder=folder, identity=identity)
            yield f"postgres://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            stop = [str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
            subprocess.call(
                stop, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **identity
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
