"""A file from outside is read by a child: one of our modules over one file, with nothing around it but ourselves."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import desktop
from desktop.documents.reading.reasons import Reason
from desktop.domain.errors import Refused

START: Final = 30.0  # seconds for the child to come up: virus scanners look at it first
_ROOT: Final = Path(desktop.__file__).parent.parent


def started(module: str, path: Path, stdin: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
    """The child, which says on stdout what it finds in the file."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, str(path.absolute())],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(sys.executable).parent,  # never a folder in which a stranger's module could lie
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def finished(module: str, path: Path, seconds: float) -> tuple[bytes, int]:
    """All that the child says, and the code it ends with; Refused where it is not done in `seconds` after its start."""
    with started(module, path) as child:
        try:
            said, _ = child.communicate(timeout=START + seconds)
        except BaseException as error:
            child.kill()
            if isinstance(error, subprocess.TimeoutExpired):
                raise Refused(Reason.TOO_SLOW.value) from error
            raise
    return said, child.returncode


def _environment() -> dict[str, str]:
    """In it `python -m desktop…` finds this program, and nothing in a folder that a stranger could write to."""
    paths = [str(_ROOT), *(entry for entry in sys.path if entry)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONIOENCODING": "utf-8"}
