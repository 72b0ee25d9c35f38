"""Write statements.json: the SQL of the first page, made once so that no start waits for what makes it.

Run after a change of desktop/services/home/statements.py: python resources/home/make.py
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """A name, its SQL and its fixed values, for each statement."""
    sys.path.insert(0, str(HERE.parents[1]))
    from desktop.services.home.statements import texts  # noqa: PLC0415 - found by the line before

    words = json.dumps(texts(), ensure_ascii=False, indent=2)
    (HERE / "statements.json").write_text(words + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
