"""Turns a tree into a Debian package: /opt/apps/ID as UOS and Kylin want it, a menu entry, a command, no scripts."""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from installer.steps import run
from installer.tree import files, private_python

ID = "cn.linliban.office"
COMMAND = "linliban"
NAME = "邻里办"
ICON_SIZES = (48, 128, 256)

LAUNCHER = """\
#!/bin/sh
# Starts the program with its own Python: nothing is taken from the user's Python, and nothing is left there.
place=$(dirname "$(dirname "$(readlink -f "$0")")")
unset QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH
if [ -z "$QT_IM_MODULE" ]; then
    case "$XMODIFIERS" in
        *fcitx*) export QT_IM_MODULE=fcitx ;;
        *ibus*) export QT_IM_MODULE=ibus ;;
    esac
fi
exec "$place/runtime/bin/python3.11" -I -B -X utf8 -m desktop "$@"
"""

MENU_ENTRY = f"""\
[Desktop Entry]
Type=Application
Name=Linliban
Name[zh_CN]={NAME}
Comment=Residents' complaints, from the telephone to the monthly summary
Comment[zh_CN]=居民投诉从接听到月报
Exec=/opt/apps/{ID}/files/bin/{COMMAND}
Icon={ID}
Terminal=false
Categories=Office;
StartupNotify=true
StartupWMClass=Linliban
"""

DRAW_ICON = """\
import sys
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
application = QGuiApplication([])
image = QImage(int(sys.argv[3]), int(sys.argv[3]), QImage.Format.Format_ARGB32_Premultiplied)
image.fill(Qt.GlobalColor.transparent)
painter = QPainter(image)
QSvgRenderer(sys.argv[1]).render(painter)
painter.end()
if not image.save(sys.argv[2]):
    sys.exit("the icon was not written")
"""


@dataclass(frozen=True)
class Release:
    """What a package says about itself."""

    version: str  # as the program has it: 0.1.0
    architecture: str  # in Debian's words: amd64, arm64

    @property
    def four_numbers(self) -> str:
        """The version as UOS wants it: 0.1.0.0."""
        return ".".join([*self.version.split("."), "0", "0", "0"][:4])

    @property
    def file_name(self) -> str:
        """The package's name on disk."""
        return f"{COMMAND}_{self.four_numbers}_{self.architecture}.deb"


def control(release: Release, depends: list[str], kilobytes: int) -> str:
    """The text of DEBIAN/control."""
    return f"""\
Package: {ID}
Version: {release.four_numbers}
Architecture: {release.architecture}
Maintainer: The {NAME} contributors <{COMMAND}@localhost>
Section: misc
Priority: optional
Installed-Size: {kilobytes}
Depends: {", ".join(depends)}
Recommends: fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei
Description: {NAME}: residents' complaints in a neighbourhood office
 居民投诉的受理, 派单, 跟进, 回访与月报。数据保存在用户自己的文件夹, 卸载时保留。
"""


def info(release: Release) -> str:
    """The text of the file info that UOS and Kylin read: what the program is, and that it asks for no permission."""
    asked = ("autostart", "notification", "trayicon", "clipboard", "account", "bluetooth", "camera", "audio_record")
    told = {"appid": ID, "name": NAME, "version": release.four_numbers, "arch": [release.architecture]}
    return json.dumps({**told, "permissions": dict.fromkeys(asked, False)}, ensure_ascii=False, indent=2) + "\n"


def copyright_text(licences: dict[str, str]) -> str:
    """What is inside and under which licence; the licences' own texts lie beside it and in lib/*.dist-info."""
    rows = "\n".join(f"  {name}: {licence}" for name, licence in licences.items())
    return f"""\
{NAME} is under the MIT licence (licences/{COMMAND}). It carries, each under its own licence:

  CPython 3.11: PSF-2.0 (licences/python), with zlib, bzip2, liblzma and libffi (licences/…)
  fcitx-qt5, Qt's plugin for the input method fcitx: BSD-3-Clause (licences/fcitx-qt5)
  libxcb-cursor, -icccm, -image, -keysyms, -render-util, -util: X11 (licences/libxcb-…)
{rows}

Qt and PySide6 are used under the LGPL 3 (licences/LGPL-3, licences/GPL-3) and linked dynamically:
the libraries in /opt/apps/{ID}/files/lib/PySide6 may be replaced by other builds of the same version.
"""


def md5sums(stage: Path) -> str:
    """The text of DEBIAN/md5sums for everything that will be installed."""
    lines = []
    for path in files(stage):
        name = path.relative_to(stage)
        if name.parts[0] != "DEBIAN" and not path.is_symlink():
            lines.append(f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {name}\n")
    return "".join(lines)


def set_modes(stage: Path) -> None:
    """Everybody may read, nobody but root may write; what could be executed stays so."""
    for path in [stage, *stage.rglob("*")]:
        if not path.is_symlink():
            executable = path.is_dir() or (path.stat().st_mode & 0o100 and not path.name.endswith(".py"))
            path.chmod(0o755 if executable else 0o644)


def write(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a small file, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def draw_icons(tree: Path, icons: Path) -> None:
    """The program's icon in the sizes that menus ask for, drawn with the tree's own Qt."""
    drawing = tree / "app" / "resources" / "icons" / "app.svg"
    scalable = icons / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True)
    shutil.copy(drawing, scalable / f"{ID}.svg")
    for size in ICON_SIZES:
        target = icons / "hicolor" / f"{size}x{size}" / "apps" / f"{ID}.png"
        target.parent.mkdir(parents=True)
        words = [private_python(tree), "-I", "-B", "-c", DRAW_ICON, drawing, target, size]
        run([str(word) for word in words], environment={"QT_QPA_PLATFORM": "offscreen"})


def collect_licences(root: Path, stage: Path, tree: Path, xcb: Path, licences: dict[str, str]) -> None:
    """Lay the texts of all licences where Debian's users look for them."""
    doc = stage / "usr" / "share" / "doc" / ID
    write(doc / "copyright", copyright_text(licences))
    shutil.move(tree / "runtime" / "licences", doc / "licences")
    shutil.copy(root / "LICENSE", doc / "licences" / COMMAND)
    for name in ("LGPL-3", "GPL-3"):
        shutil.copy(Path("/usr/share/common-licenses") / name, doc / "licences" / name)
    for text in sorted(xcb.glob("usr/share/doc/*/copyright")):
        shutil.copy(text, doc / "licences" / text.parent.name)


def stage_files(stage: Path, release: Release) -> None:
    """Lay the launcher, the menu entry and the command round the tree in opt/apps/ID/files."""
    base = stage / "opt" / "apps" / ID
    write(base / "files" / "bin" / COMMAND, LAUNCHER, 0o755)
    write(base / "info", info(release))
    draw_icons(base / "files", base / "entries" / "icons")
    write(base / "entries" / "applications" / f"{ID}.desktop", MENU_ENTRY)
    shutil.copytree(base / "entries", stage / "usr" / "share", dirs_exist_ok=True)
    command = stage / "usr" / "bin" / COMMAND
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/opt/apps/{ID}/files/bin/{COMMAND}")


def pack(stage: Path, target: Path, release: Release, depends: list[str]) -> None:
    """Write DEBIAN/ into the staged files and pack them."""
    kilobytes = sum(path.lstat().st_size for path in files(stage)) // 1024
    write(stage / "DEBIAN" / "md5sums", md5sums(stage))
    write(stage / "DEBIAN" / "control", control(release, depends, kilobytes))
    set_modes(stage)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", stage, part])
    part.replace(target)
