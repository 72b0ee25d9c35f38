"""What a reading child finds around it: our modules, and nothing of a folder that a stranger could write to."""

import os
import sys
from pathlib import Path


def child_environment(root: Path) -> dict[str, str]:
    """The environment in which `python -m desktop…` finds this program, which lies in `root`."""
    paths = [str(root), *(entry for entry in sys.path if entry)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONIOENCODING": "utf-8"}
