"""What can be done with the current cell: taking proposals, choosing, counting otherwise, clearing, undoing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop.domain.form_mapping.fillings import Figure, Filling, Of, ReportCell, Rows
from desktop.services.town_forms import choosing
from desktop.services.town_forms.choosing import Choice
from desktop.services.town_forms.proposals import Proposal
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.screens.reports.forms.cell_card import CellCard
from desktop.ui.screens.reports.forms.sheet_card import SheetCard
from desktop.ui.screens.reports.forms.work import Work
from desktop.ui.screens.reports.over import OverExtent


class CellActs(QObject):
    """`work` is the form that is open, `choices` what may stand in a cell of its own; `changed` follows every act."""

    def __init__(
        self,
        desk: Desk,
        sheet: SheetCard,
        cell: CellCard,
        over: OverExtent,
        changed: Callable[[], object],
        failed: Callable[[object], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.desk, self.sheet, self.cell, self.over = desk, sheet, cell, over
        self.work: Work | None = None
        self.choices: Sequence[Choice] = ()
        self._changed, self._failed = changed, failed
        self._choosing = Latest()
        sheet.moved.connect(self.moved)
        sheet.view.picked.connect(self.pick)
        sheet.view.cleared.connect(self.clear)
        cell.filled.connect(self._filled)
        cell.chosen.connect(self._chosen)
        for pressed, act in (
            (sheet.sure, self.take_sure),
            (sheet.undo, self.undo),
            (cell.take, self.take),
            (cell.take_block, self.take_block),
            (cell.confirm, self.confirm),
            (cell.drop, self.clear),
        ):
            pressed.clicked.connect(act)

    def pick(self) -> None:
        """Enter on a cell: say yes to it, take what is proposed, or go and look for something."""
        spot = self.sheet.spot
        if self.work is None or spot is None:
            return
        if self.confirm():
            return
        if self.work.mapped(spot) is None and self.work.proposal(spot) is not None:
            self.take()
        else:
            self.cell.search.begin()

    def take(self) -> None:
        """Take what is proposed for the current cell."""
        if (proposal := self._proposal()) is not None and self.work is not None:
            self.work.take([proposal])
            self._changed()

    def take_block(self) -> None:
        """Take what is proposed for the current cell and all that belong with it."""
        if (proposal := self._proposal()) is not None and self.work is not None:
            count = self.work.take(self.work.block(proposal))
            self._changed()
            self.desk.say(f"已采纳{count}格。", Tone.DONE, "撤销", self.undo)

    def take_sure(self) -> None:
        """Take every proposal that is sure."""
        if self.work is not None and (count := self.work.take(self.work.sure)):
            self._changed()
            left = ",虚线框里的请逐个看" if self.work.proposals else ""
            self.desk.say(f"已采纳{count}格{left}。", Tone.DONE, "撤销", self.undo)

    def clear(self) -> None:
        """Let the current cell be as it is."""
        spot = self.sheet.spot
        if self.work is not None and spot is not None and self.work.clear(spot):
            self._changed()

    def confirm(self) -> bool:
        """Say yes to a doubtful cell; whether it was one."""
        spot = self.sheet.spot
        if self.work is None or spot is None or not self.work.confirm(spot):
            return False
        self._changed()
        return True

    def undo(self) -> None:
        """Take the last change back."""
        if self.work is not None and self.work.undo():
            self._changed()

    def to_asked(self) -> None:
        """The next cell to be confirmed, or with a proposal that is not sure."""
        work, here = self.work, self.sheet.spot
        if work is None:
            return
        spots = [mapped.spot for mapped in work.mapping.asked] or [one.spot for one in work.proposals]
        if spots:
            at = spots.index(here) + 1 if here in spots else 0
            self.sheet.go_to(spots[at % len(spots)])
            self.sheet.view.setFocus()

    def moved(self) -> None:
        """Another cell is current: show it, and what may stand there."""
        work, spot = self.work, self.sheet.spot
        if work is None or spot is None:
            return
        self.cell.show_cell(work, spot)
        mapped = work.mapped(spot) or work.list_near(spot)
        rows = mapped.filling if mapped is not None and isinstance(mapped.filling, Rows) else None
        if rows is None:
            self.cell.set_choices(self.choices)
            self._choosing.forget()
            return
        desk = self.desk
        task = desk.background.read(choosing.column_choices, rows, self.over.whole_extent, desk.operator, desk.now())
        self._choosing(task).then(self.cell.set_choices, self._failed)

    def _filled(self, made: Filling) -> None:
        """Another way to count or to write what fills the cell."""
        work, spot = self.work, self.sheet.spot
        if work is None or spot is None:
            return
        mapped = work.mapped(spot)
        if mapped is not None and isinstance(mapped.filling, Rows) and isinstance(made, Figure):
            work.put_column(mapped, spot, made)
        else:
            work.put(spot, made)
        self._changed()

    def _chosen(self, choice: Choice) -> None:
        """Something was taken from the list."""
        work, spot = self.work, self.sheet.spot
        if work is None or spot is None:
            return
        near = work.mapped(spot) or work.list_near(spot)
        match choice.filling:
            case ReportCell(row="", column="") as report:
                desk = self.desk
                task = desk.background.read(
                    choosing.report_choices, report.source, self.over.whole_extent, desk.operator, desk.now()
                )
                self._choosing(task).then(self._show_report, self._failed)
                return
            case Rows() as rows:
                work.put_list(spot, rows)
            case Figure() | Of() | str() as content if near is not None and isinstance(near.filling, Rows):
                work.put_column(near, spot, content)
            case Of() | str():
                return
            case filled:
                work.put(spot, filled)
        self._changed()
        self.sheet.view.setFocus()

    def _show_report(self, found: list[Choice]) -> None:
        self.cell.set_choices(found)
        self.cell.search.line.clear()
        self.cell.search.begin()
        if not found:
            self.desk.say("这张报表这一期没有可以逐格取的数,请换一张。")

    def _proposal(self) -> Proposal | None:
        spot = self.sheet.spot
        return self.work.proposal(spot) if self.work is not None and spot is not None else None
