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


def suite_lists(texts: dict[str, str], suite: str) -> dict[str, str]:
    """The machine's lists of Debian packages, by file name, turned into lists of another release.

    They tell of its packages and sources. Additions to a release, such as security updates, are left out.
    """
    turned = {}
    for name, text in texts.items():
        if name.endswith(".sources"):
            found = [block for block in re.split(r"\n\s*\n", text) if is_release(block)]
            kinds = [re.sub(r"(?m)^Types:.*$", "Types: deb deb-src", block) for block in found]
            turned[name] = "\n\n".join(re.sub(r"(?m)^Suites:.*$", f"Suites: {suite}", block) for block in kinds)
        else:
            lines = [line for line in text.splitlines() if re.match(r"deb\s", line) and is_release(line)]
            plain = [re.sub(r"^deb\s+((?:\[.*?\]\s+)?\S+)\s+\S+", rf"\1 {suite}", line) for line in lines]
            turned[name] = "\n".join(f"{kind} {line}" for line in plain for kind in ("deb", "deb-src"))
    return {name: text.strip() + "\n" for name, text in turned.items() if text.strip()}


def is_release(text: str) -> bool:
    """Whether a paragraph or line of a list tells of Debian's own releases."""
    lower = text.lower()
    if re.search(r"(?m)^types:", lower):
        suites = " ".join(re.findall(r"(?m)^suites:(.*)$", lower)).split()
        return "debian" in lower and any("-" not in suite for suite in suites)
    line = re.match(r"deb\s+(?:\[.*?\]\s+)?(\S+)\s+(\S+)", lower)
    return line is not None and "debian" in line[1] and not re.search("[-/]", line[2])


class Sources:
    """Debian's sources, through lists of our own, so that the machine's stay as they are.

    With a `suite`, those of that release and its packages; without, those of the machine's release.
    """

    def __init__(self, folder: Path, suite: str = "") -> None:
        self.folder = folder
        lists = folder / "sources.list.d"
        for path in (lists, folder / "lists" / "partial"):
            path.mkdir(parents=True, exist_ok=True)
        found = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
        kinds = (".list", ".sources")
        texts = {path.name: path.read_text() for path in found if path.suffix in kinds and path.is_file()}
        for name, text in (suite_lists(texts, suite) if suite else source_lists(texts)).items():
            (lists / name).write_text(text)
        settings = {
            "Dir::Etc::sourcelist": "/dev/null",
            "Dir::Etc::sourceparts": str(lists.resolve()),
            "Dir::State::lists": str((folder / "lists").resolve()),
            "Dir::Cache::pkgcache": "",
            "Dir::Cache::srcpkgcache": "",
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

    def unpack_upstream(self, package: str) -> Path:
        """The folder of a source as its authors published it, without Debian's additions."""
        target = self.folder / package
        if target.is_dir():
            return target
        fetched, part = self.folder / f"{package}.fetched", self.folder / f"{package}.part"
        for folder in (fetched, part):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        run(["apt-get", *self.options, "source", "--download-only", "--tar-only", package], fetched)
        run(["tar", "-xf", next(fetched.glob("*.orig.tar.*")), "-C", part, "--strip-components=1"])
        part.rename(target)
        say(f"source {package}, as published")
        return target


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


def unpack_packages(packages: Sequence[str], folder: Path, options: Sequence[str] = ()) -> None:
    """Fetch binary packages and lay their files into `folder`, without installing them.

    They are of the machine's release, if the `options` for apt name no other lists.
    """
    fetched = folder.with_suffix(".debs")
    shutil.rmtree(fetched, ignore_errors=True)
    fetched.mkdir(parents=True)
    command = ["apt-get", *options, "-o", "APT::Sandbox::User=root", "download", *packages]
    try:
        run(command, fetched)
    except Failed:  # the lists of a fresh machine are empty or old
        run(["apt-get", *options, "update"])
        run(command, fetched)
    folder.mkdir(parents=True, exist_ok=True)
    for package in sorted(fetched.glob("*.deb")):
        run(["dpkg-deb", "-x", package, folder])
