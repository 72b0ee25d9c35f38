"""The chain of hashes under every history: each act's hash covers the act and the hash before it."""

import hashlib
import json
from datetime import datetime
from typing import Any

START = "0" * 64
# Built once: building it for every link takes longer than the link.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(previous: str, covered: tuple[Any, ...]) -> str:
    """The hash of an act that follows the one hashed `previous`."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in covered]
    payload = _ENCODER.encode([previous, *plain])
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()
