"""What a camera writes beside a picture (EXIF): which way is up, when and where it was taken.

Read here rather than by an image library, since a library reads every entry that a file claims to have, of any
length; here a handful of known entries is read, and no value longer than a line.
"""

import datetime
import re
import struct
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
MOST_ENTRIES, MOST_VALUE = 512, 64
BYTES = {2: 1, 3: 2, 4: 4, 5: 8}  # ASCII, SHORT, LONG, RATIONAL
ORIENTATION, EXIF_PART, GPS_PART = 0x0112, 0x8769, 0x8825
TAKEN, TAKEN_OFFSET = 0x9003, 0x9011
LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE = 1, 2, 3, 4
EARLIEST = 2000
THAILAND = ((5, 21), (97, 106))
MOMENT = re.compile(r"(\d{4})[:\-](\d\d)[:\-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True)
class Shot:
    """`orientation` 1–8 as EXIF counts; `position` (latitude, longitude) within Thailand; what is not known is None."""

    orientation: int = 1
    taken_at: datetime.datetime | None = None
    position: tuple[Decimal, Decimal] | None = None


def shot(exif: bytes) -> Shot:
    """What the camera wrote; nothing in `exif` can fail, it can only be unknown."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return Shot()
    main = entries(tiff, order, word(tiff, order, 4))
    detail = entries(tiff, order, number(main, EXIF_PART))
    place = entries(tiff, order, number(main, GPS_PART))
    turned = number(main, ORIENTATION)
    return Shot(turned if turned in range(1, 9) else 1, moment(detail), position(place))


def word(tiff, order, at):
    return struct.unpack_from(f"{order}I", tiff, at)[0] if len(tiff) >= at + 4 else 0


def entries(tiff, order, at):
    """{tag: values} of one directory at byte `at`."""
    if not 8 <= at <= len(tiff) - 2:
        return {}
    count = min(struct.unpack_from(f"{order}H", tiff, at)[0], MOST_ENTRIES, (len(tiff) - at - 2) // 12)
    found = {}
    for start in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, length = struct.unpack_from(f"{order}HHI", tiff, start)
        size = BYTES.get(kind, MOST_VALUE + 1) * length
        if size <= MOST_VALUE:
            begin = start + 8 if size <= 4 else word(tiff, order, start + 8)
            found[tag] = values(tiff[begin : begin + size], order, kind)
    return found


def values(raw, order, kind):
    """Text, or a list of numbers; of rationals, their halves in turn."""
    if kind == 2:
        return raw.split(b"\0")[0].decode("ascii", "replace").strip()
    letter, width = ("H", 2) if kind == 3 else ("I", 4)
    return list(struct.unpack(f"{order}{len(raw) // width}{letter}", raw[: len(raw) // width * width]))


def number(found, tag):
    value = found.get(tag)
    return value[0] if value and isinstance(value, list) else 0


def text(found, tag):
    value = found.get(tag)
    return value if isinstance(value, str) else ""


def moment(detail):
    """The moment of the picture: with the camera's own offset, else by the clocks of Bangkok; none where it cannot be."""
    told, offset = MOMENT.fullmatch(text(detail, TAKEN)), OFFSET.fullmatch(text(detail, TAKEN_OFFSET))
    try:
        zone = zone_of(*offset.groups()) if offset else BANGKOK
        at = datetime.datetime(*map(int, told.groups()), tzinfo=zone) if told else None
    except ValueError:
        return None
    tomorrow = datetime.datetime.now(BANGKOK) + datetime.timedelta(days=1)
    return at if at and EARLIEST <= at.year < datetime.MAXYEAR and at <= tomorrow else None


def zone_of(sign, hours, minutes):
    ahead = datetime.timedelta(hours=int(hours), minutes=int(minutes))
    return datetime.timezone(ahead if sign == "+" else -ahead)


def position(place):
    """(latitude, longitude), to a tenth of a metre; one outside Thailand is a fault of the camera."""
    found = (
        degrees(place.get(LATITUDE), text(place, LATITUDE_REF) == "S"),
        degrees(place.get(LONGITUDE), text(place, LONGITUDE_REF) == "W"),
    )
    inside = all(
        at is not None and low <= at <= high for at, (low, high) in zip(found, THAILAND, strict=True)
    )
    return found if inside else None


def degrees(halves, is_negative):
    """Degrees, minutes and seconds, each a fraction, as one number."""
    if not isinstance(halves, list) or len(halves) != 6 or not all(halves[1::2]):
        return None
    whole, minutes, seconds = (
        Decimal(top) / bottom for top, bottom in zip(halves[::2], halves[1::2], strict=True)
    )
    found = (whole + minutes / 60 + seconds / 3600).quantize(Decimal("0.000001"))
    return -found if is_negative else found
