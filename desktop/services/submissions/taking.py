"""Which files a folder, a pattern or a list of files means."""

from collections.abc import Iterable
from pathlib import Path


def workbooks(wanted: Iterable[Path]) -> list[Path]:
    """The workbooks in folders (and below them), those that a pattern fits, and the files named, each once.

    A file that is named is taken whatever it is, so that its refusal is told; Excel's own lock files (~$) are not.
    """
    found: list[Path] = []
    for path in wanted:
        if path.is_dir():
            found += sorted(each for each in path.rglob("*") if each.suffix.lower() == ".xlsx" and each.is_file())
        elif not path.exists() and (pattern := _pattern(path)):
            folder, below = pattern
            found += sorted(folder.glob(below))
        else:
            found.append(path)
    return list(dict.fromkeys(path for path in found if not path.name.startswith("~$")))


def _pattern(path: Path) -> tuple[Path, str] | None:
    """The folder above the first part with a wildcard, and the pattern below it; None where there is no wildcard."""
    at = next((at for at, part in enumerate(path.parts) if any(sign in part for sign in "*?[")), None)
    return None if at is None else (Path(*path.parts[:at]), "/".join(path.parts[at:]))
