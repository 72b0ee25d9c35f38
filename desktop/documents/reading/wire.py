"""The lines between the parent and the reading child: JSON, one frame a line, dates marked as such."""

import json
from datetime import date, datetime
from typing import Any

from desktop.domain.wording.cleaning import Cell

Frame = dict[str, Any]
CHUNK = 500  # rows a frame


def encode(frame: Frame) -> bytes:
    """One line of UTF-8 with its line end."""
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"), default=_marked).encode() + b"\n"


def decode(line: bytes) -> Frame:
    """The frame of one line; raise ValueError where it is none."""
    frame = json.loads(line, object_hook=_revived)
    if not isinstance(frame, dict):
        raise ValueError("not a frame")
    return frame


def _marked(value: object) -> dict[str, str]:
    match value:
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
    raise TypeError(type(value).__name__)


def _revived(fields: Frame) -> Frame | Cell:
    match fields:
        case {"moment": str(text)}:
            return datetime.fromisoformat(text)
        case {"day": str(text)}:
            return date.fromisoformat(text)
    return fields
