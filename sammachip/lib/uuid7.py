"""UUID version 7 (RFC 9562): time-ordered names for rows; Python 3.11 has none of its own."""

import secrets
import time
import uuid


def uuid7():
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62))
