"""Photos without what they give away: place, time, phone and thumbnails go, the picture stays."""

import io
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from desktop.domain.errors import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST: Final = 2560  # pixels of the longer side: a page at 200 dpi
QUALITY: Final = 88
_MOST_PIXELS: Final = {"JPEG": 220_000_000, "MPO": 220_000_000}  # a JPEG is decoded at a fraction of its size
_MOST_OTHERS: Final = 50_000_000
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")
_HEAD: Final = 16  # bytes that tell what a file is
_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class Photo:
    """A cleaned picture: the bytes of a file and its ending (.jpg or .png)."""

    data: bytes
    suffix: str


def is_picture(source: Path) -> bool:
    """Whether a file is a single picture, told by its first bytes and not by its name.

    Scans of several pages and moving pictures are documents: they would lose all but the first. False for what cannot
    be read.
    """
    try:
        with source.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    if _is_heic(head):
        return True
    if not head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")) and not (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    ):
        return False
    pictures = _pillow()
    try:
        with pictures.open(source, formats=_FORMATS) as image:
            return image.format == "MPO" or getattr(image, "n_frames", 1) == 1
    except Exception:  # a hostile file may raise anything; it is a picture that will be refused
        return True


def cleaned(source: Path) -> Photo:
    """The picture written anew: upright, at most LONGEST pixels wide or high, in sRGB, with nothing beside the pixels.

    PNG stays PNG, everything else becomes JPEG. Raises Refused with one sentence for what is no picture, damaged,
    cut off, too large, or HEIC.
    """
    named = f"“{source.name}”"
    try:
        with source.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise Refused(f"读不到{named},请确认文件还在,再添加一次。") from error
    if _is_heic(head):
        raise Refused(f"{named}是手机的HEIC格式,请先在手机里改为JPEG(相机设置选“兼容性最佳”),再添加。")
    pictures = _pillow()
    try:
        with pictures.open(source, formats=_FORMATS) as image:
            width, height = image.size
            if width * height > _MOST_PIXELS.get(image.format or "", _MOST_OTHERS):
                raise Refused(f"{named}的尺寸太大({width}×{height}),请缩小后再添加。")
            return _written(image)
    except Refused:
        raise
    except pictures.UnidentifiedImageError as error:
        raise Refused(f"{named}不是照片,请选JPEG或PNG照片。") from error
    except MemoryError as error:
        raise Refused(f"{named}太大,内存不够,请缩小后再添加。") from error
    except Exception as error:  # decoders answer a damaged or hostile file with whatever they stumble over
        raise Refused(f"{named}不完整或已损坏,请重新传一次再添加。") from error


def _written(image: "Image") -> Photo:
    pictures = _pillow()
    png = image.format == "PNG"
    image.draft("RGB", (LONGEST, LONGEST))  # only a JPEG can; others ignore it
    profile = image.info.get("icc_profile")
    turned = _upright(image)
    turned.thumbnail((LONGEST, LONGEST), pictures.Resampling.LANCZOS)
    plain = _plain(_in_srgb(turned, profile), png)
    plain.info.clear()  # comments, profiles, dpi, text: a writer would take some of them along
    memory = io.BytesIO()
    if png:
        plain.save(memory, "PNG", optimize=True)
    else:
        plain.save(memory, "JPEG", quality=QUALITY, optimize=True)
    return Photo(memory.getvalue(), ".png" if png else ".jpg")


def _upright(image: "Image") -> "Image":
    """Turned as the phone was held; a broken note about it is ignored."""
    from PIL import ImageOps  # noqa: PLC0415

    image.load()
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # the picture itself is sound
        return image.copy()


def _in_srgb(image: "Image", profile: object) -> "Image":
    """The same colours in sRGB; a picture whose profile makes no sense is taken as sRGB."""
    if not isinstance(profile, bytes) or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    from PIL import ImageCms  # noqa: PLC0415

    try:
        found = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except Exception:
        return image
    return image if found is None else found


def _plain(image: "Image", png: bool) -> "Image":
    """In a mode that the file format has; what shines through becomes white where the format has no transparency."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "L"):
        return image.convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    if png:
        return clear
    ground: Image = _pillow().new("RGBA", clear.size, "white")
    ground.alpha_composite(clear)
    return ground.convert("RGB")


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _BRANDS


def _pillow() -> ModuleType:
    """Pillow, loaded when the first photo is added; sizes are judged here, before a pixel is decoded."""
    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None
    return Image
