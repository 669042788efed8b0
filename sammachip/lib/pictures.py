"""A picture that somebody sent, made safe: looked at before it is opened, and drawn anew without what a camera wrote."""

import io
import warnings
from dataclasses import dataclass

import pillow_heif
from PIL import Image
from PIL import WebPImagePlugin as _webp  # noqa: F401  makes itself known to Image

from .camera import Shot, shot
from .picture_guard import MOST_BYTES, MOST_PIXELS, MOST_WITH_ALPHA, Refused, check_size, jpeg, kind_of

__all__ = ["MOST_BYTES", "Picture", "Refused", "made_safe", "made_small"]

LONG_SIDE, QUALITY = 1_600, 82
SMALL_SIDE, SMALL_QUALITY = 480, 70
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# All that is opened here is known from the start: Pillow would else look for its other forty kinds at the first picture.
Image.preinit()
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
# Pillow only warns of a picture of 90 Mpx and opens it; here such a file is refused.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Picture:
    """A JPEG of at most 1,600 px that carries nothing but the picture; when and where it was taken stand beside it."""

    content: bytes
    width: int
    height: int
    shot: Shot


def made_safe(content: bytes) -> Picture:
    """The picture in a file's bytes; raises Refused with the sentence for the person."""
    kind = kind_of(content)
    exif = None
    try:
        if kind == "JPEG":
            found = jpeg(content)
            check_size(*found.size, found.most_pixels)
            content, exif = found.content, found.exif
        with Image.open(io.BytesIO(content), formats=[kind]) as image:
            check_size(*image.size, most_pixels(image, kind))
            drawn = drawn_small(image, LONG_SIDE)
            written = shot(image.info.get("exif") or b"" if exif is None else exif)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too_many_pixels", "กว่า 90") from None
    except (
        Exception
    ):  # whatever a decoder stumbles over in a stranger's bytes, the person reads the one sentence
        raise Refused("damaged") from None
    if written.orientation in TURNS:
        drawn = drawn.transpose(TURNS[written.orientation])
    return Picture(as_jpeg(drawn, QUALITY), *drawn.size, written)


def made_small(file) -> bytes:
    """A kept picture, drawn small for a grid of many."""
    with Image.open(file, formats=["JPEG"]) as image:
        return as_jpeg(drawn_small(image, SMALL_SIDE), SMALL_QUALITY)


def most_pixels(image, kind):
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    return min(MOST_PIXELS[kind], MOST_WITH_ALPHA) if has_alpha else MOST_PIXELS[kind]


def drawn_small(image, side):
    """The first frame in RGB, at most `side` wide and high; what is transparent becomes paper."""
    image.draft("RGB", (side, side))
    image.load()
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif "transparency" in image.info or image.mode in {"LA", "PA"}:
        image = image.convert("RGBA")
    elif image.mode in {"1", "P"}:
        image = image.convert("RGB")
    small = image.resize(fitting(image.size, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return on_paper(small) if small.mode == "RGBA" else small.convert("RGB")


def fitting(size, side):
    scale = min(side / max(size), 1)
    return tuple(max(round(each * scale), 1) for each in size)


def on_paper(image):
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def as_jpeg(image, quality):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
