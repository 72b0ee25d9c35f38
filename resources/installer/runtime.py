"""Builds the private Python: Debian's CPython source, compiled by zig for the glibc of the oldest system we serve."""

import re
import shutil
from pathlib import Path

from installer.debian import Sources
from installer.steps import Failed, run, say

GLIBC = "2.28"  # UOS 20; Kylin V10 has 2.31
SERIES = "3.11"
LIBRARIES = ("zlib", "bzip2", "xz-utils", "libffi")
WARNINGS = ("implicit-function-declaration", "deprecated-non-prototype", "date-time")  # of compilers newer than these

# Not for this program: the terminal's and Tk's modules; TLS, because it talks to nobody;
# and Python's own SQLite, because it has the WAL-reset bug and sqlcipher3 brings a newer one.
LEFT_OUT = (
    *("_tkinter", "_curses", "_curses_panel", "readline", "_gdbm", "_dbm", "nis", "_crypt", "_uuid", "ossaudiodev"),
    *("spwd", "_ssl", "_hashlib", "_sqlite3"),
)
UNUSED = (
    *("test", "tests", "idlelib", "tkinter", "turtledemo", "turtle.py", "lib2to3", "ensurepip", "pydoc_data"),
    *("distutils", "sqlite3", "curses", "dbm", "pydoc.py", "__phello__"),
)
NEEDED = (
    *("bz2", "csv", "ctypes", "decimal", "hashlib", "json", "lzma", "mmap", "multiprocessing", "socket", "unicodedata"),
    *("uuid", "xml.etree.ElementTree", "xml.parsers.expat", "zipfile", "zlib"),
)


def build_runtime(python: str, lock: Path, work: Path, machine: str) -> Path:
    """The folder of a CPython for `machine` (x86_64), relocatable, in need of glibc 2.28; built once, then kept.

    `python` has pip and installs the compiler that `lock` names. About five minutes on two cores.
    """
    target = work / f"runtime-{machine}"
    if target.is_dir():
        return target
    zig = install_zig(python, lock, work / "zig")
    debian = Sources(work / "sources")
    source = {name: debian.unpack(name) for name in (f"python{SERIES}", *LIBRARIES)}
    place = work / f"building-{machine}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    tools = compilers(zig, place / "bin", machine)
    static = place / "static"
    build_libraries(source, place, static, tools)
    build_python(source[f"python{SERIES}"], place, static, tools)
    part = work / f"runtime-{machine}.part"
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(place / "installed" / "python", part, symlinks=True)
    prune(part)
    check_modules(part / "bin" / f"python{SERIES}")
    licences = part / "licences"
    licences.mkdir()
    shutil.copy(source[f"python{SERIES}"] / "LICENSE", licences / "python")
    for name in LIBRARIES:
        shutil.copy(source[name] / "debian" / "copyright", licences / name)
    part.rename(target)
    return target


def install_zig(python: str, lock: Path, folder: Path) -> Path:
    """The C compiler's program, from its wheel."""
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    run([*command, "--require-hashes", "--only-binary=:all:", "--upgrade", "--target", folder, "-r", lock])
    return folder / "ziglang" / "zig"


def compilers(zig: Path, folder: Path, machine: str) -> dict[str, str]:
    """Write the compiler commands that autotools ask for; gives the variables that name them."""
    folder.mkdir(parents=True)
    linux = f"-target {machine}-linux-gnu.{GLIBC} -fno-sanitize=undefined"
    for name, words in {"cc": f"cc {linux}", "c++": f"c++ {linux}", "ar": "ar", "ranlib": "ranlib"}.items():
        script = folder / f"zig-{name}"
        script.write_text(f'#!/bin/sh\nexec "{zig.resolve()}" {words} "$@"\n')
        script.chmod(0o755)
    named = {"CC": "cc", "CXX": "c++", "AR": "ar", "RANLIB": "ranlib"}
    return {
        **{variable: str((folder / f"zig-{name}").resolve()) for variable, name in named.items()},
        "CFLAGS": "-O2 -fPIC -g0 -D_GNU_SOURCE " + " ".join(f"-Wno-{name}" for name in WARNINGS),
    }


