"""The reading child: `python -m desktop.documents.reading.child FILE`; frames on stdout, requests for rows on stdin."""

import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from desktop.documents.reading import limits
from desktop.documents.reading.reasons import Reason, Unreadable
from desktop.documents.reading.wire import CHUNK, Frame, decode, encode
from desktop.documents.reading.workbook import Source, open_source


def main(path: Path, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer with the list of sheets, then with the rows of each sheet asked for, until the requests end."""

    def say(frame: Frame) -> None:
        answers.write(encode(frame))
        answers.flush()

    try:
        limits.confine(path.stat().st_size if path.is_file() else 0)
        say({"ready": True})
        source = open_source(path, lambda done, total: say({"done": done, "total": total}))
        say({"sheets": source.sheets, "from_1904": source.from_1904})
        for line in requests:
            for frame in _frames(source, decode(line)):
                say(frame)
    except Unreadable as ending:
        say({"refused": ending.reason.name})
    except MemoryError:
        say({"refused": Reason.TOO_FAR.name})
    except OSError:
        say({"refused": Reason.LOCKED.name})
    except BaseException:
        say({"refused": Reason.BROKEN.name})


def _frames(source: Source, request: Frame) -> Iterator[Frame]:
    rows = islice(source.rows(int(request["sheet"])), request["most"])
    while chunk := list(islice(rows, CHUNK)):
        yield {"rows": chunk}
    yield {"end": True}


if __name__ == "__main__":
    # What parsers print (a panic quotes the file) goes nowhere; our own frames keep the real stdout.
    frames = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(Path(sys.argv[1]), sys.stdin.buffer, frames)
