"""A reader of scanned sheets, as simple as can be: finds the corner marks and says which boxes are filled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import Image

from desktop.paper.inspection import measures as m
from desktop.paper.inspection.placing import BoxPlace

CORNER = 30.0  # millimetres from each corner in which its mark is looked for
DARK = 110  # of 255
FILLED = 0.25  # share of a box's inside that is dark

Point = tuple[float, float]


@dataclass(frozen=True)
class Blob:
    """Dark dots that hang together."""

    middle: Point
    side: float
    solid: bool


def read(scan: Image.Image, dpi: float, boxes: Iterable[BoxPlace]) -> set[BoxPlace]:
    """Those of the boxes (all of one page) that are filled, whichever way up the page lies."""
    marks = corner_marks(scan, dpi)
    return {box for box in boxes if _share(scan, marks, box) > FILLED}


def corner_marks(scan: Image.Image, dpi: float) -> list[Point]:
    """The middles of the marks as they lie on the page: upper left, upper right, lower left, lower right."""
    found = [_mark(scan, dpi, right, low) for low in (False, True) for right in (False, True)]
    smallest = min(range(4), key=lambda at: found[at].side)
    assert smallest in (0, 3), "the page lies on its side"
    return [blob.middle for blob in (found if smallest == 3 else found[::-1])]


def _mark(scan: Image.Image, dpi: float, right: bool, low: bool) -> Blob:
    """The solid square nearest to a corner of the scan."""
    reach = int(CORNER * dpi / 25.4)
    left, top = (scan.width - reach if right else 0), (scan.height - reach if low else 0)
    corner = (scan.width if right else 0, scan.height if low else 0)
    part = scan.crop((left, top, left + reach, top + reach))
    squares = [blob for blob in _blobs(part, (left, top)) if blob.solid and 2.0 < blob.side * 25.4 / dpi < 6.5]
    return min(squares, key=lambda blob: (blob.middle[0] - corner[0]) ** 2 + (blob.middle[1] - corner[1]) ** 2)


def _blobs(part: Image.Image, origin: tuple[int, int]) -> Iterator[Blob]:
    dots = part.load()
    seen: set[tuple[int, int]] = set()
    for y in range(part.height):
        for x in range(part.width):
            if dots[x, y] < DARK and (x, y) not in seen:
                yield _blob(dots, part.size, (x, y), seen, origin)


def _blob(dots, size, start, seen, origin) -> Blob:  # type: ignore[no-untyped-def]  # Pillow's access is not typed
    waiting, inside = [start], []
    seen.add(start)
    while waiting:
        x, y = waiting.pop()
        inside.append((x, y))
        for beside in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if 0 <= beside[0] < size[0] and 0 <= beside[1] < size[1] and beside not in seen and dots[beside] < DARK:
                seen.add(beside)
                waiting.append(beside)
    xs, ys = [x for x, _ in inside], [y for _, y in inside]
    wide, high = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
    middle = (origin[0] + sum(xs) / len(xs), origin[1] + sum(ys) / len(ys))
    return Blob(middle, len(inside) ** 0.5, len(inside) > 0.85 * wide * high and 0.8 < wide / high < 1.25)


def _share(scan: Image.Image, marks: list[Point], box: BoxPlace) -> float:
    """How much of a box's inside is dark; its frame is left out."""
    steps = [0.2 + 0.6 * at / 9 for at in range(10)]
    places = [_at(marks, box.x + box.w * across, box.y + box.h * down) for across in steps for down in steps]
    return sum(scan.getpixel(place) < DARK for place in places) / len(places)


def _at(marks: list[Point], x: float, y: float) -> tuple[int, int]:
    """Where a place in millimetres from the upper left mark lies in the scan."""
    u, v = x / m.SPAN[0], y / m.SPAN[1]
    weights = ((1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v)
    return (
        round(sum(weight * mark[0] for weight, mark in zip(weights, marks, strict=True))),
        round(sum(weight * mark[1] for weight, mark in zip(weights, marks, strict=True))),
    )
