"""A kept photo shows the same picture and tells nothing else."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from desktop.domain.errors import Refused
from desktop.system.photos import LONGEST, cleaned, is_picture

SECRETS = (b"HUAWEI", b"GPSInfo", b"2026:11:16", b"hidden words", b"xmpmeta", b"8BIM", b"Exif", b"MPF", b"Mao Pro")


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes: maker, time, place."""
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0x0132] = "HUAWEI", "Mao Pro", "2026:11:16 09:30:00"
    made[0x0112] = orientation
    made.get_ifd(0x8825).update({1: "N", 2: (31.0, 18.0, 23.5), 3: "E", 4: (121.0, 22.0, 5.5), 29: "2026:11:16"})
    made.get_ifd(0x8769)[0x9003] = "2026:11:16 09:30:00"
    return made


def picture(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Blue, with a red upper left quarter."""
    made = Image.new("RGB", size, (40, 80, 160))
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 2 - 1, size[1] // 2 - 1), fill=(220, 30, 30))
    return made


def phone_photo(path: Path, orientation: int = 1, size: tuple[int, int] = (800, 600)) -> Path:
    """A JPEG with everything that may stand beside the pixels."""
    memory = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture(size).save(
        memory,
        "JPEG",
        exif=exif(orientation),
        comment=b"hidden words",
        icc_profile=profile,
        quality=95,
        xmp=b"<x:xmpmeta/>",
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0chidden words"
    data = memory.getvalue()
    data = data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:]
    path.write_bytes(data + b"hidden words after the end")
    return path


def is_red(image: Image.Image, at: tuple[int, int]) -> bool:
    red, _green, blue = image.convert("RGB").getpixel(at)  # type: ignore[misc]
    return red > 180 and blue < 90


def test_a_phones_photo_keeps_its_picture_and_nothing_else(tmp_path: Path) -> None:
    source = phone_photo(tmp_path / "IMG_1.jpg")
    before = source.read_bytes()
    assert all(secret in before for secret in (b"HUAWEI", b"hidden words", b"8BIM", b"Exif", b"xmpmeta"))
    photo = cleaned(source)
    assert photo.suffix == ".jpg"
    assert not [secret for secret in SECRETS if secret in photo.data]
    with Image.open(io.BytesIO(photo.data)) as image:
        assert image.size == (800, 600)
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert is_red(image, (100, 100))
        assert not is_red(image, (700, 500))
    assert source.read_bytes() == before


@pytest.mark.parametrize(
    ("orientation", "red"), [(1, "lu"), (2, "ru"), (3, "rd"), (4, "ld"), (5, "lu"), (6, "ru"), (7, "rd"), (8, "ld")]
)
def test_it_stands_upright(tmp_path: Path, orientation: int, red: str) -> None:
    photo = cleaned(phone_photo(tmp_path / "a.jpg", orientation))
    with Image.open(io.BytesIO(photo.data)) as image:
        width, height = image.size
        assert (width, height) == ((800, 600) if orientation < 5 else (600, 800))
        corner = (50 if "l" in red else width - 50, 50 if "u" in red else height - 50)
        assert is_red(image, corner)


def test_a_large_photo_is_made_smaller_and_both_pictures_of_an_mpo_become_one(tmp_path: Path) -> None:
    source = tmp_path / "IMG.MPO.jpg"
    picture((6000, 4500)).save(source, "MPO", save_all=True, append_images=[picture((1200, 900))], exif=exif())
    photo = cleaned(source)
    with Image.open(io.BytesIO(photo.data)) as image:
        assert (image.format, max(image.size)) == ("JPEG", LONGEST)
    assert photo.data.count(b"\xff\xd8\xff") == 1
    assert not [secret for secret in SECRETS if secret in photo.data]


def test_png_stays_png_without_its_texts(tmp_path: Path) -> None:
    told = PngInfo()
    told.add_text("Comment", "hidden words")
    told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>", zip=False)
    source = tmp_path / "shot.png"
    clear = picture()
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    clear.save(source, pnginfo=told, exif=exif(6), dpi=(300, 300))
    photo = cleaned(source)
    assert photo.suffix == ".png"
    kinds = set()
    at = 8
    while at < len(photo.data):
        (length,) = struct.unpack(">I", photo.data[at : at + 4])
        kinds.add(photo.data[at + 4 : at + 8])
        at += length + 12
    assert kinds == {b"IHDR", b"IDAT", b"IEND"}
    with Image.open(io.BytesIO(photo.data)) as image:
        assert (image.mode, image.size) == ("RGBA", (600, 800))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_kind_of_pixels_becomes_a_picture(tmp_path: Path, mode: str) -> None:
    name = "a.tif" if mode in ("CMYK", "I;16") else "a.png"
    source = tmp_path / name
    if mode == "I;16":
        Image.new("I;16", (40, 30), 40_000).save(source)
    else:
        picture((40, 30)).convert(mode).save(source)
    with Image.open(io.BytesIO(cleaned(source).data)) as image:
        assert image.size == (40, 30)
        assert image.convert("L").getpixel((2, 2)) not in (0, 255) or mode == "1"


def test_wide_colours_become_srgb(tmp_path: Path) -> None:
    source = tmp_path / "lab.jpg"
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture().save(source, icc_profile=swapped)
    with Image.open(io.BytesIO(cleaned(source).data)) as image:
        assert "icc_profile" not in image.info
        red, green, blue = image.getpixel((100, 100))
        assert abs(red - 220) < 6 and abs(green - 30) < 8 and abs(blue - 30) < 8
    picture().save(source, icc_profile=b"no profile at all" * 20)
    with Image.open(io.BytesIO(cleaned(source).data)) as image:
        assert is_red(image, (100, 100))


def bomb() -> bytes:
    """A PNG of a kilobyte that says it has 40000 × 40000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9999)) + chunk(b"IEND", b"")
    )


