#!/usr/bin/env python3
"""Set up what the program needs, once, then open it or run its tests; needs nothing but Python and a network.

    python3 run.py                    open the program (without a display: run the demonstration instead)
    python3 run.py VERB …             the headless verbs, as `python -m desktop VERB …`
    python3 run.py test               everything that a change must pass: lint, types, contracts, tests, benches
    python3 run.py test ARGUMENTS     pytest alone, with these arguments

Written in the syntax of Python 3.6, so that a wrong Python reads a sentence and not a SyntaxError.
"""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, List, NoReturn, Sequence, Tuple

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
VENV = HERE / ".venv"
TOOLS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = str(TOOLS / ("python.exe" if WINDOWS else "python"))
OLDEST, TOO_NEW = (3, 11), (3, 13)  # as requires-python in pyproject.toml
PROGRAM_LOCKS = ["requirements.lock"]
TEST_LOCKS = ["resources/installer/requirements-build.lock", "requirements-dev.lock"]
WITHOUT_WHEEL = "lunar-python"  # comes as source only; built by the setuptools of requirements-build.lock

# The shared libraries that Qt takes from the system, and the Debian packages that hold them.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libcups.so.2": "libcups2",
}


def say(sentence: str) -> None:
    """Print one line, on terminals that know no Chinese as UTF-8 bytes."""
    try:
        print(sentence, flush=True)
    except UnicodeEncodeError:
        sys.stdout.buffer.write(sentence.encode("utf-8") + b"\n")
        sys.stdout.flush()


def stop(sentence: str) -> NoReturn:
    """Say what to do, and end with 2: nothing was run."""
    say(sentence)
    sys.exit(2)


def clean_environment(**changes: str) -> Dict[str, str]:
    """The user's environment without what would mix other Python packages into ours."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    kept.update(changes)
    return kept


def attempt(command: Sequence[str]) -> Tuple[int, str]:
    """Exit code and stripped output of a command that prints nothing to the user; 127 when there is no such command."""
    environment = clean_environment(DEBIAN_FRONTEND="noninteractive")
    try:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as trouble:
        return 127, str(trouble)
    text = process.communicate()[0].decode("utf-8", "replace").strip()
    return process.returncode, text


# --- Python and the system's libraries -------------------------------------------------------------------------


def fitting_python() -> List[str]:
    """The command of a Python that the program runs on: this one, or another that is installed."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return [sys.executable]
    for minor in range(OLDEST[1], TOO_NEW[1]):
        command = ["py", f"-3.{minor}"] if WINDOWS else [f"python3.{minor}"]
        if attempt([*command, "-c", ""])[0] == 0:
            return command
    stop(f"需要 Python 3.11 或 3.12,现在的是 {platform.python_version()}。请先安装 Python 3.11,再运行一次。")


def missing_libraries(libraries: Dict[str, str]) -> List[str]:
    """The Debian packages of those libraries that the loader does not find."""
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return sorted(missing)


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages as root; else say the command that does it, and stop."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        stop("缺少系统组件,请用系统的软件管理安装与这些 Debian 软件包相同的内容,再运行一次:" + " ".join(packages))
    if os.geteuid() != 0:
        stop("缺少系统组件,请先运行下面这一行,再运行一次:\n  sudo " + " ".join(command))
    say("正在安装系统组件:" + " ".join(packages))
    # The lists of a fresh machine are empty or old: the first try then fails at once, and costs nothing.
    if attempt(command)[0] == 0:
        return
    for step in (["apt-get", "update"], command):
        code, text = attempt(step)
        if code != 0:
            say(text)
            stop("系统组件没有装上。请检查网络和软件源,再运行一次;也可以自己运行:\n  " + " ".join(command))


def missing_pip(python: Sequence[str]) -> List[str]:
    """The package with Python's own pip and venv, which Debian keeps apart; nothing when they are there."""
    if attempt([*python, "-c", "import ensurepip"])[0] == 0:
        return []
    return ["python3." + attempt([*python, "-c", "import sys; print(sys.version_info[1])"])[1] + "-venv"]


def ensure_system(on_x: bool) -> None:
    """See that Qt finds its libraries and Python its pip: a desktop has them, a bare server has not."""
    packages = []
    if sys.platform.startswith("linux"):
        packages += missing_libraries(dict(QT_LIBRARIES, **X_LIBRARIES) if on_x else QT_LIBRARIES)
    if not Path(PYTHON).exists():
        packages += missing_pip(fitting_python())
    if packages:
        apt_install(packages)


# --- the private environment -----------------------------------------------------------------------------------


