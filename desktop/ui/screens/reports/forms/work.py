"""A form while it is being mapped: its cells, what is proposed for the others, and what can be taken back."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from desktop.domain.cell_names import At
from desktop.domain.form_mapping.fillings import Figure, Filling, ListColumn, Of, Rows
from desktop.domain.form_mapping.labels import Labels, labels_of, shortened
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.services.town_forms.choosing import ground
from desktop.services.town_forms.keeping import Renamed
from desktop.services.town_forms.list_layout import record_top
from desktop.services.town_forms.matching import Matched
from desktop.services.town_forms.opening import OpenForm
from desktop.services.town_forms.proposals import Proposal
from desktop.services.town_forms.proposing_lists import first_columns, in_order
from desktop.ui.screens.reports.forms.marks import Mark, Marked

KEPT_UNDO = 100


class Work:
    """`form_id` is None for a form that is not kept yet; `seen` is the version on which a save must stand."""

    def __init__(self, form: OpenForm, matched: Matched | None = None, mapping: Mapping | None = None) -> None:
        self.form = form
        self.matched = matched
        kept = matched.kept if matched else None
        self.form_id: int | None = kept.id if kept else None
        self.name, self.seen = (kept.name, kept.seen) if kept else ("", 0)
        self.mapping = mapping or (matched.carried.mapping if matched else Mapping())
        self.saved = kept.mapping if kept and kept.form.digest == form.digest else None
        self.proposals: tuple[Proposal, ...] = ()
        self.shown: dict[Spot, str] = {}
        self._before: list[Mapping] = []

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.mapping.cells) if self.saved is None else self.mapping != self.saved

    @property
    def undoable(self) -> bool:
        return bool(self._before)

    def labels(self, spot: Spot) -> Labels:
        """The words by which a cell is known."""
        grid = self.form.grid(spot.sheet)
        return labels_of(grid, spot.at) if grid else Labels()

    def about(self, spot: Spot) -> str:
        """What the reader knows a cell by."""
        grid = self.form.grid(spot.sheet)
        own = shortened(grid.text(spot.at), 30) if grid else ""
        return self.labels(spot).words or (f"原文:{own}" if own else "旁边没有文字")

    def mapped(self, spot: Spot) -> Mapped | None:
        """What fills a cell; inside a list, the list."""
        found = self.mapping.at(spot)
        return found or next((one for one, _ in self._lists(spot.sheet) if spot in self._room(one)), None)

    def list_near(self, spot: Spot) -> Mapped | None:
        """The list in whose first record a cell stands, mapped there or not: a further column may be added to it."""
        return next((one for one, rows in self._lists(spot.sheet) if 0 <= _below(one, spot) < rows.height), None)

    def length(self, mapped: Mapped) -> tuple[int, int]:
        """How many records a list would have now, and for how many the form has room."""
        assert isinstance(mapped.filling, Rows)
        rows, start, first = mapped.filling, mapped.spot.at[0], mapped.filling.columns[0]

        def records(spots: Iterable[Spot]) -> int:
            own = (spot for spot in spots if spot.sheet == mapped.spot.sheet and spot.at[0] >= start)
            return len({spot.at for spot in own if rows.column_at(start, spot.at) is first})

        return records(self.shown), records(self._room(mapped))

    def proposal(self, spot: Spot) -> Proposal | None:
        """What is proposed for a cell."""
        return next((one for one in self.proposals if one.spot == spot), None)

    def put(self, spot: Spot, filling: Filling) -> None:
        """Let a cell be filled so."""
        self._change(self.mapping.with_cells([Mapped(spot, filling, self.labels(spot))]))

    def put_list(self, spot: Spot, rows: Rows) -> None:
        """Let a list begin at a cell, with the columns that are headed there."""
        grid = self.form.grid(spot.sheet)
        if grid is None:
            return
        start, made = record_top(grid, spot.at), first_columns(grid, rows, spot.at)
        first = Spot(spot.sheet, (start, made.columns[0].column))
        columns = tuple(
            replace(column, labels=self.labels(Spot(spot.sheet, at)))
            for column, at in zip(made.columns, made.places(start, 0), strict=True)
        )
        self._change(self.mapping.with_cells([Mapped(first, replace(made, columns=columns), self.labels(first))]))

    def put_column(self, of: Mapped, spot: Spot, content: Of | Figure | str) -> None:
        """Let a column of a list be filled so."""
        rows = of.filling
        assert isinstance(rows, Rows)
        start, there = of.spot.at[0], rows.column_at(of.spot.at[0], spot.at)
        line = _below(of, spot) % rows.height
        known = self.labels(Spot(spot.sheet, (start + line, spot.at[1])))
        columns = [column for column in rows.columns if column is not there]
        columns.append(ListColumn(spot.at[1], content, known, line, there is not None and there.merged))
        self._put_rows(of, rows, in_order(columns))

    def clear(self, spot: Spot) -> bool:
        """Let a cell (or a column of a list, and with its last column the list) be as it is; whether it was mapped."""
        found = self.mapped(spot)
        if found is None:
            return False
        if isinstance(found.filling, Rows) and len(found.filling.columns) > 1:
            gone = found.filling.column_at(found.spot.at[0], spot.at)
            self._put_rows(found, found.filling, [column for column in found.filling.columns if column is not gone])
        else:
            self._change(self.mapping.without(found.spot))
        return True

    def take(self, proposals: Iterable[Proposal]) -> int:
        """Take what is proposed; how many cells."""
        taken = list(proposals)
        if taken:
            self._change(self.mapping.with_cells(Mapped(one.spot, one.filling, self.labels(one.spot)) for one in taken))
        return len(taken)

    @property
    def sure(self) -> list[Proposal]:
        """The proposals that need not be looked at one by one."""
        return [one for one in self.proposals if one.sure]

    def block(self, proposal: Proposal) -> list[Proposal]:
        """All that is proposed in the same way: a column of estates."""
        if not proposal.block:
            return [proposal]
        same = (proposal.block, proposal.spot.sheet)
        return [one for one in self.proposals if (one.block, one.spot.sheet) == same]

    def confirm(self, spot: Spot) -> bool:
        """Say yes to a doubtful cell; whether it was one."""
        found = self.mapping.at(spot)
        if found is None or not found.asked:
            return False
        self._change(self.mapping.with_cells([replace(found, asked=False)]))
        return True

    def undo(self) -> bool:
        """Take the last change back."""
        if not self._before:
            return False
        self.mapping = self._before.pop()
        return True

    def kept(self, form_id: int, name: str, seen: int) -> None:
        """It was saved as it is now."""
        self.form_id, self.name, self.seen, self.saved = form_id, name, seen, self.mapping

    def called(self, renamed: Renamed) -> None:
        """It has another name now; what somebody else saved meanwhile still stands before our save."""
        self.name, self.seen = renamed.name, self.seen + (renamed.seen == self.seen + 1)

    def marks(self, sheet: str) -> dict[At, Marked]:
        """What is laid over the cells of a sheet."""
        found = {
            proposal.spot.at: Marked(Mark.PROPOSED, sure=proposal.sure)
            for proposal in self.proposals
            if proposal.spot.sheet == sheet
        }
        asked = {spot for mapped in self.mapping.asked for spot in mapped.spots()}
        for spot in ground(self.form, self.mapping):
            if spot.sheet == sheet:
                text = self.shown.get(spot, "")
                found[spot.at] = Marked(Mark.ASKED if spot in asked else Mark.FILLED, text)
        return found

    def draft(self) -> dict[str, Any]:
        """The work as JSON; a form that is kept already is not written out once more."""
        same = self.matched is not None and not self.matched.changed
        return {
            "file_name": self.form.file_name,
            "form_id": self.form_id,
            "name": self.name,
            "mapping": self.mapping.to_json(),
            "file": "" if same else b64encode(self.form.data).decode("ascii"),
        }

    def _lists(self, sheet: str) -> Iterator[tuple[Mapped, Rows]]:
        for mapped in self.mapping.cells:
            if mapped.spot.sheet == sheet and isinstance(mapped.filling, Rows):
                yield mapped, mapped.filling

    def _room(self, mapped: Mapped) -> set[Spot]:
        return set(ground(self.form, Mapping((mapped,))))

    def _put_rows(self, of: Mapped, rows: Rows, columns: Sequence[ListColumn]) -> None:
        first = Spot(of.spot.sheet, (of.spot.at[0], columns[0].column))
        made = replace(of, spot=first, filling=replace(rows, columns=tuple(columns)), labels=self.labels(first))
        self._change(self.mapping.without(of.spot).with_cells([made]))

    def _change(self, mapping: Mapping) -> None:
        if mapping != self.mapping:
            self._before = [*self._before[-KEPT_UNDO:], self.mapping]
            self.mapping = mapping


def _below(mapped: Mapped, spot: Spot) -> int:
    """How many rows below the first of a list a cell stands."""
    return spot.at[0] - mapped.spot.at[0]
