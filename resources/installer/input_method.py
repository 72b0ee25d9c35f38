"""Builds what PySide6 lacks for typing Chinese on UOS and Kylin: the plugin that lets Qt speak to fcitx 4 and 5.

The plugin uses Qt's private headers, so they must be of the series of Qt that the wheels bring. Debian's are: they and
the generators of code are laid into a folder and run there, by their own loader; nothing of them is installed.
"""

import re
import shutil
from pathlib import Path

from installer import audit
from installer.debian import Sources, unpack_packages
from installer.runtime import compilers, install_zig
from installer.steps import Failed, run, say

SUITE = "trixie"  # has Qt 6.8
SOURCE = "fcitx-qt5"  # its folder qt6 holds the plugin for Qt 6
PLUGIN = "libfcitxplatforminputcontextplugin-qt6.so"
LICENCE = "COPYING.BSD"
PACKAGES = (
    *("qt6-base-dev", "qt6-base-private-dev", "libxkbcommon-dev", "libxkbcommon0", "x11proto-dev"),
    *("libstdc++-14-dev", "libstdc++6", "libgcc-s1"),
    *("qt6-base-dev-tools", "libc6", "libqt6core6t64", "libqt6dbus6", "libqt6xml6", "libdbus-1-3", "libsystemd0"),
    *("libcap2", "libglib2.0-0t64", "libicu76", "libpcre2-8-0", "libpcre2-16-0", "libb2-1", "libdouble-conversion3"),
    *("libzstd1", "zlib1g"),
)
MODULES = ("Gui", "DBus", "Core")
OLDEST_CXX = "3.4.25"  # the newest symbols of GCC 8, which UOS 20 has

# What Debian's libstdc++ asks of systems newer than ours: a hint whether there are threads, and one way to give up.
THREADS = "static constexpr bool __libc_single_threaded = false;\n"
GIVE_UP = "namespace std { void __throw_bad_array_new_length() { __builtin_trap(); } }\n"


def build_plugin(root: Path, python: str, work: Path, libraries: Path, machine: str) -> Path:
    """The folder of the plugin and its licence, for the Qt in `libraries`; built once for each series, then kept.

    `root` is the repository, `python` has pip. Half a minute, most of it fetching.
    """
    series = qt_series((root / "requirements.lock").read_text(encoding="utf-8"))
    target = work / f"input-method-{series}-{machine}"
    if target.is_dir():
        return target
    zig = install_zig(python, root / "resources" / "installer" / "requirements-installer.lock", work / "zig")
    debian = Sources(work / "input-method-sources", SUITE)
    source = debian.unpack_upstream(SOURCE)
    system = work / "input-method-root"
    shutil.rmtree(system, ignore_errors=True)
    unpack_packages(PACKAGES, system, debian.options)
    usr = system.resolve() / "usr"
    headers = qt_headers(usr, machine, series)

    say(f"compiling {SOURCE} for Qt {series}")
    place = work / "input-method-building"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(source / "qt6" / "platforminputcontext", place)  # links of the source become files
    tools = compilers(zig, place / "bin", machine)
    generate(place, usr, machine, headers)
    part = work / f"{target.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    needed = [libraries / f"libQt6{module}.so.6" for module in MODULES]
    needed += [usr / "lib" / f"{machine}-linux-gnu" / name for name in ("libxkbcommon.so.0", "libstdc++.so.6")]
    run([tools["CXX"], *flags(usr, machine, headers), "-o", part / PLUGIN, "all.cpp", *needed], place)
    check_symbols(audit.look_at(part))
    shutil.copy(source / LICENCE, part / LICENCE)
    part.rename(target)
    return target


def qt_series(lock: str) -> str:
    """The series of Qt in the locked wheels: 6.8; raises Failed when they name none."""
    found = re.search(r"(?mi)^pyside6[-_]essentials==(\d+\.\d+)\.", lock)
    if not found:
        raise Failed("requirements.lock names no pyside6-essentials")
    return found[1]


