"""The letters of an inspection sheet: 仿宋 to read, 黑体 for headings and beside boxes, 小标宋 for the title."""

from dataclasses import dataclass, field

from desktop.paper import fonts
from desktop.paper.inspection import measures as m
from desktop.paper.inspection.canvas import Face
from desktop.paper.pages import POINT


@dataclass(frozen=True, slots=True)
class Faces:
    """Made once for a stack of sheets; the fitted ones go from large to small."""

    title: tuple[Face, ...] = field(default_factory=lambda: _titles(18, 16, 14, 12))
    again: tuple[Face, ...] = field(default_factory=lambda: _titles(14, 12, 10))
    facts: tuple[Face, ...] = field(default_factory=lambda: tuple(Face.of(fonts.BODY, size) for size in (10.5, 9, 8)))
    body: Face = field(default_factory=lambda: Face.of(fonts.BODY, m.TEXT_SIZE))
    small: Face = field(default_factory=lambda: Face.of(fonts.BODY, m.SMALL_SIZE))
    beside: Face = field(default_factory=lambda: Face.of(fonts.HEADING, m.SMALL_SIZE))
    section: Face = field(default_factory=lambda: Face.of(fonts.HEADING, m.TEXT_SIZE, bold=True))
    heading: Face = field(default_factory=lambda: Face.of(fonts.HEADING, m.TEXT_SIZE))


def _titles(*sizes: float) -> tuple[Face, ...]:
    return tuple(Face(fonts.title_font(size * POINT)) for size in sizes)
