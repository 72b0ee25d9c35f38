"""The converting child: `python -m desktop.documents.form_parts.converting_child FILE`.

A line of JSON on stdout, {"refused": NAME} or {"losses": [...]}, and behind the latter the bytes of the .xlsx.
"""

import os
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from desktop.documents.form_parts.xls_book import converted
from desktop.documents.reading import limits, ole_gate
from desktop.documents.reading.formats import Format, format_of
from desktop.documents.reading.reasons import Reason, Unreadable
from desktop.documents.reading.wire import encode

SLOW = 3  # the exit code of a child that ended itself


def main(path: Path, answers: BinaryIO) -> None:
    """Convert one file within limits of memory and time."""
    try:
        size = path.stat().st_size
        limits.confine(size)
        clock = threading.Timer(limits.seconds_for(size) - 1, os._exit, [SLOW])
        clock.daemon = True
        clock.start()
        data = path.read_bytes()
        if format_of(data[:4096]) is not Format.XLS:
            raise Unreadable(Reason.NOT_A_TABLE)
        ole_gate.inspect_bytes(data)
        made, losses = converted(data)
        answers.write(encode({"losses": losses}) + made)
    except Unreadable as ending:
        answers.write(encode({"refused": ending.reason.name}))
    except MemoryError:
        answers.write(encode({"refused": Reason.TOO_FAR.name}))
    except OSError:
        answers.write(encode({"refused": Reason.LOCKED.name}))
    except BaseException:
        answers.write(encode({"refused": Reason.DAMAGED.name}))
    answers.flush()


if __name__ == "__main__":
    # What the parser prints goes nowhere; our own answer keeps the real stdout.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(Path(sys.argv[1]), answer)
