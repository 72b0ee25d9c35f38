"""Looks at what a tree holds before it is shipped: the glibc it needs, libraries it must find, licences it carries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from installer.steps import Failed, run
from installer.tree import files

Version = tuple[int, ...]

# Packages of Debian, UOS and Kylin that hold what the tree takes from the system.
SYSTEM_PACKAGES = {
    "ld-linux-x86-64.so.2": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libc.so.6": "libc6",
    "libcrypt.so.1": "libcrypt1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "libc6",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libstdc++.so.6": "libstdc++6",
    "libutil.so.1": "libc6",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# Where a wheel's own metadata is silent or long-winded: read in its licence file.
READ_BY_US = {
    "sqlcipher3": "Zlib AND BSD-3-Clause AND Apache-2.0",  # the module, SQLCipher, and the OpenSSL inside
    "pylopdf-fonts-zh-cn": "OFL-1.1",
}
FREE_TO_SHIP = re.compile(r"\b(MIT|BSD|Zlib|PSF|Python|Apache|LGPL|OFL|MPL|ISC)\b", re.I)


@dataclass(frozen=True)
class Binaries:
    """What the ELF files of a tree ask of the system."""

    count: int
    newest: dict[str, Version]  # by family, e.g. {"GLIBC": (2, 28)}
    missing: frozenset[str]  # sonames that the tree does not hold itself

    def text(self, family: str) -> str:
        """The newest version of a symbol family, as written: 2.28."""
        return ".".join(map(str, self.newest.get(family, ())))


def is_elf(path: Path) -> bool:
    """Whether a file is a Linux binary."""
    if path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def symbol_versions(readelf: str) -> dict[str, Version]:
    """The newest version of each family (GLIBC, GLIBCXX, CXXABI …) that `readelf -V` says a file needs."""
    newest: dict[str, Version] = {}
    for family, digits in re.findall(r"Name: ([A-Z]+)_(\d+(?:\.\d+)*)\b", readelf):
        version = tuple(int(part) for part in digits.split("."))
        newest[family] = max(newest.get(family, ()), version)
    return newest


def libraries_needed(readelf: str) -> set[str]:
    """The sonames that `readelf -d` says a file needs."""
    return set(re.findall(r"\(NEEDED\).*\[(.+?)\]", readelf))


def look_at(tree: Path) -> Binaries:
    """Read every ELF file of a tree."""
    binaries = [path for path in files(tree) if is_elf(path)]
    newest: dict[str, Version] = {}
    needed: set[str] = set()
    for path in binaries:
        shown = run(["readelf", "-W", "-V", "-d", path])
        needed |= libraries_needed(shown)
        for family, version in symbol_versions(shown).items():
            newest[family] = max(newest.get(family, ()), version)
    return Binaries(len(binaries), newest, frozenset(needed - {path.name for path in files(tree)}))


def check_glibc(binaries: Binaries, oldest: str) -> None:
    """Raises Failed when a file would not start on the oldest system that we promise."""
    if binaries.newest.get("GLIBC", ()) > tuple(int(part) for part in oldest.split(".")):
        raise Failed(f"a file needs glibc {binaries.text('GLIBC')}, but {oldest} is promised")


def dependencies(missing: Iterable[str], glibc: str) -> list[str]:
    """The Depends of a Debian package for sonames; raises Failed for one that no package is known for."""
    unknown = sorted(set(missing) - SYSTEM_PACKAGES.keys())
    if unknown:
        raise Failed(f"the tree needs {', '.join(unknown)}, which it does not hold: slimmed too far?")
    packages = {SYSTEM_PACKAGES[name] for name in missing}
    return sorted(f"libc6 (>= {glibc})" if package == "libc6" else package for package in packages)


def licence_of(metadata: Message) -> str:
    """The licence of a wheel in SPDX's words; raises Failed for one that we have not seen or may not ship."""
    name = metadata["Name"].lower().replace("_", "-")
    classifiers = [text.rsplit(" :: ", 1)[1] for text in metadata.get_all("Classifier", []) if "License ::" in text]
    said = READ_BY_US.get(name) or metadata["License-Expression"] or metadata["License"] or ", ".join(classifiers)
    if not said or not FREE_TO_SHIP.search(said):
        raise Failed(f"{name} says of its licence: {said or 'nothing'}; read it before shipping")
    return str(said)


def licences(lib: Path) -> dict[str, str]:
    """Licence by "name version" of every wheel in lib/."""
    found = {}
    for path in sorted(lib.glob("*.dist-info/METADATA")):
        metadata = HeaderParser().parsestr(path.read_text(encoding="utf-8"))
        found[f"{metadata['Name']} {metadata['Version']}"] = licence_of(metadata)
    return found
