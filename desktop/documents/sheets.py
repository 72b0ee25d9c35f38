"""A printed form as data: title, labelled boxes, long texts, tables, signatures; laid out and drawn elsewhere."""

from dataclasses import dataclass
from enum import Enum


class PaperSize(Enum):
    """Width and height in millimetres, upright."""

    A3 = (297, 420)
    A4 = (210, 297)
    A5 = (148, 210)


@dataclass(frozen=True, slots=True)
class Box:
    """A label and what stands beside it; `share` is its part of the row's width."""

    label: str
    text: str
    share: int = 1


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes side by side, as high as the highest."""

    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class LongText:
    """A text over the whole width that may go on on the next page; at least `lines` lines high, for handwriting.

    `foot` stands at the lower right of the box: 签字:      年  月  日.
    """

    label: str
    text: str
    lines: int = 2
    foot: str = ""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a printed table; `share` is its part of the width."""

    title: str
    share: int = 1
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its heading repeated on every page; each row is at least `lines` lines high, for handwriting."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Band:
    """A heading over the whole width of the form, between two groups of boxes."""

    text: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, side by side: 签收人, 签收时间."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A dashed line to cut along, with the name of what is below it: 存根."""

    name: str


Part = Boxes | LongText | Grid | Band | Signatures | Cut


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: `head` is the body that issues it, over the title; `mark` says which copy it is; `left` and `right`
    stand over the grid, `foot` at the bottom of every page. `one_page` shrinks the letters, and shortens the longest
    text with a remark at last, rather than begin a second page."""

    title: str
    parts: tuple[Part, ...]
    left: str = ""
    right: str = ""
    foot: str = ""
    size: PaperSize = PaperSize.A4
    one_page: bool = False
    head: str = ""
    mark: str = ""
