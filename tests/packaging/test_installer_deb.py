"""The Debian package: what it says, what it holds, how its trial judges it."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

import build_installer
from installer import deb, trial
from installer.steps import Failed

RELEASE = deb.Release("0.1.0", "amd64")


def staged(folder: Path) -> Path:
    """A small tree laid out as the package has it."""
    stage = folder / "stage"
    deb.write(stage / "opt" / "apps" / deb.ID / "files" / "app" / "a.py", "print(1)\n", 0o600)
    deb.write(stage / "opt" / "apps" / deb.ID / "files" / "bin" / deb.COMMAND, deb.LAUNCHER, 0o700)
    command = stage / "usr" / "bin" / deb.COMMAND
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/opt/apps/{deb.ID}/files/bin/{deb.COMMAND}")
    return stage


def test_the_version_has_four_numbers() -> None:
    assert RELEASE.four_numbers == "0.1.0.0"
    assert deb.Release("1.2.3.4", "arm64").file_name == "linliban_1.2.3.4_arm64.deb"


def test_the_control_file_is_one_paragraph_of_known_fields() -> None:
    text = deb.control(RELEASE, ["libc6 (>= 2.28)", "zlib1g"], 1234)
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Package"] == deb.ID
    assert fields["Version"] == "0.1.0.0"
    assert fields["Depends"] == "libc6 (>= 2.28), zlib1g"
    assert fields["Installed-Size"] == "1234"
    assert text.endswith("\n")
    assert "\n\n" not in text


def test_the_program_asks_for_no_permission() -> None:
    told = json.loads(deb.info(RELEASE))
    assert told["appid"] == deb.ID
    assert set(told["permissions"].values()) == {False}


def test_everything_inside_is_named_with_its_licence() -> None:
    text = deb.copyright_text({"openpyxl 3.1.5": "MIT"})
    assert "openpyxl 3.1.5: MIT" in text
    assert "LGPL" in text


def test_sums_name_every_file_but_links_and_debian_itself(tmp_path: Path) -> None:
    stage = staged(tmp_path)
    deb.write(stage / "DEBIAN" / "control", "x")
    lines = deb.md5sums(stage).splitlines()
    digest = hashlib.md5(b"print(1)\n", usedforsecurity=False).hexdigest()
    assert f"{digest}  opt/apps/{deb.ID}/files/app/a.py" in lines
    assert len(lines) == 2


def test_the_package_holds_the_tree_and_no_scripts(tmp_path: Path) -> None:
    package = tmp_path / "out" / RELEASE.file_name
    deb.pack(staged(tmp_path), package, RELEASE, ["libc6 (>= 2.28)"])
    listed = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout
    rows = {line.split()[5].removeprefix("."): line for line in listed.splitlines()}
    program = f"/opt/apps/{deb.ID}/files"
    assert rows[f"{program}/app/a.py"].startswith("-rw-r--r-- root/root")
    assert rows[f"{program}/bin/{deb.COMMAND}"].startswith("-rwxr-xr-x root/root")
    assert rows[f"/usr/bin/{deb.COMMAND}"].startswith("lrwxrwxrwx")
    inside = subprocess.run(["dpkg-deb", "-I", package], capture_output=True, text=True, check=True).stdout
    assert not {"postinst", "preinst", "prerm", "postrm"} & set(inside.split())
    assert not list(package.parent.glob("*.part"))


def test_the_launcher_reaches_its_own_python_through_a_link(tmp_path: Path) -> None:
    place = tmp_path / "place with blank"
    deb.write(place / "bin" / deb.COMMAND, deb.LAUNCHER, 0o755)
    deb.write(place / "runtime" / "bin" / "python3.11", '#!/bin/sh\nprintf "%s|" "$QT_IM_MODULE" "$@"\n', 0o755)
    link = tmp_path / "link"
    link.symlink_to(place / "bin" / deb.COMMAND)
    environment = {"PATH": "/usr/bin:/bin", "XMODIFIERS": "@im=fcitx"}
    done = subprocess.run([link, "report", "a b"], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "fcitx|-I|-B|-X|utf8|-m|desktop|report|a b|"


def test_the_last_line_of_the_self_test_is_read() -> None:
    assert trial.last_json('{"no": 1}\nwords\n{"checks": 3}\nQt says this\n') == {"checks": 3}
    for text in ("", "words", "[1]", "{"):
        with pytest.raises(Failed):
            trial.last_json(text)


def test_what_a_removal_leaves_or_takes_is_found() -> None:
    assert trial.left_behind({"usr", "etc/x"}, {"usr", "opt/apps"}) == ["left opt/apps", "lost etc/x"]
    assert trial.left_behind({"usr"}, {"usr"}) == []


@pytest.mark.parametrize(
    "path", ["tmp/trial/data", "var/lib/dpkg/info/x.list", "proc/1", "run/lock", "var/log/x", "root/.cache/mesa"]
)
def test_books_and_passing_data_are_no_traces(path: str) -> None:
    assert trial.PASSING.match(path)


@pytest.mark.parametrize("path", ["opt/apps", "usr/bin/linliban", "var/lib/linliban", "root/.local", "tmpfiles"])
def test_anything_else_is_a_trace(path: str) -> None:
    assert not trial.PASSING.match(path)


def test_the_listing_of_a_root_leaves_out_what_passes(tmp_path: Path) -> None:
    for name in ("proc/1/stat", "tmp/trial/data", "opt/apps/x/files/a", "var/lib/dpkg/status", "usr/bin/linliban"):
        deb.write(tmp_path / name, "x")
    listed = trial.Root(tmp_path).listing()
    assert {"opt/apps/x/files/a", "usr/bin/linliban", "usr", "var/lib"} <= listed
    assert "opt" not in listed
    assert not any(path.startswith(("proc", "tmp", "var/lib/dpkg")) for path in listed)


def test_of_alternatives_the_first_is_installed() -> None:
    assert trial.first_choices("libc6 (>= 2.28), libglib2.0-0 | libglib2.0-0t64, zlib1g") == [
        "libc6",
        "libglib2.0-0",
        "zlib1g",
    ]


def test_sums_are_written_beside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "a.deb"
    package.write_bytes(b"deb")
    digest = build_installer.record_sum(package)
    assert digest == hashlib.sha256(b"deb").hexdigest()
    assert (tmp_path / "SHA256SUMS").read_text() == f"{digest}  a.deb\n"


def test_another_machine_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(build_installer.platform, "machine", lambda: "riscv64")
    assert build_installer.main(["--work", str(tmp_path), "--out", str(tmp_path)]) == 1
    assert "riscv64" in capsys.readouterr().out
