"""The project's settings for tests: everything that is written goes to a folder that ends with the run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="sammachip-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

# dev.py says which database; whatever else the developer's shell or .env holds must not reach a test.
os.environ |= {
    "DEBUG": "True",
    "DATA_DIR": str(SCRATCH),
    "LISTEN": "127.0.0.1",
    "SECRET_KEY": "only for tests",
}
for name in ("ALLOWED_HOSTS", "SEAL_KEY_FILE", "INDEX_KEY_FILE", "LETTER_KEY_FILE"):
    os.environ.pop(name, None)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH.as_posix()}/sammachip.sqlite3")

from sammachip.settings import *  # noqa: E402, F403
from tests.undefined import UndefinedVariable  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("undefined")  # noqa: F405

if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # A file, as in an office: in memory all threads of a journey would share one connection, and two of them can
    # wait for each other for ever (one inside SQLite for our collation in Python, one with Python for SQLite).
    # Said aloud, since pytest-xdist would else give every worker a file below a name it takes for another database's.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "tests.sqlite3")}  # noqa: F405
    # A machine that loses its power loses the tests as well.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"  # noqa: F405
