"""The XML inside a workbook as a stream: a burst or a million empty rows is found in little memory."""

import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from sammachip.lib.sheet_refusals import Unreadable

MAX_ROWS = 300_000
MAX_CELLS = 8_000_000
CHUNK = 1 << 20
FORMULA_WITHOUT_VALUE = "FORMULA_WITHOUT_VALUE"


@dataclass(slots=True)
class Findings:
    """Of one sheet: remarks on cells by (row, column) from 0, and merged ranges where the reader has none."""

    notes: dict = field(default_factory=dict)
    merged: list = field(default_factory=list)
    cells: int = 0


class Extent:
    """The rectangle that the filled cells span; a reader keeps all of it in memory."""

    def __init__(self):
        self.rows = self.columns = 0

    def add(self, row, column):
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > MAX_CELLS:
            raise Unreadable("too_wide")


def inflate(archive, info):
    """The member's bytes, piece by piece, and not one byte more than the listing declared."""
    file = archive.fp
    file.seek(info.header_offset)
    header = file.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04" or info.compress_type not in (0, 8):
        raise Unreadable("damaged")
    file.seek(sum(struct.unpack_from("<HH", header, 26)), 1)
    packed, given = info.compress_size, 0
    decoder = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    while packed > 0 and not (decoder and decoder.eof):
        piece = file.read(min(1 << 16, packed))
        if not piece:
            raise Unreadable("damaged")
        packed -= len(piece)
        while piece:
            out = decoder.decompress(piece, CHUNK) if decoder else piece
            piece = decoder.unconsumed_tail if decoder else b""
            given += len(out)
            if given > info.file_size:
                raise Unreadable("bomb")
            yield out
    rest = decoder.flush() if decoder else b""
    if given + len(rest) != info.file_size:
        raise Unreadable("bomb" if given + len(rest) > info.file_size else "damaged")
    yield rest


def pieces(chunks, mark):
    """The stream again, cut only in front of `mark` (else of a tag), so that no element is torn."""
    rest = b""
    for chunk in chunks:
        buffer = rest + chunk
        cut = max(buffer.rfind(mark), 0) or buffer.rfind(b"<")
        if cut <= 0:
            cut = len(buffer) if len(buffer) > 4 * CHUNK else 0
        rest = buffer[cut:]
        if cut:
            yield buffer[:cut]
    yield rest
