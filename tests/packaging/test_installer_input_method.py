"""The plugin for fcitx: what it is made of, where it is laid, and which lists of Debian are asked for it."""

from pathlib import Path

import pytest

from installer import audit, debian, input_method
from installer.steps import Failed

ROOT = Path(__file__).resolve().parents[2]


def headers_of(usr: Path, version: str) -> Path:
    """A folder usr with the folders of Qt's headers in Debian."""
    (usr / "include" / "x86_64-linux-gnu" / "qt6" / "QtGui" / version).mkdir(parents=True)
    return usr


def test_the_series_of_qt_is_that_of_the_locked_wheels() -> None:
    assert input_method.qt_series("pyside6==6.9.1\nPySide6_Essentials==6.8.3 \\\n    --hash=x") == "6.8"
    assert input_method.qt_series((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    with pytest.raises(Failed, match="pyside6-essentials"):
        input_method.qt_series("pyside6-addons==6.8.3")


def test_private_headers_are_of_the_same_series(tmp_path: Path) -> None:
    usr = headers_of(tmp_path, "6.8.2")
    found = {path.relative_to(usr / "include" / "x86_64-linux-gnu").as_posix() for path in flat(usr, "6.8")}
    assert {"qt6", "qt6/QtDBus", "qt6/QtGui/6.8.2", "qt6/QtGui/6.8.2/QtGui"} <= found
    with pytest.raises(Failed, match=r"no headers of Qt 6\.9"):
        flat(usr, "6.9")


def flat(usr: Path, series: str) -> list[Path]:
    """The header folders for x86-64."""
    return input_method.qt_headers(usr, "x86_64", series)


def test_the_plugin_finds_qt_beside_it_and_the_systems_own_c_library(tmp_path: Path) -> None:
    words = input_method.flags(tmp_path, "x86_64", [tmp_path / "qt6"])
    assert words[-1] == "-Wl,-rpath,$ORIGIN/../../lib"
    assert "-Wl,-z,defs" in words  # what Qt does not have is found when linking
    assert words[words.index("-idirafter") + 1] == str(tmp_path / "include")  # Debian's headers of C are not taken


def test_code_is_named_as_the_source_includes_it() -> None:
    assert input_method.proxy_name(Path("x/org.fcitx.Fcitx.InputContext1.xml")) == "inputcontext1proxy"


def test_a_newer_c_plus_plus_library_than_promised_is_refused() -> None:
    input_method.check_symbols(audit.Binaries(1, {"GLIBCXX": (3, 4, 20)}, frozenset()))
    with pytest.raises(Failed, match=r"3\.4\.29"):
        input_method.check_symbols(audit.Binaries(1, {"GLIBCXX": (3, 4, 29)}, frozenset()))


def test_the_plugin_and_its_licence_are_laid_into_the_tree(tmp_path: Path) -> None:
    made, program = tmp_path / "made", tmp_path / "program"
    plugins = program / "lib" / "PySide6" / "Qt" / "plugins" / "platforminputcontexts"
    for folder in (made, plugins, program / "runtime" / "licences"):
        folder.mkdir(parents=True)
    (made / input_method.PLUGIN).write_bytes(b"\x7fELF")
    (made / input_method.LICENCE).write_text("Redistribution")
    input_method.add_plugin(made, program)
    assert (plugins / input_method.PLUGIN).read_bytes() == b"\x7fELF"
    assert (program / "runtime" / "licences" / "fcitx-qt5").read_text() == "Redistribution"


def test_lists_of_packages_become_lists_of_another_release() -> None:
    turned = debian.suite_lists(
        {
            "debian.sources": (
                "Types: deb\nURIs: mirror:/debian\nSuites: bookworm bookworm-updates\nComponents: main\n\n"
                "Types: deb\nURIs: mirror:/debian-security\nSuites: bookworm-security\nComponents: main\n"
            ),
            "other.sources": "Types: deb\nURIs: mirror:/node\nSuites: nodistro",
            "sources.list": (
                "# debian\ndeb [arch=amd64] mirror:/debian bookworm main\ndeb mirror:/debian bookworm-updates main\n"
                "deb mirror:/other bookworm main"
            ),
        },
        "trixie",
    )
    assert turned == {
        "debian.sources": "Types: deb deb-src\nURIs: mirror:/debian\nSuites: trixie\nComponents: main\n",
        "sources.list": (
            "deb [arch=amd64] mirror:/debian trixie main\ndeb-src [arch=amd64] mirror:/debian trixie main\n"
        ),
    }
