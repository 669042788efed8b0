"""Pictures of strangers: what is accepted comes out small, upright and bare; what is not is refused before it is opened."""

import contextlib
import datetime
import io
import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from sammachip.lib.camera import Shot, shot
from sammachip.lib.pictures import MOST_BYTES, Refused, made_safe, made_small
from tests.nasty import pictures as make

UPRIGHT = ["red", "green", "blue", "white"]
ROOT = Path(__file__).resolve().parents[2]


def refused(content):
    with pytest.raises(Refused) as caught:
        made_safe(content)
    return caught.value.code


def opened(picture):
    return Image.open(io.BytesIO(picture.content))


def many(kind, **options):
    return make.saved(
        make.drawing(), kind, save_all=True, append_images=[Image.new("RGB", (640, 400))] * 3, **options
    )


GOOD = {
    "jpeg": lambda: make.jpeg(),
    "progressive": lambda: make.jpeg(progressive=True),
    "grey": lambda: make.saved(make.drawing().convert("L")),
    "cmyk": lambda: make.saved(make.drawing().convert("CMYK")),
    "restarts": lambda: make.jpeg(restart_marker_blocks=3),
    "png": lambda: make.saved(make.drawing(), "PNG"),
    "png palette": lambda: make.saved(make.drawing().convert("P"), "PNG"),
    "png palette see-through": lambda: make.saved(make.drawing().convert("P"), "PNG", transparency=255),
    "png alpha": lambda: make.saved(make.drawing().convert("RGBA"), "PNG"),
    "png 1 bit": lambda: make.saved(make.drawing().convert("1"), "PNG"),
    "png grey alpha": lambda: make.saved(make.drawing().convert("LA"), "PNG"),
    "webp": lambda: make.saved(make.drawing(), "WEBP"),
    "webp alpha": lambda: make.saved(make.drawing().convert("RGBA"), "WEBP"),
    "webp moving": lambda: many("WEBP"),
    "png moving": lambda: many("PNG"),
    "heic": lambda: make.saved(make.drawing(), "HEIF"),
    "several in one": lambda: many("MPO"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_every_kind_of_photo_comes_out_as_a_bare_jpeg_of_its_first_frame(kind):
    picture = made_safe(GOOD[kind]())
    with opened(picture) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (640, 400))
        assert image.size == (picture.width, picture.height)
        assert set(image.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    if kind not in {"grey", "png 1 bit", "png grey alpha"}:
        assert make.corners(picture.content) == UPRIGHT


def test_sixteen_bits_and_see_through_become_what_the_eye_sees():
    grey = Image.new("I;16", (64, 64), 0x8000)
    with opened(made_safe(make.saved(grey, "PNG"))) as image:
        assert image.getpixel((30, 30)) == pytest.approx((128, 128, 128), abs=2)
    clear = make.saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG")
    with opened(made_safe(clear)) as image:
        assert image.getpixel((30, 30)) == (255, 255, 255)
    made_safe(make.png(64, 64, 16, 2))
    made_safe(make.png(64, 64, 16, 6))


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_stands_upright_whichever_way_the_phone_was_held(kind, turned):
    turns = Image.Transpose
    undo = {2: turns.FLIP_LEFT_RIGHT, 3: turns.ROTATE_180, 4: turns.FLIP_TOP_BOTTOM, 5: turns.TRANSPOSE}
    undo |= {6: turns.ROTATE_90, 7: turns.TRANSVERSE, 8: turns.ROTATE_270}
    lying = make.drawing().transpose(undo[turned]) if turned > 1 else make.drawing()
    picture = made_safe(make.saved(lying, kind, exif=make.exif(turned=turned)))
    assert (picture.width, picture.height) == (640, 400)
    assert make.corners(picture.content) == UPRIGHT


def test_the_long_side_is_at_most_1600_and_nothing_is_enlarged():
    assert [(p.width, p.height) for p in map(made_safe, (make.jpeg(3200, 2000), make.jpeg(1000, 2000)))] == [
        (1600, 1000),
        (800, 1600),
    ]
    assert made_safe(make.jpeg(300, 200)).width == 300
    with Image.open(io.BytesIO(made_small(io.BytesIO(make.jpeg(1600, 1000))))) as small:
        assert small.size == (480, 300)


def test_nothing_that_the_camera_wrote_is_left_in_the_picture():
    secret = b"Somchai-1471481398541"
    content = make.jpeg(exif=make.exif(at=(7.2, 100.6), owner=secret.decode()))
    content = make.with_segments(
        content, make.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + secret), make.segment(0xFE, secret)
    )
    content = make.with_segments(content, make.segment(0xE2, b"ICC_PROFILE\0\1\1" + secret)) + secret
    assert content.count(secret) == 5
    picture = made_safe(content)
    assert secret not in picture.content
    assert b"Exif" not in picture.content
    assert picture.shot.position == (Decimal("7.2"), Decimal("100.6"))


def test_a_picture_that_is_also_a_script_is_only_a_picture_afterwards():
    script = b"*/=1;alert(document.domain)//<script>alert(1)</script>"
    content = make.with_segments(make.jpeg(), make.segment(0xFE, script)) + script
    assert script not in made_safe(content).content


TAKEN = [
    ("2018:12:11 09:30:00", "", "2018-12-11T09:30:00+07:00"),
    ("2018:12:11 09:30:00", "+07:00", "2018-12-11T09:30:00+07:00"),
    ("2018:12:11 02:30:00", "+00:00", "2018-12-11T09:30:00+07:00"),
    ("2018:12:11 02:30:00", "-05:30", "2018-12-11T15:00:00+07:00"),
    ("2018:12:11 02:30:00", "+99:00", None),
    ("2561:12:11 09:30:00", "", None),
    ("0000:00:00 00:00:00", "", None),
    ("1980:01:01 00:00:00", "", None),
    ("9999:12:31 23:59:59", "", None),
    ("2018:02:30 09:30:00", "", None),
    ("2018:12:11 25:61:00", "", None),
    ("    :  :     :  :  ", "", None),
    ("๒๐๑๘", "", None),
    ("", "+07:00", None),
]


@pytest.mark.parametrize(("taken", "offset", "expected"), TAKEN)
def test_when_it_was_taken_by_the_cameras_offset_or_the_clocks_of_bangkok(taken, offset, expected):
    found = shot(make.exif(taken.encode("ascii", "replace").decode(), offset)).taken_at
    assert found == (expected and datetime.datetime.fromisoformat(expected))


def test_a_photo_of_the_future_has_no_date():
    tomorrow = datetime.datetime.now() + datetime.timedelta(days=3)  # noqa: DTZ005
    assert shot(make.exif(tomorrow.strftime("%Y:%m:%d %H:%M:%S"))).taken_at is None


PLACES = [
    ((7.205953, 100.595013), True),
    ((5.0, 97.0), True),
    ((21.0, 106.0), True),
    ((4.9, 100.0), False),
    ((21.1, 100.0), False),
    ((7.2, 96.9), False),
    ((7.2, 106.1), False),
    ((0.0, 0.0), False),
    ((-7.2, 100.6), False),
    ((7.2, -100.6), False),
]


@pytest.mark.parametrize(("at", "is_kept"), PLACES)
def test_where_it_was_taken_within_thailand_only(at, is_kept):
    found = shot(make.exif(at=at)).position
    assert (found is not None) == is_kept
    if is_kept:
        assert [float(each) for each in found] == pytest.approx(at, abs=0.000002)


def test_a_place_without_a_denominator_is_no_place():
    halves = b"".join(n.to_bytes(4, "little") for n in (7, 1, 12, 0, 0, 1))
    gps = b"\2\0" + b"".join(
        tag.to_bytes(2, "little") + b"\5\0\3\0\0\0" + (68).to_bytes(4, "little") for tag in (2, 4)
    )
    tiff = make.raw_exif((0x8825, 4, 1, 26))[6:]
    assert shot(tiff[:26] + gps + b"\0" * (68 - 26 - len(gps)) + halves).position is None


@given(some.binary(max_size=400), some.sampled_from([b"", b"II*\0", b"MM\0*", b"Exif\0\0II*\0\x08\0\0\0"]))
def test_what_a_camera_wrote_can_be_unknown_but_never_fails(noise, start):
    assert isinstance(shot(start + noise), Shot)


def test_an_exif_that_claims_to_be_huge_costs_nothing():
    bomb = make.raw_exif(*[(tag, 2, 60_000, 0) for tag in range(5_000)])
    assert len(bomb) < 65_533
    larger = make.raw_exif(*[(tag, 2, 8_000_000, 0) for tag in range(5_000)])[6:] + b"A" * 8_000_000
    started = time.process_time()
    jpeg = made_safe(make.with_segments(make.jpeg(), make.segment(0xE1, bomb)))
    png = made_safe(make.png(640, 400, 8, 2, make.chunk(b"eXIf", larger)))
    assert jpeg.shot == png.shot == Shot()
    assert time.process_time() - started < 1


BAD = {
    "nothing": (b"", "empty"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not_a_picture"),
    "svg with a head": (b'<?xml version="1.0"?>\n<!-- x -->\n<svg onload="alert(1)"/>', "not_a_picture"),
    "html named jpg": (b"<!DOCTYPE html><script>alert(1)</script>", "not_a_picture"),
    "gif with script": (b"GIF89a/*\0\0*/=1;alert(1)//", "not_a_picture"),
    "pdf": (b"%PDF-1.7\n%...", "not_a_picture"),
    "tiff": (b"II*\0\x08\0\0\0", "not_a_picture"),
    "bmp": (b"BM" + b"\0" * 60, "not_a_picture"),
    "video": (b"\0\0\0\x18ftypmp42\0\0\0\0", "not_a_picture"),
    "avif": (b"\0\0\0\x1cftypavif\0\0\0\0", "not_a_picture"),
    "zip": (b"PK\3\4" + b"\0" * 60, "not_a_picture"),
    "program": (b"\x7fELF" + b"\0" * 60, "not_a_picture"),
    "text": ("รูปของฉัน".encode(), "not_a_picture"),
    "only a start": (b"\xff\xd8\xff", "damaged"),
    "only a png start": (b"\x89PNG\r\n\x1a\n", "damaged"),
    "only a webp start": (b"RIFF\x10\0\0\0WEBPVP8 ", "damaged"),
    "only a heic start": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "damaged"),
    "start bytes for ever": (b"\xff\xd8" + b"\xff" * 2_000_000 + b"\0", "damaged"),
    "a million empty segments": (b"\xff\xd8" + b"\xff\xe1\0\2" * 1_000_000, "damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_photo_is_refused_with_a_sentence_at_once(name):
    content, code = BAD[name]
    started = time.process_time()
    assert refused(content) == code
    assert time.process_time() - started < 1


def test_a_refusal_says_what_the_file_is_and_what_to_do():
    with pytest.raises(Refused, match="ไฟล์ PDF ระบบรับเฉพาะรูปถ่ายแบบ JPEG, PNG, WebP หรือ HEIC โปรดเลือกรูปใหม่"):
        made_safe(b"%PDF-1.7")
    with pytest.raises(Refused, match="81 ล้านจุด"):
        made_safe(make.png(9_000, 9_000, 1))


def test_too_many_bytes_or_pixels_are_refused_before_anything_is_opened():
    assert refused(make.jpeg() + b"\0" * MOST_BYTES) == "too_big"
    assert refused(make.claiming(make.jpeg(), 12_000, 9_000)) == "too_many_pixels"
    assert refused(make.claiming(make.jpeg(), 16_320, 12_240)) == "too_many_pixels"
    assert (
        refused(make.claiming(make.jpeg(progressive=True, subsampling=0), 8_000, 6_000)) == "too_many_pixels"
    )
    assert refused(make.png(20_000, 20_000, 1)) == "too_many_pixels"
    assert refused(make.png(5_000, 5_001)) == "too_many_pixels"
    assert refused(make.png(4_000, 3_000, 8, 6)) == "too_many_pixels"
    bomb = make.png(9_000, 9_000, 1)
    assert len(bomb) < 10_100
    started = time.process_time()
    assert refused(bomb) == "too_many_pixels"
    assert time.process_time() - started < 0.05


def test_a_photo_has_two_sides():
    assert refused(make.saved(Image.new("RGB", (1, 65_500)))) == "shape"
    assert refused(make.saved(Image.new("RGB", (15, 100)), "PNG")) == "shape"
    assert refused(make.saved(Image.new("RGB", (100, 3_001)), "WEBP")) == "shape"
    assert made_safe(make.saved(Image.new("RGB", (100, 3_000)), "PNG")).height == 1_600
    assert refused(make.claiming(make.jpeg(), 0, 400)) == "shape"
    assert refused(make.claiming(make.jpeg(), 640, 0)) == "shape"
    assert refused(make.png(0, 0)) in {"shape", "damaged"}


@pytest.mark.parametrize("kind", ["jpeg", "progressive", "png", "webp", "heic"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_came_only_in_part_is_refused(kind, share):
    noise = Image.effect_noise((640, 400), 90).convert("RGB")
    save = {"jpeg": ("JPEG", {}), "progressive": ("JPEG", {"progressive": True}), "heic": ("HEIF", {})}
    name, options = save.get(kind, (kind.upper(), {}))
    content = make.saved(noise, name, **options)
    assert refused(content[: int(len(content) * share)]) == "damaged"


def test_other_tricks_of_a_jpeg_are_refused():
    assert refused(make.scanned(make.jpeg(progressive=True), 50)) == "damaged"
    twice = make.jpeg()
    frame = twice[twice.find(b"\xff\xc0") :][:19]
    assert refused(make.with_segments(twice, frame)) == "damaged"
    assert refused(twice.replace(b"\xff\xc0", b"\xff\xc3", 1)) == "damaged"
    assert refused(make.with_segments(twice[:2], b"\xff\xc0\0\4\x08\0")) == "damaged"


@given(some.integers(0, 3), some.lists(some.tuples(some.floats(0, 1), some.integers(0, 255)), max_size=20))
def test_bytes_changed_on_the_way_give_a_picture_or_the_one_refusal(which, changes):
    content = bytearray(SOUND[which])
    for share, byte in changes:
        content[int(share * (len(content) - 1))] = byte
    with contextlib.suppress(Refused):
        assert made_safe(bytes(content)).content.startswith(make.JPEG_START)


SOUND = [make.jpeg(64, 48, exif=make.exif(at=(7, 100)))] + [
    make.saved(make.drawing(64, 48), kind) for kind in ("PNG", "WEBP", "HEIF")
]

HEAVY = {
    "jpeg 48": ("image.resize((8000, 6000))", "JPEG", "quality=85", 120),
    "progressive 42": ("image.resize((7500, 5600))", "JPEG", "quality=60, progressive=True", 200),
    "png 25": ("image.resize((5000, 5000))", "PNG", "compress_level=1", 200),
    "png alpha 10": ("image.resize((3650, 2730)).convert('RGBA')", "PNG", "compress_level=1", 200),
    "webp 12": ("image.resize((4000, 3000))", "WEBP", "quality=60, method=0", 200),
    "heic 12": ("image.resize((4032, 3024))", "HEIF", "quality=40", 200),
}
WEIGH = """
import io, resource, subprocess, sys
from sammachip.lib.pictures import made_safe
content = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
made_safe(content)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured as Unix counts it")
@pytest.mark.parametrize("kind", HEAVY)
def test_the_heaviest_photo_of_each_kind_takes_no_more_than_200_mb(kind, tmp_path):
    how, name, options, most = HEAVY[kind]
    draw = (
        "import io, pillow_heif; from PIL import Image; pillow_heif.register_heif_opener();"
        f"image = Image.linear_gradient('L').convert('RGB'); {how}.save({str(tmp_path / 'a')!r}, {name!r}, {options})"
    )
    run = {"cwd": ROOT, "check": True, "env": os.environ | {"PYTHONPATH": str(ROOT)}}
    subprocess.run([sys.executable, "-c", draw], **run)
    weighed = subprocess.run([sys.executable, "-c", WEIGH, tmp_path / "a"], stdout=subprocess.PIPE, **run)
    assert int(weighed.stdout) / 1024 <= most
