"""The definitions that the office's figures stand on, so that the town can tell whose differ."""

from typing import Any

from sqlalchemy.orm import Session

from desktop.services.indicators import defined

# All that the tables of the monthly report show, and so its consolidation.
CODES = ("K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08", "K09", "K13", "K17")


def definitions(session: Session) -> dict[str, dict[str, Any]]:
    """By code: `digest`, `name`, `words` (one line; with the words of what it names, where the office rewrote that) and
    `content`, from which it could be evaluated again."""
    known = defined.definitions(session)
    return {
        code: {
            "digest": defined.digest_of(known, code),
            "name": known[code].name,
            "words": "".join(one.words for one in (known[code], *defined.named_anew(known, code))),
            "content": known[code].as_json(),
        }
        for code in CODES
    }