def test_bad_files_are_refused_with_what_to_do(tmp_path: Path) -> None:
    whole = phone_photo(tmp_path / "whole.jpg").read_bytes()
    files = {
        "cut.jpg": (whole[: len(whole) // 2], "重新传"),
        "bomb.png": (bomb(), "尺寸太大"),
        "IMG_2.HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 99, "请先在手机里改为JPEG"),
        "renamed.jpg": (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + b"\0" * 99, "请先在手机里改为JPEG"),
        "letter.jpg": ("尊敬的领导".encode() * 20, "不是照片"),
        "head.png": (b"\x89PNG\r\n\x1a\n" + b"\xff" * 64, "重新传|不是照片"),
        "empty.jpg": (b"", "不是照片"),
        "form.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是照片"),
    }
    for name, (data, sentence) in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(Refused, match=sentence) as refused:
            cleaned(path)
        assert name in str(refused.value)
    with pytest.raises(Refused, match="读不到"):
        cleaned(tmp_path / "gone.jpg")


def test_flipped_bytes_never_end_in_anything_but_a_photo_or_a_refusal(tmp_path: Path) -> None:
    whole = phone_photo(tmp_path / "whole.jpg", size=(80, 60)).read_bytes()
    path = tmp_path / "hostile.jpg"
    photos = 0
    for at in range(2, len(whole), 23):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            photo = cleaned(path)
        except Refused:
            continue
        photos += 1
        assert not [secret for secret in SECRETS if secret in photo.data]
    assert photos > 0


def test_documents_are_not_taken_for_photos(tmp_path: Path) -> None:
    pages = tmp_path / "scan.tif"
    picture((60, 80)).save(pages, save_all=True, append_images=[picture((60, 80))])
    still = tmp_path / "one.tif"
    picture((60, 80)).save(still)
    text = tmp_path / "a.jpg"
    text.write_text("BMW")
    assert not is_picture(pages)
    assert is_picture(still)
    assert is_picture(phone_photo(tmp_path / "without ending"))
    assert is_picture(text)  # begins like a bitmap, and will be refused
    assert not is_picture(tmp_path / "gone.jpg")


def test_pillow_is_loaded_with_the_first_photo_only() -> None:
    rooms = "desktop.services.inspection.photos, desktop.services.orders.acts.attaching"
    asked = f"import sys, {rooms}; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
