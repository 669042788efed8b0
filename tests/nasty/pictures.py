"""Pictures that people send, good and bad, made by code."""

import io
import struct
import zlib

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 30), (30, 30, 200), (250, 250, 250)
JPEG_START = b"\xff\xd8"


def drawing(width=640, height=400):
    """Red at the left above, green at the right above, blue at the left below, white at the right below."""
    image = Image.new("RGB", (2, 2))
    for at, colour in (((0, 0), RED), ((1, 0), GREEN), ((0, 1), BLUE), ((1, 1), WHITE)):
        image.putpixel(at, colour)
    return image.resize((width, height), Image.Resampling.NEAREST)


def corners(content):
    """The names of the colours at the four corners of a JPEG, as in reading: left above first."""
    image = Image.open(io.BytesIO(content)).convert("RGB")
    wide, high = image.width - 20, image.height - 20
    named = {"red": RED, "green": GREEN, "blue": BLUE, "white": WHITE}

    def nearest(pixel):
        return min(named, key=lambda n: sum(abs(a - b) for a, b in zip(named[n], pixel, strict=True)))

    return [nearest(image.getpixel(at)) for at in ((20, 20), (wide, 20), (20, high), (wide, high))]


def saved(image, kind="JPEG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(width=640, height=400, **options):
    return saved(drawing(width, height), quality=90, **options)


def exif(taken="2018:12:11 09:30:00", offset="", at=None, turned=1, owner=""):
    """What a phone writes: `at` is (latitude, longitude) in degrees."""
    found = Image.Exif()
    found[0x0112] = turned
    if owner:
        found[0x013B] = owner
    if taken:
        found.get_ifd(0x8769)[0x9003] = taken
    if offset:
        found.get_ifd(0x8769)[0x9011] = offset
    if at:
        place = found.get_ifd(0x8825)
        place[1], place[2] = ("S" if at[0] < 0 else "N"), parts(at[0])
        place[3], place[4] = ("W" if at[1] < 0 else "E"), parts(at[1])
    return found.tobytes()


def parts(degrees):
    minutes = abs(degrees) % 1 * 60
    return (float(abs(degrees) // 1), float(minutes // 1), round(minutes % 1 * 60, 4))


def raw_exif(*entries):
    """EXIF by hand, for what no library would write: (tag, kind, count, value or offset)."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + body + b"\0" * 4


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def with_segments(content, *segments):
    return JPEG_START + b"".join(segments) + content[2:]


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, bits=8, colour=0, *chunks):
    """A PNG of zeros of any size, without holding it in memory."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row, packer = b"\0" * (1 + (width * bits * channels + 7) // 8), zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    body = [chunk(b"IHDR", head), *chunks, chunk(b"IDAT", packed), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def claiming(content, width, height):
    """A JPEG whose head says another size than its picture has."""
    at = next(content.find(bytes([0xFF, mark])) for mark in (0xC0, 0xC2) if bytes([0xFF, mark]) in content)
    return content[: at + 5] + struct.pack(">HH", height, width) + content[at + 9 :]


def scanned(content, times):
    """A progressive JPEG whose last scan comes `times` more."""
    last = content[content.rfind(b"\xff\xda") : -2]
    return content[:-2] + last * times + b"\xff\xd9"
