"""The definitions that the office's figures stand on, so that the town can tell whose differ."""

import hashlib
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.hidden_sheet import canonical
from desktop.services.counting.definitions import indicator, weights

CODES = ("K01", "K02", "K04", "K05", "K06", "K09", "K13")  # what the monthly report and its consolidation show


def definitions(session: Session) -> dict[str, dict[str, Any]]:  # noqa: ARG001
    """By code: `digest`, `name`, `words` (one line) and `content`, from which it could be evaluated again."""
    found = {}
    for code in CODES:
        known = indicator(code)
        content: dict[str, Any] = asdict(known)
        if code == "K09":
            content["weights"] = {rating.value: str(weight) for rating, weight in weights().items()}
        digest = hashlib.sha256(canonical(content)).hexdigest()
        found[code] = {"digest": digest, "name": known.name, "words": known.words, "content": content}
    return found
