"""Where the shipped data files lie, and how they are read."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import desktop

ROOT = Path(desktop.__file__).parent.parent / "resources"


def path(*parts: str) -> Path:
    """The file or folder `resources/<parts>`; it need not exist."""
    return ROOT.joinpath(*parts)


@cache
def load_json(*parts: str) -> Any:
    """What `resources/<parts>` holds, read once and not to be changed.

    FileNotFoundError where the installation is incomplete.
    """
    return json.loads(path(*parts).read_text(encoding="utf-8"))
