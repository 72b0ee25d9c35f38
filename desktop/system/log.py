"""The log and the crash report: version, system, error type and our own frames; no values, no residents' data."""

import logging
import traceback
from datetime import datetime
from pathlib import Path

import desktop

LARGEST = 1_000_000  # bytes of one log file; three are kept
log = logging.getLogger("linliban")


def start_log(folder: Path) -> logging.Handler:
    """Write the log into `folder`; close the returned handler at the end."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - the window stands before sockets are imported

    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "linliban.log", maxBytes=LARGEST, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Close the log file."""
    log.removeHandler(handler)
    handler.close()


def crash_report(error: BaseException, folder: Path, now: datetime) -> Path:
    """Write what helps to find a bug and nothing of what was typed; returns the file."""
    import platform  # noqa: PLC0415 - seldom wanted

    package = Path(desktop.__file__).parent
    frames = [
        f"  {Path(frame.filename).relative_to(package)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(package)
    ]
    lines = [
        f"邻里办 {desktop.__version__}",
        f"{platform.system()} {platform.release()} · Python {platform.python_version()}",
        f"{now:%Y-%m-%d %H:%M:%S}",
        type(error).__name__,
        *frames,
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    log.error("crash: %s, see %s", type(error).__name__, path.name)
    return path
