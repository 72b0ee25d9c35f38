"""Running other programs: what is being done is said, and what failed is shown."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class Failed(Exception):
    """The build cannot go on; the text says what to do."""


def say(text: str) -> None:
    """One line of progress."""
    print(f"[installer] {text}", flush=True)


def run(
    command: Sequence[str] | Sequence[str | Path],
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> str:
    """The output of a command, run with the variables of `environment` beside our own; raises Failed with its words."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError as missing:
        raise Failed(f"{words[0]} is missing: install it and try again") from missing
    if done.returncode != 0:
        tail = "\n".join(done.stdout.splitlines()[-40:])
        raise Failed(f"{' '.join(words)} ended with {done.returncode}:\n{tail}")
    return done.stdout
