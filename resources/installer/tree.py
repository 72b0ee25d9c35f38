"""Lays out what every installer holds: runtime/ (Python), lib/ (the pinned wheels, slimmed), app/ (the program)."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from installer.debian import unpack_packages
from installer.runtime import GLIBC, SERIES
from installer.steps import Failed, run, say

QT_MODULES = {"QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtPrintSupport", "QtSvg", "QtDBus"}
QT_LIBRARIES = {module.removeprefix("Qt") for module in QT_MODULES} | {"XcbQpa"}
QT_PLUGINS = {
    "iconengines": {"svgicon"},
    "imageformats": {"gif", "ico", "jpeg", "svg", "webp"},
    "platforminputcontexts": {"compose", "ibus"},
    "platforms": {"offscreen", "xcb"},
    "platformthemes": {"xdgdesktopportal"},
    "printsupport": {"cups"},
}
QT_TRANSLATIONS = {"qtbase_zh_CN.qm", "qt_zh_CN.qm"}

# Small X libraries that UOS and Kylin lack; they go beside Qt's own.
XCB_PACKAGES = ("cursor0", "icccm4", "image0", "keysyms1", "render-util0", "util1")
XCB_LIBRARY = re.compile(r"libxcb-(cursor|icccm|image|keysyms|render-util|util)\.so\.\d+$")

# For developers, or the record of an installation by pip that this is not.
UNUSED_FOLDERS = {"__pycache__", "bin", "tests"}
UNUSED_PACKAGES = {("sqlalchemy", "testing"), ("alembic", "testing"), ("alembic", "templates")}
UNUSED_ENDINGS = {".pyi", ".pyx", ".pxd", ".c", ".cpp", ".h", ".hpp", ".a"}
PIP_RECORDS = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}


def unwanted(path: PurePosixPath) -> bool:
    """Whether a file of the installed wheels, named relative to lib/, stays out of the installer."""
    parts = path.parts
    if parts[0] == "PySide6":
        return not wanted_of_qt(path)
    return (
        bool(UNUSED_FOLDERS.intersection(parts[:-1]))
        or parts[:2] in UNUSED_PACKAGES
        or path.suffix in UNUSED_ENDINGS
        or path.name == "py.typed"
        or (parts[0].endswith(".dist-info") and path.name in PIP_RECORDS)
    )


def wanted_of_qt(path: PurePosixPath) -> bool:
    """Whether a file of PySide6 is used by a program of widgets, printing and SVG."""
    match path.parts[1:]:
        case (name,):
            module = re.fullmatch(r"(Qt\w+)\.abi3\.so", name)
            if module:
                return module[1] in QT_MODULES
            return path.suffix == ".py" or re.fullmatch(r"libpyside6\.abi3\.so\.[\d.]+", name) is not None
        case ("Qt", "lib", name):
            library = re.fullmatch(r"libQt6(\w+)\.so\.6", name)
            return library[1] in QT_LIBRARIES if library else True
        case ("Qt", "plugins", kind, name):
            return name.removeprefix("libq").removeprefix("lib").removesuffix(".so") in {
                form
                for plugin in QT_PLUGINS.get(kind, set())
                for form in (plugin, f"{plugin}platforminputcontextplugin", f"{plugin}printersupport")
            }
        case ("Qt", "translations", name):
            return name in QT_TRANSLATIONS
        case _:
            return False


def files(folder: Path) -> Iterator[Path]:
    """All files below a folder, links too, in a steady order."""
    yield from sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def slim(lib: Path) -> tuple[int, int]:
    """Delete the unwanted files and the folders that they leave empty; gives bytes before and after."""
    before = after = 0
    for path in files(lib):
        size = path.lstat().st_size
        before += size
        if unwanted(PurePosixPath(path.relative_to(lib))):
            path.unlink()
        else:
            after += size
    for folder in sorted((path for path in lib.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return before, after


def strip_debugging(lib: Path) -> None:
    """Take the names for debuggers out of the extension modules; Qt's have none, and stay as they were built."""
    for path in files(lib):
        if path.suffix == ".so" and path.relative_to(lib).parts[0] not in ("PySide6", "shiboken6"):
            run(["strip", "--strip-unneeded", path])


