"""How far a long verb is, on a terminal."""

import sys
from collections.abc import Callable


def progress() -> Callable[[int, int], None]:
    """A line on a terminal, rewritten as rows pass; silent where nobody looks."""

    def report(done: int, total: int) -> None:
        if total and sys.stderr.isatty():
            print(f"\r{done}/{total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return report
