"""Where this user's data lies, and whether a database may lie there."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import StorageTrouble

APP = "linliban"
SYNCED = ("onedrive", "dropbox", "nutstore", "坚果云", "baidusyncdisk", "百度网盘", "icloud", "wpsdrive", "wps云盘")
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.davfs", "davfs", "afpfs", "ncpfs"}
)
_DRIVE_REMOTE = 4  # GetDriveTypeW


@dataclass(frozen=True, slots=True)
class Places:
    """The data folder and what lies in it."""

    base: Path

    @property
    def database(self) -> Path:
        """The database file."""
        return self.base / "linliban.sqlite3"

    @property
    def logs(self) -> Path:
        """Log and crash reports."""
        return self.base / "logs"

    @property
    def backups(self) -> Path:
        """Verified copies of the database."""
        return self.base / "backups"


def places(basedir: Path | None, environment: Mapping[str, str] = os.environ) -> Places:
    """The data folder, made if it is not there; StorageTrouble where it cannot be or must not be used."""
    base = (basedir or _default(environment)).expanduser().absolute()
    try:
        base.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageTrouble(f"建不了数据文件夹“{base}”,请检查权限,或用 --basedir 指定别的文件夹。") from error
    if not os.access(base, os.W_OK):
        raise StorageTrouble(f"数据文件夹“{base}”只读,请检查权限,或用 --basedir 指定别的文件夹。")
    if reason := unsafe(base):
        raise StorageTrouble(
            f"数据文件夹“{base}”{reason},多台电脑同时写会损坏数据;请放在本机磁盘,多人共用请用 PostgreSQL。"
        )
    return Places(base)


def unsafe(base: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """Why a database must not lie in `base` (a network share or a synced folder), or None."""
    base = base.resolve()  # a link may lead out of the local disk
    if any(word in part.lower() for part in base.parts for word in SYNCED):
        return "在云盘同步文件夹里"
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        remote = str(base).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(base.anchor) == _DRIVE_REMOTE
        return "在网络共享上" if remote else None
    return "在网络共享上" if _filesystem(base, mounts) in NETWORK else None


def _filesystem(base: Path, mounts: Path) -> str:
    """The type of the file system that holds `base`, by the longest mount point above it."""
    best, kind = -1, ""
    lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines() if mounts.exists() else []
    for line in lines:
        _, point, type_, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if base.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), type_
    return kind


def _default(environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / APP
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / APP