def fingerprint(locks: Sequence[str]) -> str:
    """Changes with the locks and with the Python behind .venv; empty when there is none that works."""
    code, version = attempt([PYTHON, "-c", "import sys; print(sys.version)"])
    if code != 0:
        return ""
    digest = hashlib.sha256(version.encode("utf-8"))
    for lock in locks:
        digest.update((HERE / lock).read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    """Make .venv anew with a fitting Python and with pip."""
    if not os.access(HERE, os.W_OK):
        stop(f"这个文件夹不能写入:{HERE}。请把程序复制到可以写入的文件夹,再运行一次。")
    say("正在准备运行环境(只在第一次,约一分钟)…")
    if subprocess.call([*fitting_python(), "-m", "venv", "--clear", str(VENV)], stdout=subprocess.DEVNULL) != 0:
        stop("没能建立 .venv 文件夹。请检查磁盘空间和写入权限,再运行一次。")


def pip_install(locks: Sequence[str]) -> None:
    """Install what the locks name and nothing else, from wheels/ if there is one, else from the user's index."""
    command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--only-binary=:all:"]
    command += ["--no-binary=" + WITHOUT_WHEEL, "--use-pep517", "--no-build-isolation"]
    wheels = HERE / "wheels"
    if wheels.is_dir():
        command += ["--no-index", "--find-links", str(wheels)]
    for lock in locks:
        if subprocess.call([*command, "-r", str(HERE / lock)], env=clean_environment()) == 0:
            continue
        if wheels.is_dir():
            stop("wheels 文件夹里的安装包不全。请补上面提到的安装包,或删去 wheels 文件夹后联网再运行一次。")
        stop(
            "依赖没有装上。请检查网络后再运行一次;网络慢可先设置镜像:pip config set global.index-url 镜像地址;"
            "不能上网时,把安装包放进这里的 wheels 文件夹。"
        )


def ensure_venv(locks: Sequence[str]) -> None:
    """See that .venv holds what the locks name; costs a few milliseconds when it does."""
    stamp = VENV / ("installed-" + locks[-1])
    wanted = fingerprint(locks)
    if wanted and stamp.exists() and stamp.read_text() == wanted:
        return
    if not wanted or attempt([PYTHON, "-m", "pip", "--version"])[0] != 0:
        make_venv()
    else:
        say("正在更新运行环境…")
    pip_install(locks)
    stamp.write_text(fingerprint(locks))


# --- running ---------------------------------------------------------------------------------------------------


def call(command: Sequence[str], environment: Dict[str, str], folder: Path) -> int:
    """Run to the end and give the exit code; 130 after Ctrl+C."""
    try:
        return subprocess.call(command, env=environment, cwd=str(folder))
    except KeyboardInterrupt:
        return 130


def has_display() -> bool:
    """Whether Qt will find a screen, or was told by the user what to use instead."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def draws_on_x() -> bool:
    """Whether a window would open on an X display, for which Qt takes more from the system."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "xcb")
    return bool(os.environ.get("DISPLAY")) and chosen.startswith("xcb")


def program(arguments: Sequence[str], display: bool) -> int:
    """The program itself, or one of its verbs, in the user's own folder (-P: a folder named desktop may be there)."""
    environment = clean_environment(PYTHONPATH=str(HERE))
    if not display:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return call([PYTHON, "-P", "-m", "desktop", *arguments], environment, Path.cwd())


def demonstration() -> int:
    """Run the demonstration without a display, and say where its workbooks and pictures lie."""
    folder = HERE / "build" / time.strftime("demo-%Y%m%d-%H%M%S")
    say("这台机器没有图形界面,窗口打不开;现在改为演示一遍,约需一两分钟…")
    code = program(["demo", "--out", str(folder)], display=False)
    if code != 0:
        say("演示没有做完,原因见上。")
        return code
    for kind, pattern in (("工作簿", "*.xlsx"), ("图片", "*.png")):
        found = sorted(folder.rglob(pattern))
        say(f"{kind} {len(found)} 个:")
        for path in found:
            say(f"  {path}")
    say("要打开窗口,请在有图形桌面的机器上运行 python3 run.py。")
    return code


def tests(arguments: Sequence[str]) -> int:
    """The whole check, or pytest alone when it is given arguments; the first exit code that is not 0."""
    environment = clean_environment()
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    pytest = [PYTHON, "-m", "pytest"]
    if arguments:
        return call([*pytest, *arguments], environment, HERE)
    steps = [
        ("ruff check", [str(TOOLS / "ruff"), "check", "."]),
        ("ruff format", [str(TOOLS / "ruff"), "format", "--check", "."]),
        ("mypy", [PYTHON, "-m", "mypy"]),
        ("lint-imports", [str(TOOLS / "lint-imports")]),
        ("pytest", [*pytest, "-q", "-n", "auto", "--ignore", "tests/bench"]),
        ("bench", [*pytest, "-q", "-rP", "tests/bench"]),  # apart and one by one: it measures
    ]
    failed = {}
    for name, command in steps:
        say("== " + name)
        code = call(command, environment, HERE)
        if code == 130:
            return code
        if code != 0:
            failed[name] = code
    say("没有通过:" + ",".join(failed) if failed else "全部通过。")
    return next(iter(failed.values()), 0)


def main(arguments: Sequence[str]) -> int:
    """Set up, then do what was asked; gives the exit code."""
    if arguments[:1] == ["test"]:
        ensure_system(on_x=False)
        ensure_venv(TEST_LOCKS)
        return tests(arguments[1:])
    display = has_display()
    ensure_system(draws_on_x())
    ensure_venv(PROGRAM_LOCKS)
    if not display and not arguments:
        return demonstration()
    return program(arguments, display)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
