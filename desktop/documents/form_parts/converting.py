"""An old .xls as an .xlsx that can be filled: values and looks are kept, what is lost is said in words."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import desktop
from desktop.documents.form_parts.converting_child import SLOW
from desktop.documents.form_parts.package import FOLDER, SIZE_MOST, TOO_LARGE, is_xls
from desktop.documents.reading import limits
from desktop.documents.reading.child_process import child_environment
from desktop.documents.reading.reasons import Reason
from desktop.documents.reading.wire import decode
from desktop.domain.errors import Refused

_START: Final = 30.0  # seconds for the child to come up: virus scanners look at it first


@dataclass(frozen=True, slots=True)
class Converted:
    """The .xlsx, and one Chinese sentence for each thing that did not come along (none: nothing was lost)."""

    data: bytes
    losses: tuple[str, ...] = ()


def from_xls(path: Path) -> Converted:
    """Convert an .xls (Excel 97 to 2003, also Excel 5) in a limited child process.

    Kept are values, formulas that are surely understood, merges, widths, heights, fonts, borders, fills, number
    formats, alignment, protection, sheet names and hidden sheets, frozen panes, notes, links and the page set-up.
    Raise Refused for what is no .xls, has a password or macros, or is damaged.
    """
    size = path.stat().st_size if path.is_file() else 0
    if size > SIZE_MOST:
        raise Refused(TOO_LARGE)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "desktop.documents.form_parts.converting_child", str(path.absolute())],
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_START + limits.seconds_for(size),
            check=False,
            cwd=Path(sys.executable).parent,  # never a folder in which a stranger's module could lie
            env=child_environment(Path(desktop.__file__).parent.parent),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(Reason.TOO_SLOW.value) from error
    line, _, data = done.stdout.partition(b"\n")
    if not line:
        raise Refused((Reason.TOO_SLOW if done.returncode == SLOW else Reason.BROKEN).value)
    answer = decode(line)
    if "refused" in answer:
        raise Refused(Reason[answer["refused"]].value)
    return Converted(data, tuple(answer["losses"]))


def as_form(path: Path) -> Converted:
    """The bytes of an .xlsx as they are, those of an .xls converted; `package.open_form` opens the result.

    Raise Refused where the file cannot be opened; what is neither is left to `open_form` to refuse.
    """
    if path.is_dir():
        raise Refused(FOLDER)
    if is_xls(path):
        return from_xls(path)
    try:
        if path.stat().st_size > SIZE_MOST:
            raise Refused(TOO_LARGE)
        return Converted(path.read_bytes())
    except FileNotFoundError as error:
        raise Refused(Reason.MISSING.value) from error
    except OSError as error:
        raise Refused(Reason.LOCKED.value) from error
