"""What kind of spreadsheet a file is, by its content; what is none, or would burst, is refused unopened."""

import mmap
import os
import re
import struct
import zipfile
import zlib
from pathlib import Path

from sammachip.lib.sheet_refusals import Unreadable

MAX_BYTES = 100 * 2**20
MAX_UNPACKED = 300 * 2**20
MAX_ENTRIES = 2_000
MAX_DIRECTORY = 1 * 2**20
MAX_RATIO, SIZEABLE = 100, 5 * 2**20
HEAD = 4096

MAGIC = (
    (b"%PDF", "ไฟล์ PDF"),
    (b"\xff\xd8\xff", "รูปภาพ"),
    (b"\x89PNG", "รูปภาพ"),
    (b"GIF8", "รูปภาพ"),
    (b"BM", "รูปภาพ"),
    (b"II*\0", "รูปภาพ"),
    (b"MM\0*", "รูปภาพ"),
    (b"MZ", "โปรแกรม"),
    (b"\x7fELF", "โปรแกรม"),
    (b"{\\rtf", "เอกสารข้อความ (RTF)"),
    (b"SQLite format 3\0", "ฐานข้อมูล"),
    (b"\0\1\0\0Standard", "ฐานข้อมูล"),
)
ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<style", b"<div")
DOCUMENTS = {
    "word/": "เอกสาร Word",
    "ppt/": "งานนำเสนอ PowerPoint",
    "Index/": "ไฟล์ Numbers หรือ Pages",
    "AndroidManifest.xml": "โปรแกรม",
}
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
# A workbook stream's BOF, perhaps WRITEPROTECT, then FILEPASS: an old workbook with a password.
FILE_PASS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
ROOT_ELEMENT = re.compile(rb"<[A-Za-z_]")


def guard(path) -> str:
    """The kind of the file, "xlsx", "xls", "ods" or "csv"; raises Unreadable. Unpacks next to nothing."""
    try:
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size == 0:
                raise Unreadable("empty")
            if size > MAX_BYTES:
                raise Unreadable("too_big")
            return _kind(file, file.read(HEAD), size)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise Unreadable("missing") from None


def _kind(file, head, size):
    if head.startswith(b"PK"):
        return _zip_kind(file, size)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(file)
    if head.startswith(ARCHIVES):
        raise Unreadable("archive")
    for magic, what in MAGIC:
        if head.startswith(magic) and (len(magic) > 2 or b"\0" in head):
            raise Unreadable("not_a_register", what)
    return _text_kind(head)


def _text_kind(head):
    if head.startswith(BOMS[1:]):
        return "csv"
    start = head.removeprefix(BOMS[0]).lstrip().lower()
    if start.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<style", b"<div")
    ):
        raise Unreadable("html")
    if start.startswith(b"<?xml"):
        raise Unreadable("html" if b"<html" in start else "xml")
    if start.startswith((b"{", b"[{", b"[\n")):
        raise Unreadable("not_a_register", "ข้อมูล JSON")
    if len(CONTROL.findall(head)) * 50 > len(head) and not utf16_without_bom(head):
        raise Unreadable("not_a_register", "ไฟล์ชนิดอื่น")
    return "csv"


def utf16_without_bom(head) -> str | None:
    """The encoding's name where every other byte is the high half of a Latin or Thai letter, 00 or 0E."""
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(high) > 4 and (high.count(0) + high.count(0x0E)) * 10 > len(high) * 9:
            return encoding
    return None


def _ole_kind(file):
    def stream(name):
        return content.find(name.encode("utf-16-le")) >= 0

    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if stream("EncryptedPackage") or stream("EncryptionInfo") or FILE_PASS.search(content):
            raise Unreadable("password")
        if stream("WordDocument"):
            raise Unreadable("not_a_register", "เอกสาร Word")
        if stream("PowerPoint Document"):
            raise Unreadable("not_a_register", "งานนำเสนอ PowerPoint")
        if stream("Workbook") or stream("Book"):
            return "xls"
    raise Unreadable("not_a_register", "ไฟล์ชนิดอื่น")


def _zip_kind(file, size):
    _refuse_long_listing(file, size)
    try:
        with zipfile.ZipFile(file) as archive:
            members = {info.filename: info for info in archive.infolist()}
            _refuse_bomb(members.values())
            kind = _office_kind(archive, members)
            _refuse_entities(archive, members.values())
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, NotImplementedError, OSError):
        raise Unreadable("damaged") from None
    except RuntimeError:
        raise Unreadable("password") from None


def _refuse_long_listing(file, size):
    """Look at the listing's own length first: 100,000 entries take longer to list than to refuse."""
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise Unreadable("damaged")
    entries, directory = struct.unpack_from("<HL", tail, at + 10)
    if entries > MAX_ENTRIES or directory > MAX_DIRECTORY:
        raise Unreadable("bomb")


def _refuse_bomb(members):
    unpacked = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    if len(members) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise Unreadable("bomb")
    if unpacked > SIZEABLE and unpacked > MAX_RATIO * packed:
        raise Unreadable("bomb")
    if any(info.file_size > SIZEABLE and info.file_size > MAX_RATIO * info.compress_size for info in members):
        raise Unreadable("bomb")
    if any(info.flag_bits & 1 for info in members):
        raise Unreadable("password")


def _office_kind(archive, members):
    mimetype = archive.read("mimetype")[:200].strip() if "mimetype" in members else b""
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        if b"encryption-data" in _start(archive, members.get("META-INF/manifest.xml"), 2**20):
            raise Unreadable("password")
        if b"spreadsheet" in mimetype and "content.xml" in members:
            return "ods"
        raise Unreadable("not_a_register", "เอกสาร OpenDocument ชนิดอื่น")
    if "[Content_Types].xml" in members and "xl/workbook.xml" in members:
        if any(name.lower().endswith((".zip", ".rar", ".7z", ".gz")) for name in members):
            raise Unreadable("bomb")
        return "xlsx"
    if "xl/workbook.bin" in members:
        raise Unreadable("xlsb")
    for start, what in DOCUMENTS.items():
        if any(name.startswith(start) for name in members):
            raise Unreadable("not_a_register", what)
    raise Unreadable("archive")


def _refuse_entities(archive, members):
    """Office files never carry a DTD; one that does wants to fetch or to multiply (XXE, billion laughs)."""
    for info in members:
        if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        head = _start(archive, info, HEAD)
        if (
            b"<!DOCTYPE" in head
            or b"<!ENTITY" in head
            or (len(head) == HEAD and not ROOT_ELEMENT.search(head))
        ):
            raise Unreadable("damaged")


def _start(archive, info, length):
    if info is None:
        return b""
    with archive.open(info) as member:
        return member.read(length)
