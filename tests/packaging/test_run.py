"""The bootstrap: what it decides before anything is installed."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]+))?", re.M)


def pins(lock: str) -> dict[tuple[str, str], str]:
    """Version by (normalised name, marker) of everything that a lock holds."""
    text = (ROOT / lock).read_text()
    return {
        (name.lower().replace("_", "-"), (marker or "").strip()): version for name, version, marker in PIN.findall(text)
    }


def declared(*requirements: str) -> set[tuple[str, str]]:
    """(normalised name, version) of requirements as pyproject.toml writes them."""
    parts = [requirement.split(";")[0].strip().split("==") for requirement in requirements]
    return {(name.lower().replace("_", "-"), version) for name, version in parts}


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROGRAM = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", PROGRAM),
        ("requirements-dev.lock", PROGRAM + GROUPS["dev"]),
        ("resources/installer/requirements-build.lock", GROUPS["build"]),
    ],
)
def test_the_lock_holds_what_the_project_declares(lock: str, wanted: list[str]) -> None:
    held = {(name, version) for (name, _), version in pins(lock).items()}
    assert declared(*wanted) <= held


def test_program_and_tests_run_the_same_versions() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_every_pin_has_hashes_and_no_lock_names_an_index() -> None:
    for lock in {*run.PROGRAM_LOCKS, *run.TEST_LOCKS}:
        text = (ROOT / lock).read_text()
        assert "://" not in text
        assert all("--hash=sha256:" in part for part in re.split(r"^(?=[A-Za-z])", text, flags=re.M) if part)


def test_an_old_python_reads_the_sentence() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_a_python_that_does_not_fit_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit) as ended:
        run.fitting_python()
    assert ended.value.code == 2
    assert "请先安装 Python 3.11" in capsys.readouterr().out


def test_the_running_python_is_taken_when_it_fits() -> None:
    assert run.fitting_python() == [sys.executable]


def test_only_libraries_that_do_not_load_are_missing() -> None:
    assert run.missing_libraries({"libc.so.6": "libc6", "libnosuch.so.9": "libnosuch9"}) == ["libnosuch9"]


def test_without_root_the_command_to_run_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(run.shutil, "which", lambda _: "/usr/bin/apt-get")
    with pytest.raises(SystemExit) as ended:
        run.apt_install(["libegl1", "libgl1"])
    assert ended.value.code == 2
    assert "sudo apt-get install -y --no-install-recommends libegl1 libgl1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, not sys.platform.startswith("linux")),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"DISPLAY": ""}, not sys.platform.startswith("linux")),
    ],
)
def test_a_display_is_seen_by_its_variables(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert run.has_display() is expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "offscreen"}, False),
        ({}, False),
    ],
)
def test_the_libraries_of_x_are_asked_for_only_where_a_window_opens_there(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: bool
) -> None:
    for name in ("DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert run.draws_on_x() is expected


def test_other_python_settings_of_the_user_do_not_leak_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    environment = run.clean_environment(QT_QPA_PLATFORM="offscreen")
    assert "PYTHONPATH" not in environment
    assert "PYTHONHOME" not in environment
    assert environment["QT_QPA_PLATFORM"] == "offscreen"


def test_the_fingerprint_changes_with_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run, "PYTHON", sys.executable)
    (tmp_path / "a.lock").write_text("one==1")
    first = run.fingerprint(["a.lock"])
    (tmp_path / "a.lock").write_text("one==2")
    assert first != run.fingerprint(["a.lock"])
    monkeypatch.setattr(run, "PYTHON", str(tmp_path / "gone"))
    assert run.fingerprint(["a.lock"]) == ""


def test_chinese_reaches_a_terminal_that_knows_only_ascii() -> None:
    program = "import run; run.say('请先安装')"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONIOENCODING": "ascii"}, capture_output=True, check=True
    )
    assert done.stdout.decode("utf-8") == "请先安装\n"
