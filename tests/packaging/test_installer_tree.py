"""What goes into an installer and what stays out, and what it asks of the system."""

from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

import pytest

from installer import audit, debian, tree
from installer.steps import Failed, run

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/__init__.py",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/libpyside6.abi3.so.6.8",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "sqlalchemy/dialects/mysql/base.py",
        "sqlcipher3/_sqlite3.abi3.so",
        "openpyxl/workbook/workbook.py",
        "openpyxl-3.1.5.dist-info/METADATA",
        "alembic-1.20.1.dist-info/licenses/LICENSE",
    ],
)
def test_what_the_program_uses_goes_in(name: str) -> None:
    assert not tree.unwanted(PurePosixPath(name))


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtQml.abi3.so",
        "PySide6/QtCore.pyi",
        "PySide6/designer",
        "PySide6/libpyside6qml.abi3.so.6.8",
        "PySide6/include/pyside6.h",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "sqlalchemy/testing/suite/test_types.py",
        "sqlalchemy/engine/_processors_cy.pyx",
        "bin/alembic",
        "rapidfuzz/fuzz.pyi",
        "rapidfuzz/__pycache__/fuzz.cpython-311.pyc",
        "openpyxl-3.1.5.dist-info/RECORD",
    ],
)
def test_what_only_developers_use_stays_out(name: str) -> None:
    assert tree.unwanted(PurePosixPath(name))


def test_every_qt_module_that_the_program_imports_is_kept() -> None:
    imported = set()
    for path in DESKTOP.rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if len(words) > 1 and words[0] in ("import", "from") and words[1].startswith("PySide6."):
                imported.add(words[1].split(".")[1])
    assert imported <= tree.QT_MODULES


def test_slimming_leaves_no_empty_folder_and_counts_bytes(tmp_path: Path) -> None:
    for name, size in {"PySide6/Qt/qml/a.qml": 300, "PySide6/__init__.py": 20, "lib/tests/x.py": 5}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
    assert tree.slim(tmp_path) == (325, 20)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["PySide6", "PySide6/__init__.py"]


def test_the_program_goes_in_whole_and_its_resources_without_the_scripts_that_made_them(tmp_path: Path) -> None:
    for name in ("desktop/paper/make_up.py", "desktop/__pycache__/x.pyc", "resources/calendar/make.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    (tmp_path / "resources" / "channels.json").write_text("[]")
    tree.copy_program(tmp_path, tmp_path / "app")
    copied = {path.relative_to(tmp_path / "app").as_posix() for path in tree.files(tmp_path / "app")}
    assert copied == {"desktop/paper/make_up.py", "resources/channels.json"}


def test_only_wheels_for_the_oldest_glibc_are_taken() -> None:
    tags = tree.platform_tags("x86_64")
    assert tags[0] == "manylinux_2_28_x86_64"
    assert {"manylinux_2_17_x86_64", "manylinux2014_x86_64"} <= set(tags)


READELF = """
 0x0000000000000001 (NEEDED)             Shared library: [libz.so.1]
 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]
 0x000000000000000e (SONAME)             Library soname: [libown.so.1]
  000000: Version: 1  File: libc.so.6  Cnt: 2
  0x0010:   Name: GLIBC_2.9  Flags: none  Version: 6
  0x0020:   Name: GLIBC_2.28  Flags: none  Version: 5
  0x0030:   Name: GLIBCXX_3.4.22  Flags: none  Version: 3
  0x0040:   Name: XZ_5.1.2alpha  Flags: none  Version: 4
"""


def test_versions_compare_as_numbers() -> None:
    assert audit.symbol_versions(READELF) == {"GLIBC": (2, 28), "GLIBCXX": (3, 4, 22), "XZ": (5, 1)}
    assert audit.libraries_needed(READELF) == {"libz.so.1", "libc.so.6"}


def test_a_newer_glibc_than_promised_is_refused() -> None:
    binaries = audit.Binaries(1, {"GLIBC": (2, 34)}, frozenset())
    with pytest.raises(Failed, match=r"2\.34"):
        audit.check_glibc(binaries, "2.28")
    audit.check_glibc(audit.Binaries(1, {"GLIBC": (2, 9)}, frozenset()), "2.28")


def test_every_library_asked_of_the_system_has_a_package() -> None:
    depends = audit.dependencies({"libc.so.6", "libm.so.6", "libgthread-2.0.so.0", "libz.so.1"}, "2.28")
    assert depends == ["libc6 (>= 2.28)", "libglib2.0-0 | libglib2.0-0t64", "zlib1g"]
    with pytest.raises(Failed, match=r"libQt6Quick\.so\.6"):
        audit.dependencies({"libQt6Quick.so.6"}, "2.28")


@pytest.mark.parametrize(
    ("metadata", "licence"),
    [
        ("Name: alembic\nLicense-Expression: MIT", "MIT"),
        ("Name: old\nLicense: LGPL-3.0-only OR GPL-3.0-only", "LGPL-3.0-only OR GPL-3.0-only"),
        ("Name: older\nClassifier: License :: OSI Approved :: BSD License", "BSD License"),
        ("Name: pylopdf_fonts_zh_cn\nLicense: This Font Software is", "OFL-1.1"),
    ],
)
def test_a_licence_is_read_from_the_wheel(metadata: str, licence: str) -> None:
    assert audit.licence_of(HeaderParser().parsestr(metadata)) == licence


@pytest.mark.parametrize("said", ["", "License: GPL-3.0-only", "License: Proprietary"])
def test_a_licence_that_nobody_has_read_stops_the_build(said: str) -> None:
    with pytest.raises(Failed, match="read it before shipping"):
        audit.licence_of(HeaderParser().parsestr(f"Name: strange\n{said}"))


def test_lists_of_packages_become_lists_of_sources() -> None:
    turned = debian.source_lists(
        {
            "debian.sources": "Types: deb\nURIs: mirror:/debian\nSuites: bookworm",
            "other.sources": "Types: deb\nURIs: mirror:/node",
            "sources.list": "# debian\ndeb mirror:/debian bookworm main\ndeb-src mirror:/debian bookworm main",
        }
    )
    assert turned == {
        "debian.sources": "Types: deb-src\nURIs: mirror:/debian\nSuites: bookworm\n",
        "sources.list": "deb-src mirror:/debian bookworm main\n",
    }


def test_debian_versions_are_ordered_as_dpkg_does() -> None:
    versions = ["3.11.2-6+deb12u8", "3.11.2-6+deb12u10", "3.11.2-6", "3.11.2-6"]
    assert debian.newest_first(versions) == ["3.11.2-6+deb12u10", "3.11.2-6+deb12u8", "3.11.2-6"]


def test_a_failing_tool_shows_its_words() -> None:
    with pytest.raises(Failed, match="no such luck"):
        run(["sh", "-c", "echo no such luck; exit 3"])
    with pytest.raises(Failed, match="nosuchtool is missing"):
        run(["nosuchtool"])
