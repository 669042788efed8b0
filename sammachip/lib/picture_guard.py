"""What a file that somebody sent as a picture is, by its content; what is none, or would burst, is refused unopened."""

import re
from dataclasses import dataclass

MOST_BYTES = 15 * 2**20
LEAST_SIDE, MOST_RATIO = 16, 30

# How many pixels of each kind can be opened within 200 MB and 1.5 s: a JPEG is shrunk while it is read, others are not.
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 25_000_000, "HEIF": 25_000_000, "WEBP": 12_500_000}
MOST_WITH_ALPHA = 10_000_000
# A JPEG sent in several scans keeps all its coefficients in memory, whatever size it is read at.
MOST_COEFFICIENTS, MOST_SCANS, MOST_SEGMENTS = 128 * 2**20, 20, 1_000

SENTENCES = {
    "empty": "ไฟล์นี้ว่างเปล่า ไม่มีรูป โปรดเลือกรูปใหม่",
    "too_big": "ไฟล์รูปนี้ใหญ่เกิน 15 เมกะไบต์ โปรดย่อรูป หรือส่งแบบขนาดกลางจากโทรศัพท์ แล้วเพิ่มใหม่",
    "too_many_pixels": (
        "รูปนี้ละเอียดเกินไป ({what} ล้านจุด) ระบบจึงไม่เปิด โปรดย่อรูป หรือบันทึกเป็น JPEG ขนาดกลาง แล้วเพิ่มใหม่"
    ),
    "shape": "รูปนี้เล็กหรือแคบยาวผิดปกติ ({what} จุด) ไม่ใช่รูปถ่าย โปรดเลือกรูปอื่น",
    "damaged": "รูปนี้เสียหายหรือมาไม่ครบ โปรดเปิดดูรูปต้นฉบับ แล้วเลือกรูปนั้นใหม่อีกครั้ง",
    "not_a_picture": "ไฟล์นี้เป็น{what} ระบบรับเฉพาะรูปถ่ายแบบ JPEG, PNG, WebP หรือ HEIC โปรดเลือกรูปใหม่",
}

HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
OTHERS = (
    (b"GIF8", "ภาพเคลื่อนไหว GIF"),
    (b"%PDF", "ไฟล์ PDF"),
    (b"BM", "รูปแบบ BMP"),
    (b"II*\0", "รูปแบบ TIFF หรือรูปดิบของกล้อง"),
    (b"MM\0*", "รูปแบบ TIFF หรือรูปดิบของกล้อง"),
    (b"PK", "เอกสารหรือไฟล์บีบอัด"),
)
SVG, WEB_PAGE = re.compile(rb"<svg[\s>]"), re.compile(rb"<(!doctype|html|head|body|script)", re.I)

START, END, SCAN, APP0, EXIF, ADOBE = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE
FRAMES, OTHER_FRAMES = {0xC0, 0xC1, 0xC2}, {0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)}
PROGRESSIVE = 0xC2
TABLES = {0xC4, 0xDB, 0xDD}
# A marker; in the data of a scan FF stands before 00 or a restart, which are none.
MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")


class Refused(Exception):
    """A file that gives no picture: `code` for programs, `str()` the sentence for the person."""

    def __init__(self, code: str, what: str = ""):
        self.code = code
        super().__init__(SENTENCES[code].format(what=what))


def kind_of(content: bytes) -> str:
    """The kind of the picture, a key of MOST_PIXELS; raises Refused."""
    if not content:
        raise Refused("empty")
    if len(content) > MOST_BYTES:
        raise Refused("too_big")
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        return "HEIF"
    raise Refused("not_a_picture", other_kind(content))


def other_kind(content):
    if content[4:8] == b"ftyp":
        return "รูปแบบ AVIF" if content[8:10] == b"av" else "วิดีโอ"
    for magic, what in OTHERS:
        if content.startswith(magic):
            return what
    head = content[:4096]
    if SVG.search(head):
        return "ภาพวาด SVG"
    return "หน้าเว็บ (HTML)" if WEB_PAGE.search(head) else "ไฟล์ชนิดอื่น"


def check_size(width, height, most):
    """Raises Refused for a picture that cannot be a photo, or has more than `most` pixels."""
    if min(width, height) < LEAST_SIDE or max(width, height) > MOST_RATIO * min(width, height):
        raise Refused("shape", f"{width:,} × {height:,}")
    if width * height > most:
        raise Refused("too_many_pixels", f"{width * height / 1e6:,.0f}")


@dataclass
class Jpeg:
    """A JPEG taken apart: what draws the picture, and what the camera wrote; the rest is left out.

    Profiles, thumbnails, comments and all that follows the end never reach the decoder.
    """

    drawing: list
    exif: bytes = b""
    frame: bytes = b""
    marker: int = 0
    scans: int = 0
    first_scan: int = 0

    @property
    def content(self):
        return b"".join(self.drawing)

    @property
    def size(self):
        return int.from_bytes(self.frame[3:5]), int.from_bytes(self.frame[1:3])

    @property
    def most_pixels(self):
        """As many as its coefficients leave room for, if they must all be kept."""
        parts = [self.frame[7 + 3 * n] for n in range(self.frame[5])]
        across, down = max(part >> 4 for part in parts), max(part & 15 for part in parts)
        shares = sum((part >> 4) * (part & 15) for part in parts) / max(across * down, 1)
        if self.marker != PROGRESSIVE and self.scans == 1 and self.first_scan == len(parts):
            return MOST_PIXELS["JPEG"]
        return min(MOST_PIXELS["JPEG"], MOST_COEFFICIENTS / (2 * max(shares, 1)))

    def take(self, marker, segment):
        """One segment, from its marker to its end."""
        if marker in FRAMES and not self.frame and len(segment) > 12 and segment[4] == 8:
            self.frame, self.marker = segment[4:], marker
        elif marker in FRAMES | OTHER_FRAMES:
            raise Refused("damaged")
        elif marker == EXIF and not self.exif and segment[4:10] == b"Exif\0\0":
            self.exif = segment[10:]
        elif marker == SCAN:
            self.scans += 1
            self.first_scan = self.first_scan or segment[4]
        if marker in FRAMES | TABLES | {SCAN, APP0, ADOBE}:
            self.drawing.append(segment)


def jpeg(content: bytes) -> Jpeg:
    """Walk through the segments of a JPEG; raises Refused. Looks at no more than their heads."""
    found, at = Jpeg([b"\xff\xd8"]), 2
    try:
        for _ in range(MOST_SEGMENTS):
            mark = MARKER.search(content, at)
            if mark is None or mark[1][0] == END:
                break
            at = mark.end() + int.from_bytes(content[mark.end() : mark.end() + 2])
            found.take(mark[1][0], content[mark.start() : at])
            if mark[1][0] == SCAN:
                after = MARKER.search(content, at)
                at, scanned = (after.start() if after else len(content)), at
                found.drawing.append(content[scanned:at])
        if mark is not None and mark[1][0] == END:
            found.drawing.append(b"\xff\xd9")
        _ = found.size, found.most_pixels  # a frame cut short is found out here
    except (IndexError, ValueError):
        raise Refused("damaged") from None
    if not 0 < found.scans <= MOST_SCANS:
        raise Refused("damaged")
    return found
