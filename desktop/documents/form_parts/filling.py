"""Filling a town's form: values into cells and lists that grow by rows; nothing else in the file changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.documents.form_parts.cell_values import Value
from desktop.documents.form_parts.package import FormPackage


@dataclass(frozen=True, slots=True)
class Put:
    """A value for a cell ("C5", as it is named in the form before any list grows).

    A merged area is written at its top left, whichever of its cells is named. Text is a string cell whatever it
    begins with; None and "" clear the cell. A date or moment stands as a true date. `number_format` ("0.0%") is used
    only where the cell has no number format of its own (General or text); a date without one gets yyyy-mm-dd.
    """

    cell: str
    value: Value
    number_format: str | None = None


@dataclass(frozen=True, slots=True)
class Grow:
    """A list: `rows` of values go to `columns` ("A", "C", …) from row `row` of the form on.

    `room` is how many rows the form already has for it (at least 1, the pattern). Where there are more values, rows
    are inserted in the form's own style before the last of the room (after it where the room is one row), and all
    below moves down. Where there are fewer, the rest of the room is cleared in these columns, or left as it is
    (`clear_rest` False). `formats` are number formats of the columns, used as in `Put`.
    """

    sheet: str
    row: int
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    room: int = 1
    clear_rest: bool = True
    formats: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Inserted:
    """`count` rows were put in after row `after` of the form; what stood below moved down by as many."""

    sheet: str
    after: int
    count: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form: the file, and where it got longer."""

    data: bytes
    inserted: tuple[Inserted, ...] = field(default=())


def fill(
    package: FormPackage,
    puts: Mapping[str, Iterable[Put]],
    grows: Sequence[Grow] = (),
    replace_formulas: bool = False,
) -> Filled:
    """Fill a form; `puts` by sheet name. All places are named as in the form, before any list grows.

    Raise Refused, keyed by "sheet!cell", for: a sheet or cell that the form does not have, a formula that would be
    overwritten (unless `replace_formulas`), a value for a cell inside a list that grows, lists that lie across each
    other, rows beyond the last of a sheet, and an array formula that a growing list would cut.
    Formulas that may change lose their kept results and are computed when the file is opened; every part that does
    not change is byte for byte the same.
    """
    raise NotImplementedError
