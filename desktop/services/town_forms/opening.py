"""A town's workbook opened: its bytes, the look of its sheets, and what stands in them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from desktop.documents.form_parts.converting import as_form
from desktop.documents.form_parts.look import CellLook, SheetLook, sheet_look
from desktop.documents.form_parts.package import FormPackage, open_form
from desktop.domain.form_mapping.grid import Grid
from desktop.domain.form_mapping.mapping import Spot
from desktop.services.town_forms.grids import grid_of

_CONVERTED = "这是旧格式的.xls,已转换成.xlsx,填好后存成.xlsx;请对照原表看一遍。"
_EDGE_WIDTH, _EDGE_HEIGHT = 72, 20  # pixels


@dataclass(frozen=True)
class OpenForm:
    """`looks` are the sheets with an empty row and column at the edge, which may be filled too, hidden sheets last;
    `grids` is what stands in them; `losses` what the conversion of an .xls loses."""

    file_name: str
    package: FormPackage
    looks: tuple[SheetLook, ...]
    grids: tuple[Grid, ...]
    losses: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        return self.package.data

    @cached_property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()

    def grid(self, sheet: str) -> Grid | None:
        return next((grid for grid in self.grids if grid.name == sheet), None)

    def cell(self, spot: Spot) -> CellLook | None:
        """How a cell looks; None for one without any style or content."""
        look = next((look for look in self.looks if look.name == spot.sheet), None)
        return look.cells.get(spot.at) if look else None


def open_path(path: Path, report: Callable[[int, int], None] = lambda _done, _total: None) -> OpenForm:
    """Open an .xlsx, or an .xls converted; Refused with what to do for what is no form."""
    report(0, 3)
    converted = as_form(path)
    report(1, 3)
    losses = (_CONVERTED, *converted.losses) if path.suffix.lower() == ".xls" else converted.losses
    return _opened(path.name, open_form(converted.data), losses, report)


def open_bytes(file_name: str, data: bytes) -> OpenForm:
    """Open a form that was kept."""
    return _opened(file_name, open_form(data), (), lambda _done, _total: None)


def _opened(
    file_name: str, package: FormPackage, losses: tuple[str, ...], report: Callable[[int, int], None]
) -> OpenForm:
    looks = []
    for nth, sheet in enumerate(sorted(package.sheets, key=lambda sheet: sheet.hidden), 1):
        looks.append(sheet_look(package, sheet.name))
        report(1 + nth, 1 + len(package.sheets))
    grids = tuple(grid_of(look) for look in looks)
    return OpenForm(file_name, package, tuple(map(_with_edge, looks)), grids, losses)


def _with_edge(look: SheetLook) -> SheetLook:
    if look.cut:
        return look
    return replace(
        look,
        rows=look.rows + 1,
        columns=look.columns + 1,
        heights=(*look.heights, _EDGE_HEIGHT),
        widths=(*look.widths, _EDGE_WIDTH),
    )
