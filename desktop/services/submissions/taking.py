"""Which files a folder, a pattern or a list of files means."""

import glob
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
        elif glob.has_magic(str(path)) and not path.exists():
            found += [Path(each) for each in sorted(glob.glob(str(path), recursive=True))]
        else:
            found.append(path)
    return list(dict.fromkeys(path for path in found if not path.name.startswith("~$")))
