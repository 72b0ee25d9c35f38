#!/usr/bin/env python3
"""Makes an installer on the platform that it is for, tries it in a clean system, and says what it weighs.

    python3 build_installer.py              the Debian package, tried in a fresh Debian 12 (root, network, Debian)
    python3 build_installer.py --no-trial   without the trial, which needs root

The first run compiles Python (five minutes); it is kept in build/installer. The result lies in dist/, with SHA256SUMS.
Ends with 0 and one line of JSON, or with 1 and what to do.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "resources"))  # where the parts of the installer lie

import run  # noqa: E402
from desktop import __version__  # noqa: E402
from installer import audit, deb, debian, input_method, runtime, tree, trial  # noqa: E402
from installer.steps import Failed, say  # noqa: E402


@dataclass(frozen=True)
class Target:
    """What an installer is made for."""

    architecture: str  # in Debian's words
    machine: str  # in the compiler's words, and the machine that it is built on


TARGETS = {"deb-amd64": Target("amd64", "x86_64")}


def build(target: Target, given_runtime: Path | None, work: Path, out: Path) -> tuple[Path, dict[str, object]]:
    """Assemble, audit and pack; gives the package and what is to be told of it. Raises Failed."""
    if (sys.platform, platform.machine()) != ("linux", target.machine):
        raise Failed(f"this package is built on Linux {target.machine}, not on {sys.platform} {platform.machine()}")
    debian.ensure_tools()
    run.ensure_system(on_x=False)
    run.ensure_venv(run.PROGRAM_LOCKS)
    lock = ROOT / "resources" / "installer" / "requirements-installer.lock"
    python = given_runtime or runtime.build_runtime(run.PYTHON, lock, work, target.machine)

    stage = work / f"stage-{target.architecture}"
    shutil.rmtree(stage, ignore_errors=True)
    program = stage / "opt" / "apps" / deb.ID / "files"
    tree.assemble(ROOT, python, program, work, run.PYTHON, target.machine)
    libraries = program / "lib" / "PySide6" / "Qt" / "lib"
    input_method.add_plugin(input_method.build_plugin(ROOT, run.PYTHON, work, libraries, target.machine), program)

    say("audit")
    binaries = audit.look_at(program)
    audit.check_glibc(binaries, runtime.GLIBC)
    depends = audit.dependencies(binaries.missing, runtime.GLIBC)
    licences = audit.licences(program / "lib")

    say("packing")
    release = deb.Release(__version__, target.architecture)
    deb.collect_licences(ROOT, stage, program, work / "xcb", licences)
    deb.stage_files(stage, release)
    package = out / release.file_name
    deb.pack(stage, package, release, depends)
    unpacked = sum(path.lstat().st_size for path in tree.files(stage))
    return package, {
        "package": str(package),
        "version": release.four_numbers,
        "packed_mb": round(package.stat().st_size / 1e6, 1),
        "unpacked_mb": round(unpacked / 1e6, 1),
        "binaries": binaries.count,
        "glibc": binaries.text("GLIBC"),
        "licences": len(licences),
        "sha256": record_sum(package),
    }


def record_sum(package: Path) -> str:
    """Write SHA256SUMS beside the package for everything that lies there; gives the package's own."""
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(package.parent.glob("*.deb"))}
    text = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    (package.parent / "SHA256SUMS").write_text(text)
    return sums[package.name]


def main(arguments: list[str]) -> int:
    """Build what was asked, and try it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("target", nargs="?", choices=sorted(TARGETS), default="deb-amd64")
    parser.add_argument("--runtime", type=Path, help="folder of a relocatable CPython 3.11, instead of compiling one")
    parser.add_argument("--suite", default="bookworm", help="Debian release of the trial (bookworm)")
    parser.add_argument("--no-trial", action="store_true", help="do not install it into a fresh Debian")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "installer")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    asked = parser.parse_args(arguments)
    work, out = asked.work.resolve(), asked.out.resolve()
    try:
        package, told = build(TARGETS[asked.target], asked.runtime and asked.runtime.resolve(), work, out)
        if not asked.no_trial:
            if os.geteuid() != 0:
                raise Failed(f"{package} is made, but its trial needs root: run this as root, or with --no-trial")
            told |= trial.try_out(package, work / f"root-{asked.suite}", asked.suite, out)
    except Failed as failed:
        say(str(failed))
        return 1
    print(json.dumps(told, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