def build_libraries(source: dict[str, Path], place: Path, static: Path, tools: dict[str, str]) -> None:
    """Compile what Python's modules link against, as archives below `static`."""
    for part in ("include", "lib"):
        (static / part).mkdir(parents=True)
    prefix = f"--prefix={static.resolve()}"
    plain = ["--disable-shared", "--enable-static", prefix]
    programs = [f"--disable-{name}" for name in ("xz", "xzdec", "lzmadec", "lzmainfo", "scripts", "doc", "nls")]
    steps = {
        "zlib": (["./configure", "--static", prefix], "libz.a"),
        "xz-utils": (["./configure", *plain, *programs], ""),
        "libffi": (["./configure", *plain, "--disable-docs", "--disable-multi-os-directory"], ""),
    }
    for name, (configure, goal) in steps.items():
        say(f"compiling {name}")
        folder = copy(source[name], place / name)
        run(configure, folder, tools)
        run(["make", "-j2", *([goal] if goal else [])], folder, tools)
        run(["make", "install"], folder, tools)
    say("compiling bzip2")
    folder = copy(source["bzip2"], place / "bzip2")
    flags = f"CFLAGS={tools['CFLAGS']} -D_FILE_OFFSET_BITS=64"
    settings = [f"{name}={tools[name]}" for name in ("CC", "AR", "RANLIB")]
    run(["make", *settings, flags, "libbz2.a"], folder, tools)
    shutil.copy(folder / "libbz2.a", static / "lib")
    shutil.copy(folder / "bzlib.h", static / "include")


def build_python(source: Path, place: Path, static: Path, tools: dict[str, str]) -> None:
    """Compile CPython and install it below `place`/installed/python."""
    say(f"compiling Python {SERIES}")
    folder = copy(source, place / "cpython")
    shutil.rmtree(folder / "debian", ignore_errors=True)
    adapt(folder)
    include, libraries = f"-I{static.resolve()}/include", f"-L{static.resolve()}/lib"
    modules = {"LIBFFI": "ffi", "ZLIB": "z", "BZIP2": "bz2", "LIBLZMA": "lzma"}
    environment = {
        **tools,
        **{f"py_cv_module_{name}": "n/a" for name in LEFT_OUT},
        **{f"{name}_CFLAGS": include for name in modules},
        **{f"{name}_LIBS": f"{libraries} -l{library}" for name, library in modules.items()},
        "LIBFFI_INCLUDEDIR": f"{static.resolve()}/include",
        "CPPFLAGS": include,
        "LDFLAGS": f"{libraries} -s",
        "READELF": "readelf",
        "PKG_CONFIG": "false",
        "ac_cv_buggy_getaddrinfo": "no",
    }
    configure = ["./configure", "--prefix=/python", "--disable-test-modules", "--without-ensurepip"]
    run(configure, folder, environment)
    run(["make", "-j2"], folder, environment)
    run(["make", "install", f"DESTDIR={(place / 'installed').resolve()}"], folder, environment)


def adapt(source: Path) -> None:
    """Change what the source takes for granted about Debian's own way of building it."""
    setup = source / "setup.py"
    hidden = re.sub(  # the headers and libraries of the building machine belong to a newer glibc
        r"(def add_(?:cross_compiling|multiarch)_paths\(self\):)", r"\1\n        return", setup.read_text()
    )
    setup.write_text(hidden)
    expat = source / "Modules" / "pyexpat.c"
    text = expat.read_text()
    if "pycore_" in text and "Py_BUILD_CORE" not in text:  # Debian's patch supposes that it is linked into Python
        expat.write_text("#define Py_BUILD_CORE_MODULE 1\n" + text)


def check_modules(python: Path) -> None:
    """Raises Failed when a module that the program needs was not compiled; make itself only mentions it."""
    failed = sorted(path.name for path in python.parents[1].rglob("*_failed.so"))
    if failed:
        raise Failed(f"these modules of Python were compiled but cannot be loaded: {', '.join(failed)}")
    run([python, "-I", "-c", f"import {', '.join(NEEDED)}"])


def prune(runtime: Path) -> None:
    """Take out of a fresh installation what only developers need."""
    library = runtime / "lib" / f"python{SERIES}"
    for name in ("include", "share", "lib/pkgconfig"):
        shutil.rmtree(runtime / name, ignore_errors=True)
    for path in (runtime / "bin").iterdir():
        if path.name != f"python{SERIES}":
            path.unlink()
    for name in UNUSED:
        path = library / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in [*library.glob("config-*"), *library.rglob("__pycache__"), *library.glob("site-packages/*")]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    for archive in runtime.glob("lib/*.a"):
        archive.unlink()


def copy(source: Path, target: Path) -> Path:
    """A copy to build in, so that the unpacked source stays as Debian has it."""
    shutil.copytree(source, target, symlinks=True)
    return target
