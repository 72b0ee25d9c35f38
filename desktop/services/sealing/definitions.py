"""The definitions that the office's figures stand on, so that the town can tell whose differ."""

from typing import Any

from sqlalchemy.orm import Session

from desktop.services.indicators import defined

# All that the tables of the monthly report show, and so its consolidation.
CODES = ("K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08", "K09", "K13", "K17")


def definitions(session: Session) -> dict[str, dict[str, Any]]:
    """By code: `digest`, `name`, `words` (one line) and `content`, from which it could be evaluated again."""
    known = defined.definitions(session)
    return {
        code: {
            "digest": known[code].digest,
            "name": known[code].name,
            "words": known[code].words,
            "content": known[code].as_json(),
        }
        for code in CODES
    }
