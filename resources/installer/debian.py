"""What the build takes from Debian: sources and packages, fetched and checked by apt as the machine is set up."""

import functools
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from installer.steps import Failed, run, say

# What a bare Debian 12 needs to build and try the package.
TOOLS = {
    "make": "make",
    "readelf": "binutils",
    "dpkg-source": "dpkg-dev",
    "patchelf": "patchelf",
    "debootstrap": "debootstrap",
    "xz": "xz-utils",
    "bzip2": "bzip2",
}


def ensure_tools() -> None:
    """Install the tools that are missing; without root, raises Failed with the command to run."""
    missing = sorted(package for tool, package in TOOLS.items() if not shutil.which(tool))
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise Failed(f"Tools are missing. Run: sudo {' '.join(command)}")
    say(f"installing {' '.join(missing)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update"], environment=quiet)
    run(command, environment=quiet)


def source_lists(texts: dict[str, str]) -> dict[str, str]:
    """The machine's lists of Debian packages, by file name, turned into lists of their sources."""
    turned = {}
    for name, text in texts.items():
        if name.endswith(".sources"):
            blocks = [block for block in re.split(r"\n\s*\n", text) if "debian" in block.lower()]
            turned[name] = "\n\n".join(re.sub(r"(?m)^Types:.*$", "Types: deb-src", block) for block in blocks)
        else:
            lines = [line for line in text.splitlines() if re.match(r"deb\s", line) and "debian" in line.lower()]
            turned[name] = "\n".join(re.sub(r"^deb\s", "deb-src ", line) for line in lines)
    return {name: text + "\n" for name, text in turned.items() if text.strip()}


class Sources:
    """Debian's sources, through lists of our own, so that the machine's stay as they are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        lists = folder / "sources.list.d"
        for path in (lists, folder / "lists" / "partial"):
            path.mkdir(parents=True, exist_ok=True)
        found = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
        kinds = (".list", ".sources")
        texts = {path.name: path.read_text() for path in found if path.suffix in kinds and path.is_file()}
        for name, text in source_lists(texts).items():
            (lists / name).write_text(text)
        settings = {
            "Dir::Etc::sourcelist": "/dev/null",
            "Dir::Etc::sourceparts": str(lists.resolve()),
            "Dir::State::lists": str((folder / "lists").resolve()),
            "APT::Sandbox::User": "root",
        }
        self.options = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
        run(["apt-get", *self.options, "update"])

    def unpack(self, package: str) -> Path:
        """The folder of a package's newest source that can be had, with Debian's patches applied."""
        target = self.folder / package
        if target.is_dir():
            return target
        shown = run(["apt-cache", *self.options, "showsrc", "--only-source", package])
        trouble = Failed(f"Debian's lists name no source of {package}")
        for version in newest_first(re.findall(r"(?m)^Version: (.+)$", shown)):
            fetched = self.folder / f"{package}.fetched"
            shutil.rmtree(fetched, ignore_errors=True)
            fetched.mkdir()
            try:
                run(["apt-get", *self.options, "source", "--download-only", f"{package}={version}"], fetched)
            except Failed as failed:  # a security update may be listed before every mirror has it
                trouble = failed
                continue
            part = self.folder / f"{package}.part"
            shutil.rmtree(part, ignore_errors=True)
            run(["dpkg-source", "--no-check", "-x", next(fetched.glob("*.dsc")), part])
            part.rename(target)
            say(f"source {package} {version}")
            return target
        raise trouble


def newest_first(versions: Sequence[str]) -> list[str]:
    """Debian versions without repeats, newest first, as dpkg compares them."""

    def compare(one: str, other: str) -> int:
        if one == other:
            return 0
        try:
            run(["dpkg", "--compare-versions", one, "gt", other])
        except Failed:
            return 1
        return -1

    return sorted(set(versions), key=functools.cmp_to_key(compare))


def unpack_packages(packages: Sequence[str], folder: Path) -> None:
    """Fetch binary packages of the machine's release and lay their files into `folder`, without installing them."""
    fetched = folder.with_suffix(".debs")
    shutil.rmtree(fetched, ignore_errors=True)
    fetched.mkdir(parents=True)
    command = ["apt-get", "-o", "APT::Sandbox::User=root", "download", *packages]
    try:
        run(command, fetched)
    except Failed:  # the lists of a fresh machine are empty or old
        run(["apt-get", "update"])
        run(command, fetched)
    folder.mkdir(parents=True, exist_ok=True)
    for package in sorted(fetched.glob("*.deb")):
        run(["dpkg-deb", "-x", package, folder])
