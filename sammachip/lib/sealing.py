"""Citizen ids at rest: AES-256-GCM bound to its row, and a keyed index for finding and for "only once".

A key file is text, one key a line as `id:base64` (id 0 to 255, 32 bytes), and the last line is in use;
earlier lines of the seal key file still open what they closed. The index key file holds one key. Both are
readable by the service alone, are no part of any backup, and are kept on paper by two officers.
"""

import base64
import binascii
import hmac
import os
import time
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FORMAT = 1
NONCE = 12
_HEAD = 2 + NONCE


class Unreadable(Exception):
    """The sealed value was not closed by these keys for this row, or was changed since."""


@dataclass(frozen=True)
class Keys:
    opening: dict[int, AESGCM] = field(repr=False)
    active: int
    index: bytes = field(repr=False)


def seal(value, pk):
    """43 bytes for 13 digits: format, key id, nonce, ciphertext with tag. `pk` is the UUID of the row."""
    return _close(value.encode(), _row(pk))


def unseal(blob, pk):
    """The value that `seal` closed for this row, or `Unreadable`; never anything else."""
    return _open(bytes(blob), _row(pk)).decode()


def seal_bytes(content, pk, purpose):
    """A whole file sealed for the row `pk`; what was sealed for another `purpose` does not open in its place."""
    return _close(content, _file(purpose, pk))


def unseal_bytes(blob, pk, purpose):
    """The bytes that `seal_bytes` closed for this row and purpose, or `Unreadable`."""
    return _open(bytes(blob), _file(purpose, pk))


def index(value):
    """32 bytes that are equal for equal values and say nothing without the key."""
    return hmac.digest(_keys().index, b"nid:v1:" + value.encode(), "sha256")


def code_of(pk, purpose):
    """26 letters and digits that only this install can make for the row `pk`: printed, but never stored."""
    digest = hmac.digest(_keys().index, f"code:{purpose}:v1:".encode() + pk.bytes, "sha256")
    return base64.b32encode(digest[:16]).decode().rstrip("=")


@lru_cache
def load_keys(seal_file, index_file, *, make):
    """Both keys, or no start: a missing file is made where `make` allows it, and is a sentence where not."""
    sealing = _read(Path(seal_file), make)
    finding = _read(Path(index_file), make)
    if len(finding) != 1:
        raise ImproperlyConfigured(f"The index key file {index_file} must hold exactly one key.")
    return Keys(
        {number: AESGCM(key) for number, key in sealing.items()}, list(sealing)[-1], *finding.values()
    )


def _keys():
    return load_keys(settings.SEAL_KEY_FILE, settings.INDEX_KEY_FILE, make=settings.DEBUG)


def _close(content, bound_to):
    keys = _keys()
    nonce = os.urandom(NONCE)
    closed = keys.opening[keys.active].encrypt(nonce, content, bound_to)
    return bytes([FORMAT, keys.active]) + nonce + closed


def _open(blob, bound_to):
    key = _keys().opening.get(blob[1]) if len(blob) > _HEAD and blob[0] == FORMAT else None
    if key is None:
        raise Unreadable("sealed with a key or in a form that is not known here")
    try:
        return key.decrypt(blob[2:_HEAD], blob[_HEAD:], bound_to)
    except InvalidTag:
        raise Unreadable("sealed for another row, or changed") from None


def _row(pk):
    return b"person.nid|" + pk.bytes


def _file(purpose, pk):
    return f"file.{purpose}|".encode() + pk.bytes


def _read(path, make):
    try:
        if make:
            _make(path)
        lines = _written(path).split()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The key file {path} for citizen ids cannot be read ({error.strerror}). Put it back from the "
            "office's escrow, or name it in SEAL_KEY_FILE or INDEX_KEY_FILE: without it no id can be read."
        ) from None
    try:
        keys = dict(_key(line) for line in lines)
    except ValueError:
        keys = {}
    if not keys or len(keys) != len(lines):
        raise ImproperlyConfigured(
            f"The key file {path} is damaged: each line must be `id:base64`, each id once."
        )
    return keys


def _key(line):
    number, _, encoded = line.partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if len(key) != 32 or not 0 <= int(number) <= 255:
        raise ValueError
    return int(number), key


def _make(path):
    """A new key, unless another process was faster: only one can create the file."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(b"1:" + base64.b64encode(os.urandom(32)) + b"\n")
        file.flush()
        os.fsync(handle)


def _written(path):
    """The text of the file, waiting a moment for the process that is just making it."""
    for _ in range(50):
        if text := path.read_text(encoding="ascii", errors="replace"):
            break
        time.sleep(0.02)
    return text
