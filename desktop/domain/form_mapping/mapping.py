"""A form's mapping: which cell of which sheet is filled with what, and by which labels it is found again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from desktop.domain.cell_names import At, cell_name, cell_place
from desktop.domain.errors import Refused
from desktop.domain.form_mapping import fillings
from desktop.domain.form_mapping.fillings import Filling, ListColumn, Rows
from desktop.domain.form_mapping.grid import Grid
from desktop.domain.form_mapping.labels import NO_LABELS, Labels, all_labels


class Spot(NamedTuple):
    """A cell of a workbook."""

    sheet: str
    at: At

    @property
    def words(self) -> str:
        """月报!B5."""
        return f"{self.sheet}!{cell_name(*self.at)}"


@dataclass(frozen=True, slots=True)
class Mapped:
    """A cell and what fills it; a list stands at its first cell. `asked` waits for somebody's yes."""

    spot: Spot
    filling: Filling
    labels: Labels = NO_LABELS
    asked: bool = False

    def spots(self) -> Iterator[Spot]:
        """The cells that the filling begins in: one, or the first record of a list."""
        if isinstance(self.filling, Rows):
            yield from (Spot(self.spot.sheet, at) for at in self.filling.places(self.spot.at[0], 0))
        else:
            yield self.spot


@dataclass(frozen=True)
class Mapping:
    """At most one filling of a cell, in the order of sheets and cells as they were mapped."""

    cells: tuple[Mapped, ...] = ()

    def at(self, spot: Spot) -> Mapped | None:
        """What fills a cell, or the list that begins in its row."""
        return next((mapped for mapped in self.cells if spot in mapped.spots()), None)

    def with_cells(self, added: Iterable[Mapped]) -> "Mapping":
        """The same with further cells; what stood in them before goes."""
        new = {mapped.spot: mapped for mapped in added}
        taken = {spot for mapped in new.values() for spot in mapped.spots()}
        kept = [mapped for mapped in self.cells if taken.isdisjoint(mapped.spots())]
        return Mapping((*kept, *new.values()))

    def without(self, spot: Spot) -> "Mapping":
        """The same without what fills this cell."""
        return Mapping(tuple(one for one in self.cells if one.spot != spot and spot not in one.spots()))

    def labelled(self, grids: Iterable[Grid]) -> "Mapping":
        """The same with the labels that its cells have in these sheets now."""
        known = {grid.name: all_labels(grid) for grid in grids}
        return Mapping(tuple(_labelled(mapped, known.get(mapped.spot.sheet, {})) for mapped in self.cells))

    @property
    def asked(self) -> tuple[Mapped, ...]:
        """The doubtful cells."""
        return tuple(mapped for mapped in self.cells if mapped.asked)

    def to_json(self) -> dict[str, Any]:
        return {
            "cells": [
                {
                    "sheet": mapped.spot.sheet,
                    "cell": cell_name(*mapped.spot.at),
                    "filling": fillings.to_json(mapped.filling),
                    "labels": mapped.labels.to_json(),
                    **({"asked": True} if mapped.asked else {}),
                }
                for mapped in self.cells
            ]
        }

    @classmethod
    def from_json(cls, kept: Any) -> "Mapping":
        """Refused where it is not what `to_json` gives."""
        try:
            return cls(
                tuple(
                    Mapped(
                        Spot(str(cell["sheet"]), cell_place(cell["cell"])),
                        fillings.from_json(cell["filling"]),
                        Labels.from_json(cell["labels"]),
                        bool(cell.get("asked")),
                    )
                    for cell in kept["cells"]
                )
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Refused("这份表格的对应关系读不出来,请重新选择各格填什么。") from error


def _labelled(mapped: Mapped, known: dict[At, Labels]) -> Mapped:
    row, nothing = mapped.spot.at[0], NO_LABELS
    if not isinstance(mapped.filling, Rows):
        return replace(mapped, labels=known.get(mapped.spot.at, nothing))
    columns: tuple[ListColumn, ...] = tuple(
        replace(column, labels=known.get((row + column.line, column.column), nothing))
        for column in mapped.filling.columns
    )
    filling = replace(mapped.filling, columns=columns)
    return replace(mapped, filling=filling, labels=known.get(mapped.spot.at, nothing))
