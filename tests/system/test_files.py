"""Files are whole or absent, and every trouble is a sentence; the troubles are real ones, made in child processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.errors import Refused, StorageTrouble
from desktop.system.files import keep_attachment, replacing

as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to become a user without rights"
)

CHILD = """
import os, resource, signal, sys
from pathlib import Path
from desktop.domain.errors import StorageTrouble
from desktop.system.files import replacing
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
{limit}
sys.stdout.reconfigure(encoding="utf-8")
try:
    with replacing(Path(sys.argv[1]), patience=0.2) as place, open(place, "wb") as file:
        file.write(b"new" * 1000)
    print(place.path.name, place.sentence)
except StorageTrouble as error:
    print("TROUBLE", error)
"""


def child(path: Path, limit: str) -> str:
    """Save 3,000 bytes at `path` in a process under `limit` and return what it says."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD.format(limit=limit), str(path)], capture_output=True, check=True, timeout=30
    )
    return done.stdout.decode().strip()


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")
    with replacing(target) as place:
        Path(place).write_bytes(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert place.path == target
    assert not place.renamed
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing(target) as place:
        place.part.write_bytes(b"half")
        raise ZeroDivisionError
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_export_left_goes_with_the_next(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    script = (
        "import os, sys; from pathlib import Path; from desktop.system.files import replacing\n"
        "with replacing(Path(sys.argv[1])) as place:\n    place.part.write_bytes(b'half'); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(target)], check=False, timeout=30).returncode == 9
    assert [found.suffix for found in tmp_path.iterdir()] == [".part"]
    with replacing(target) as place:
        place.part.write_bytes(b"whole")
    assert list(tmp_path.iterdir()) == [target]


def test_a_long_chinese_name_is_saved(tmp_path: Path) -> None:
    target = tmp_path / ("物" * 80 + ".xlsx")
    with replacing(target) as place:
        place.part.write_bytes(b"x")
    assert target.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limits there")
def test_a_full_disk_keeps_the_old_file_and_says_what_to_do(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")
    answer = child(target, "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))")
    assert answer == "TROUBLE 磁盘空间不足,“台账.xlsx”没有保存。请清理磁盘或换一个位置,再保存一次。"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@as_root
def test_a_folder_without_write_permission(tmp_path: Path) -> None:
    open_to_all(tmp_path)
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o755)
    assert "没有写入权限" in child(folder / "台账.xlsx", "os.setuid(65534)")
    assert list(folder.iterdir()) == []


@as_root
def test_a_locked_target_stays_and_the_file_gets_a_new_name(tmp_path: Path) -> None:
    open_to_all(tmp_path)
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)  # sticky: others may add files here but not replace ours, as Excel's lock does on Windows
    target = folder / "台账.xlsx"
    target.write_bytes(b"old")
    (folder / "台账(2).xlsx").write_bytes(b"other")
    assert child(target, "os.setuid(65534)") == "台账(3).xlsx 原文件正被其他程序打开,已另存为“台账(3).xlsx”。"
    assert target.read_bytes() == b"old"
    assert (folder / "台账(3).xlsx").stat().st_size == 3000
    assert not list(folder.glob("*.part"))


def open_to_all(folder: Path) -> None:
    """Let the user without rights pass down to `folder`."""
    for above in (folder, *folder.parents[:3]):
        above.chmod(above.stat().st_mode | 0o011)


@pytest.mark.parametrize(
    ("name", "words"),
    [("没有的文件夹/台账.xlsx", "不存在"), ("这是文件夹", "是一个文件夹"), ("长" * 200 + ".xlsx", "文件名太长")],
)
def test_an_impossible_place_is_a_sentence(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "这是文件夹").mkdir()
    with pytest.raises(StorageTrouble, match=words), replacing(tmp_path / name) as place:
        place.part.write_bytes(b"x")
    assert not list(tmp_path.rglob("*.part"))


def test_attachments_are_named_by_their_content(tmp_path: Path) -> None:
    first, second = tmp_path / "a.JPG", tmp_path / "b.jpg"
    first.write_bytes(b"photo" * 500_000)
    second.write_bytes(first.read_bytes())
    store = tmp_path / "store" / "photos"
    name = keep_attachment(first, store)
    assert keep_attachment(second, store) == name
    assert name.endswith(".jpg")
    assert len(name) == 64 + 4
    assert [found.name for found in store.iterdir()] == [name]
    assert (store / name).read_bytes() == first.read_bytes()


def test_a_missing_attachment_is_refused_and_a_bad_store_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="读不到附件"):
        keep_attachment(tmp_path / "没有.jpg", tmp_path)
    photo = tmp_path / "有.jpg"
    photo.write_bytes(b"photo")
    with pytest.raises(StorageTrouble, match=r"有\.jpg"):
        keep_attachment(photo, photo / "store")