def proxy_name(interface: Path) -> str:
    """The name that the source gives to the code made of an interface: inputcontext1proxy."""
    return interface.stem.rsplit(".", 1)[1].lower() + "proxy"


def qt_headers(usr: Path, machine: str, series: str) -> list[Path]:
    """The folders of Qt's headers, private ones too; raises Failed when Debian's Qt is of another series."""
    qt = usr / "include" / f"{machine}-linux-gnu" / "qt6"
    version = next((path.name for path in (qt / "QtGui").glob(f"{series}.*")), None)
    if version is None:
        raise Failed(f"Debian {SUITE} has no headers of Qt {series}: name another release in {Path(__file__).name}")
    own = [qt / f"Qt{module}" for module in MODULES]
    private = [path for module in own for path in (module / version, module / version / module.name)]
    return [qt, *own, *private]


def generate(place: Path, usr: Path, machine: str, headers: list[Path]) -> None:
    """Write the code that Qt's generators make of the source, and a file all.cpp that includes everything."""
    libraries = usr / "lib" / f"{machine}-linux-gnu"
    own_loader = [str(next(libraries.glob("ld-linux-*.so.?"))), "--library-path", str(libraries)]
    programs = usr / "lib" / "qt6"
    for interface in sorted(place.glob("*.xml")):
        made = ["-p", proxy_name(interface), "-i", "fcitxqtdbustypes.h", interface.name]
        run([*own_loader, str(programs / "bin" / "qdbusxml2cpp"), *made], place)
    for header in sorted(place.glob("*.h")):
        if "Q_OBJECT" in header.read_text(encoding="utf-8"):
            made = [*(f"-I{folder}" for folder in headers), header.name, "-o", f"moc_{header.stem}.cpp"]
            run([*own_loader, str(programs / "libexec" / "moc"), *made], place)
    names = sorted(path.name for path in place.glob("*.cpp"))
    (place / "all.cpp").write_text("".join(f'#include "{name}"\n' for name in names) + GIVE_UP)
    (place / "sys").mkdir()
    (place / "sys" / "single_threaded.h").write_text(THREADS)


def flags(usr: Path, machine: str, headers: list[Path]) -> list[str]:
    """The compiler's words for a plugin against Qt's headers and others in `usr`.

    The C++ library is the system's, as for Qt itself: its classes are part of Qt's interface.
    """
    include, triple = usr / "include", f"{machine}-linux-gnu"
    words = ["-std=c++17", "-O2", "-g0", "-w", "-fPIC", "-fno-exceptions", "-shared", "-s", "-DNDEBUG", "-DQT_NO_DEBUG"]
    words += ["-fvisibility=hidden", "-fvisibility-inlines-hidden", "-DQT_NO_KEYWORDS", "-nostdinc++", "-nostdlib++"]
    words += ["-I.", f"-I{include}/c++/14", f"-I{include}/{triple}/c++/14"]
    platform = usr / "lib" / triple / "qt6" / "mkspecs" / "linux-g++"
    words += [word for folder in (*headers, platform) for word in ("-isystem", str(folder))]
    words += ["-idirafter", str(include), "-Wl,-z,defs", "-Wl,--allow-shlib-undefined"]
    return [*words, "-Wl,-rpath,$ORIGIN/../../lib"]


def check_symbols(binaries: audit.Binaries) -> None:
    """Raises Failed when the plugin asks more of the C++ library than the oldest system has."""
    if binaries.newest.get("GLIBCXX", ()) > tuple(int(part) for part in OLDEST_CXX.split(".")):
        raise Failed(f"the plugin for fcitx needs GLIBCXX {binaries.text('GLIBCXX')}, but {OLDEST_CXX} is promised")


def add_plugin(plugin: Path, program: Path) -> None:
    """Lay the plugin where the program's Qt looks for it, and its licence beside those of Python's libraries."""
    plugins = program / "lib" / "PySide6" / "Qt" / "plugins" / "platforminputcontexts"
    shutil.copy(plugin / PLUGIN, plugins / PLUGIN)
    shutil.copy(plugin / LICENCE, program / "runtime" / "licences" / SOURCE)
