"""From a figure of a report to the records behind it, on the screen where they are at home."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.timing.periods import Period
from desktop.forms.order_filter import Gathered
from desktop.services.registers.catalogue import REGISTERS
from desktop.services.reports.behind import Behind, behind
from desktop.services.reports.behind.opening import FINDINGS, INSPECTIONS, NOTICES, ORDERS
from desktop.services.reports.viewing import Sheet
from desktop.ui.desk import Desk
from desktop.ui.screens.reports.opening import open_orders
from desktop.ui.screens.reports.tables.sheet_table import SheetTable

UNITS = {ORDERS: "件", FINDINGS: "个问题", INSPECTIONS: "次检查", NOTICES: "份通知书"}


@dataclass(frozen=True, slots=True)
class At:
    """A cell of a report, to come back to."""

    report: str
    sheet: int
    row: int
    column: int


class Figures:
    """Opens the records behind a figure; where there are two kinds (a rate's two numbers), a menu asks which."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent
        self.menu: QMenu | None = None

    def open(self, at: At, sheet: Sheet, shown: SheetTable, period: Period) -> None:
        """Find what is behind the cell and show it."""
        found = shown.figure_at(shown.model().index(at.row, at.column))
        if found is None:
            return
        table = sheet.table
        row, key = found
        heading = table.columns[at.column].title
        what = f"{table.title} {shown.name_of(at.row)} {heading}"
        rect = shown.visualRect(shown.model().index(at.row, at.column))
        corner = shown.viewport().mapToGlobal(rect.bottomLeft())
        task = self._desk.background.read(behind, table.source, row, key, period, self._desk.now())
        task.while_alive(self._parent).then(partial(self._show, what, at, corner))

    def _show(self, what: str, at: At, corner: QPoint, found: Behind | None) -> None:
        known = [] if found is None else [each for each in (found, *found.others) if each.ids]
        choices = [each for at, each in enumerate(known) if each not in known[:at]]  # often one, then and now
        if not choices:
            self._desk.say("这个数背后没有可以打开的记录。")
        elif len(choices) == 1:
            self._go(what, at, choices[0])
        else:
            self.menu = QMenu(self._parent)
            for each in choices:
                text = f"{each.words} {len(each.ids):,}{UNITS.get(each.screen, '条')}"
                self.menu.addAction(text, partial(self._go, what, at, each))
            self.menu.setActiveAction(self.menu.actions()[0])
            self.menu.popup(corner)

    def _go(self, what: str, at: At, found: Behind) -> None:
        words = what if found.counts else f"{what} 背后的记录({found.words})"
        match found.screen:
            case screen if screen == ORDERS:
                open_orders(self._desk, found.ids, words, ("tables", at))
            case screen if screen == FINDINGS:
                self._desk.go("inspection", ("findings", Gathered(tuple(found.ids), words, "reports", ("tables", at))))
            case screen if screen == NOTICES:
                gathered = Gathered(tuple(found.ids), words, "reports", ("tables", at))
                self._desk.go("inspection", ("findings", ("notices", gathered)))
            case screen if screen == INSPECTIONS and len(found.ids) == 1:
                self._desk.go("inspection", ("records", found.ids[0]))
            case screen if screen in REGISTERS:
                if len(found.ids) > 1:
                    self._desk.say(f"{words}:共{len(found.ids):,}条,选中的是最近一条。")
                self._desk.go("reports", ("registers", (screen, found.ids[-1])))
            case _:
                self._desk.say(f"{words}:共{len(found.ids):,}条。")
