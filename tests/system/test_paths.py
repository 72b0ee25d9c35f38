from pathlib import Path

import pytest

from desktop.domain.errors import StorageTrouble
from desktop.system import paths
from desktop.system.paths import places, unsafe

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
nas:/share /mnt/nas nfs4 rw 0 0
//server/x /mnt/my\\040share cifs rw 0 0
tmpfs /mnt/nas/local tmpfs rw 0 0
/dev/sdb1 /mnt/over ext4 rw 0 0
user@host:/ /mnt/over fuse.sshfs rw 0 0
"""


def test_the_folder_is_made_and_everything_lies_in_it(tmp_path: Path) -> None:
    found = places(tmp_path / "a" / "资料", {})
    assert found.base.is_dir()
    assert {found.database.parent, found.logs.parent, found.backups.parent} == {found.base}


def test_without_a_wish_the_users_own_data_folder_is_taken(tmp_path: Path) -> None:
    assert places(None, {"XDG_DATA_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}).base == tmp_path / "linliban"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageTrouble, match="--basedir"):
        places(tmp_path / "file" / "x", {})


@pytest.mark.parametrize("name", ["OneDrive", "Dropbox", "我的坚果云", "百度网盘", "iCloud Drive"])
def test_a_synced_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageTrouble, match=r"云盘同步文件夹.*本机磁盘.*PostgreSQL"):
        places(tmp_path / name / "linliban", {})


@pytest.mark.parametrize(
    ("base", "remote"),
    [
        ("/home/x", False),
        ("/mnt/nas", True),
        ("/mnt/nas/office/data", True),
        ("/mnt/nas/local/data", False),
        ("/mnt/nasty", False),
        ("/mnt/my share/data", True),
        ("/mnt/over/data", True),
    ],
)
def test_a_network_share_is_known_by_its_mount(tmp_path: Path, base: str, remote: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert (unsafe(Path(base), mounts) is not None) == remote


def test_a_link_to_a_synced_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "OneDrive")
    assert unsafe(tmp_path / "data") is not None


def test_a_share_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "unsafe", lambda _base: "在网络共享上")
    with pytest.raises(StorageTrouble, match=r"网络共享上.*请放在本机磁盘"):
        places(tmp_path, {})
