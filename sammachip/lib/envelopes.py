"""Letters that only this server opens: whoever carries one (a phone, a file on a stick) sees nothing of what is in it.

`SMCX1`, two bytes length of the wrapped key, an AES-256 key wrapped by RSA-OAEP-256, nonce, AES-256-GCM ciphertext.
"""

import base64
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

MAGIC, NONCE, BITS = b"SMCX1", 12, 2048
OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


class NotALetter(Exception):
    """Not sealed for this server, cut short, or changed since."""


def open_letter(blob):
    """The bytes that were sealed, or `NotALetter`; never anything else."""
    head = len(MAGIC) + 2
    if blob[: len(MAGIC)] != MAGIC or len(blob) < head:
        raise NotALetter
    length = int.from_bytes(blob[head - 2 : head], "big")
    wrapped, rest = blob[head : head + length], blob[head + length :]
    try:
        key = _private().decrypt(wrapped, OAEP)
        return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], None)
    except (ValueError, InvalidTag):
        raise NotALetter from None


def seal_letter(content):
    """As a phone seals it."""
    key, nonce = AESGCM.generate_key(256), os.urandom(NONCE)
    wrapped = _private().public_key().encrypt(key, OAEP)
    return (
        MAGIC + len(wrapped).to_bytes(2, "big") + wrapped + nonce + AESGCM(key).encrypt(nonce, content, None)
    )


def public_key():
    """For the phone, as a JSON Web Key."""
    numbers = _private().public_key().public_numbers()
    return {
        "kty": "RSA",
        "alg": "RSA-OAEP-256",
        "ext": True,
        "key_ops": ["encrypt"],
        "n": _text(numbers.n),
        "e": _text(numbers.e),
    }


def _text(number):
    content = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _private():
    return load_key(settings.LETTER_KEY_FILE)


@lru_cache
def load_key(file):
    """The server's private key, made the first time: what was sealed for a lost one stays closed, nothing else is lost."""
    path = Path(file)
    if not path.exists():
        _make(path)
    try:
        return serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError):
        raise ImproperlyConfigured(
            f"The key file {path} for sealed outboxes cannot be read. Put it back, or name another in LETTER_KEY_FILE."
        ) from None


def _make(path):
    """A new key, put in place in one step: of two processes the first one's stays."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    content = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.touch(mode=0o600)
    part.write_bytes(content)
    with suppress(FileExistsError):
        os.link(part, path)
    part.unlink()
