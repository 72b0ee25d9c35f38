"""An old .xls as an .xlsx that can be filled: values and looks are kept, what is lost is said in words."""

from dataclasses import dataclass
from pathlib import Path

from desktop.documents.form_parts.converting_child import SLOW
from desktop.documents.form_parts.package import FOLDER, SIZE_MOST, TOO_LARGE, is_xls
from desktop.documents.reading import limits
from desktop.documents.reading.child_process import finished
from desktop.documents.reading.reasons import Reason
from desktop.documents.reading.wire import decode
from desktop.domain.errors import Refused


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
    said, code = finished("desktop.documents.form_parts.converting_child", path, limits.seconds_for(size))
    line, _, data = said.partition(b"\n")
    if not line:
        raise Refused((Reason.TOO_SLOW if code == SLOW else Reason.BROKEN).value)
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
