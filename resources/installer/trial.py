"""Tries a package in a clean Debian: install, self-test, a window, removal without a trace."""

import json
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from installer.deb import COMMAND, ID, NAME
from installer.steps import Failed, run, say

WINDOW_TOOLS = ("xvfb", "x11-utils", "xauth")

# Run inside the root without a network: the program opens on a display of its own and must still be there with its
# window when the picture is taken, at most thirty seconds later.
WINDOW = f"""\
set -e
export HOME=/tmp/trial XDG_RUNTIME_DIR=/tmp/trial DISPLAY=:77 LANG=C.UTF-8
mkdir -p -m 700 $HOME
Xvfb :77 -screen 0 1366x768x24 -nolisten tcp >/tmp/trial/xvfb.log 2>&1 &
for turn in $(seq 100); do [ -e /tmp/.X11-unix/X77 ] && break; sleep 0.1; done
{COMMAND} --basedir /tmp/trial/data >/tmp/trial/program.log 2>&1 &
program=$!
for turn in $(seq 60); do
    sleep 0.5
    kill -0 $program 2>/dev/null || {{ cat /tmp/trial/program.log; echo "the program ended by itself"; exit 1; }}
    xwininfo -root -tree 2>/dev/null | grep -q '{NAME}' && break
done
xwininfo -root -tree | grep '{NAME}' || {{ cat /tmp/trial/program.log; echo "no window came up"; exit 1; }}
sleep 3
QT_QPA_PLATFORM=xcb /opt/apps/{ID}/files/runtime/bin/python3.11 -I -B -c '
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
sys.exit(not application.primaryScreen().grabWindow(0).save("/tmp/trial/window.png"))'
cat /tmp/trial/program.log
kill $program
"""


# The package manager's own books, places for passing data, and what the display and the fonts of the root keep.
PASSING = re.compile(
    r"(proc|sys|dev|tmp|run|var/(lib/(dpkg|apt)|log|cache|tmp)|root/\.cache)(/|$)|usr/(local/)?share/fonts/(.*/)?\.uuid$"
)


class Root:
    """A fresh Debian in a folder; what runs in it ends with its command, and sees no network unless it is let."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        run(["mount", "-t", "proc", "proc", self.folder / "proc"])
        return self

    def __exit__(self, *_trouble: object) -> None:
        release(self.folder)

    def run(self, command: Iterable[str], network: bool = False) -> str:
        """What a command in the root prints; raises Failed with its words."""
        apart = ["unshare", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]
        clean = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "LANG=C.UTF-8"]
        return run([*apart, "chroot", str(self.folder), *clean, "HOME=/tmp/trial", *command])

    def install(self, packages: Iterable[str]) -> None:
        """Install Debian's packages from its mirror."""
        self.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], network=True)

    def listing(self) -> set[str]:
        """Every path in the root that an installation is answerable for."""
        found = set()
        for place, folders, names in os.walk(self.folder):
            above = Path(place).relative_to(self.folder)
            for name in (*folders, *names):
                path = (above / name).as_posix()
                if not PASSING.match(path):
                    found.add(path)
            folders[:] = [name for name in folders if (above / name).as_posix() in found]
        return found - {"opt"}  # dpkg takes it along when it has become empty


def release(folder: Path) -> None:
    """Take /proc out of a root, also one that a killed run has left."""
    if (folder / "proc").is_mount():
        run(["umount", folder / "proc"])


def fresh_root(folder: Path, suite: str) -> Root:
    """Make a minimal Debian with debootstrap; about a minute."""
    release(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    say(f"making a clean Debian ({suite})")
    run(["debootstrap", "--variant=minbase", suite, folder])
    for name in ("resolv.conf", "hosts"):
        shutil.copy(Path("/etc") / name, folder / "etc" / name)
    return Root(folder)


def last_json(text: str) -> dict[str, object]:
    """The last line of JSON that a verb prints, among Qt's own words; raises Failed when there is none."""
    for line in reversed(text.splitlines()):
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    raise Failed(f"self-test did not end in a line of JSON:\n{text[-2000:]}")


def left_behind(before: set[str], after: set[str]) -> list[str]:
    """What a removal has left, or has taken that was not its own."""
    return sorted(f"left {path}" for path in after - before) + sorted(f"lost {path}" for path in before - after)


def try_out(package: Path, folder: Path, suite: str, pictures: Path) -> dict[str, object]:
    """Install, test, look at and purge a package in a fresh root; gives what came of it, for the closing line.

    Raises Failed at the first thing that does not hold.
    """
    with fresh_root(folder, suite) as root:
        (folder / "tmp" / "trial").mkdir(mode=0o700)
        shutil.copy(package, folder / "tmp" / package.name)
        depends = run(["dpkg-deb", "--field", package, "Depends"]).strip()
        say("installing what the package depends on, and a display")
        root.install([*first_choices(depends), *WINDOW_TOOLS])
        before = root.listing()
        say("installing the package")
        root.run(["dpkg", "--install", f"/tmp/{package.name}"])
        say("self-test")
        told = last_json(root.run([COMMAND, "--basedir", "/tmp/trial/self-test", "self-test"]))
        say("a window")
        root.run(["sh", "-c", WINDOW])
        picture = pictures / f"{package.stem}-{suite}.png"
        shutil.copy(folder / "tmp" / "trial" / "window.png", picture)
        say("removing the package")
        root.run(["dpkg", "--purge", ID])
        traces = left_behind(before, root.listing())
    if traces:
        raise Failed("the removal is not clean:\n" + "\n".join(traces[:40]))
    shutil.rmtree(folder)
    return {"trial": suite, "self_test": told, "picture": str(picture)}


def first_choices(depends: str) -> list[str]:
    """The package names in a Depends line; of alternatives the first."""
    return [re.split(r"[ |(]", choice.strip())[0] for choice in depends.split(",")]
