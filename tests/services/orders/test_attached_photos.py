"""A photo kept with an order does not tell where and when it was taken."""

from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from desktop.data.tables.orders import Attachment
from desktop.domain.errors import Refused
from tests.office import Office


def photo_with_place(path: Path) -> Path:
    exif = Image.Exif()
    exif[0x010F] = "HUAWEI"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 18.0, 23.5), 29: "2026:11:16"})
    Image.new("RGB", (320, 240), "green").save(path, "JPEG", exif=exif)
    return path


def test_place_and_phone_are_gone_from_the_kept_bytes(office: Office, tmp_path: Path) -> None:
    source = photo_with_place(tmp_path / "现场.JPG")
    letter = tmp_path / "来信.pdf"
    letter.write_bytes(b"%PDF-1.7 HUAWEI")
    assert b"HUAWEI" in source.read_bytes()
    office.register(photos=(str(source), str(letter)))
    folder = office.database.attachments
    with office.database.read() as session:
        photo, paper = session.scalars(select(Attachment).order_by(Attachment.id)).all()
    kept = (folder / photo.stored).read_bytes()
    assert photo.name == "现场.JPG"
    assert photo.stored.endswith(".jpg")
    assert photo.size == len(kept)
    for secret in (b"HUAWEI", b"Exif", b"2026:11:16"):
        assert secret not in kept
    with Image.open(folder / photo.stored) as image:
        assert (image.size, dict(image.getexif())) == ((320, 240), {})
    assert (folder / paper.stored).read_bytes() == letter.read_bytes()
    assert not list(folder.glob("~*"))


def test_a_photo_that_cannot_be_cleaned_is_refused_at_its_field(office: Office, tmp_path: Path) -> None:
    heic = tmp_path / "IMG_1.heic"
    heic.write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 64)
    with pytest.raises(Refused) as refused:
        office.register(photos=(str(heic),))
    assert "请先在手机里改为JPEG" in refused.value.problems["photos"]