def platform_tags(machine: str) -> list[str]:
    """The wheel platforms that run on our oldest glibc, newest first."""
    newest = int(GLIBC.split(".")[1])
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(newest, 4, -1)]
    return [*tags, *(f"{old}_{machine}" for old in ("manylinux2014", "manylinux2010", "manylinux1"))]


def install_wheels(python: str, lock: Path, lib: Path, machine: str) -> None:
    """Install the locked wheels for `machine` with the pip of `python`; from a folder wheels/ if there is one."""
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--only-binary=:all:", "--no-compile", "--no-deps", "--target", str(lib)]
    command += ["--implementation", "cp", "--python-version", SERIES]
    command += [word for tag in platform_tags(machine) for word in ("--platform", tag)]
    wheels = lock.parent / "wheels"
    if wheels.is_dir():
        command += ["--no-index", "--find-links", str(wheels)]
    run([*command, "-r", lock])


def bundle_xcb(lib: Path, work: Path) -> None:
    """Lay the small X libraries beside Qt's, each finding the others there, with Debian's word on their licences."""
    unpacked = work / "xcb"
    shutil.rmtree(unpacked, ignore_errors=True)
    unpack_packages([f"libxcb-{name}" for name in XCB_PACKAGES], unpacked)
    for path in files(unpacked):
        if XCB_LIBRARY.fullmatch(path.name):
            target = lib / "PySide6" / "Qt" / "lib" / path.name
            shutil.copy(path.resolve(), target)
            run(["patchelf", "--set-rpath", "$ORIGIN", target])


def copy_program(root: Path, app: Path) -> None:
    """Copy the program and its resources without what only developers read."""
    shutil.copytree(root / "desktop", app / "desktop", ignore=shutil.ignore_patterns("__pycache__"))
    not_shipped = shutil.ignore_patterns("__pycache__", "*.py", "readme", "installer")
    shutil.copytree(root / "resources", app / "resources", ignore=not_shipped)


def assemble(root: Path, runtime: Path, target: Path, work: Path, python: str, machine: str) -> None:
    """Lay out runtime/, lib/ and app/ below `target`, with bytecode that nobody needs to write later.

    `root` is the repository, `python` one that has pip; the X libraries are those of the building machine.
    """
    for part in (f"bin/python{SERIES}", "licences/python"):
        if not (runtime / part).is_file():
            raise Failed(f"{runtime} is no runtime that can be shipped: it has no {part}")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    say("copying Python and the program")
    shutil.copytree(runtime, target / "runtime", symlinks=True)
    copy_program(root, target / "app")
    say("installing the wheels")
    install_wheels(python, root / "requirements.lock", target / "lib", machine)
    before, after = slim(target / "lib")
    strip_debugging(target / "lib")
    say(f"libraries: {before / 1e6:.0f} MB, without what is unused {after / 1e6:.0f} MB, then stripped")
    bundle_xcb(target / "lib", work)
    join(target)
    say("compiling bytecode")
    compiled = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    run([private_python(target), "-I", *compiled, "-s", target, target])


def join(tree: Path) -> None:
    """Let the private Python find lib/ and app/ by itself, wherever the tree lies; so do processes that it starts."""
    asked = "import site; print(site.getsitepackages()[-1])"  # Debian's source names the folder otherwise
    site = Path(run([private_python(tree), "-I", "-c", asked]).strip())
    site.mkdir(parents=True, exist_ok=True)
    lines = [os.path.relpath(tree / part, site) for part in ("app", "lib")]
    (site / "program.pth").write_text("\n".join(lines) + "\n")


def private_python(tree: Path) -> Path:
    """The Python of a tree."""
    return tree / "runtime" / "bin" / f"python{SERIES}"
