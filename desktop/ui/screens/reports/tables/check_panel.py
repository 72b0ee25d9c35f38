"""What the self-check found, one under the other; choosing one goes to its cell."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem

from desktop.services.checking import Disagreement, Severity
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import icon_button
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.tables.two_lines import two_line_list

HIGH = 190  # design pixels


class CheckPanel(Card):
    """`chosen` comes with a disagreement; `closed` when it is put away."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("自检", "reports.check")
        self.found: Sequence[Disagreement] = ()
        self.list = two_line_list("reports.check.list", "自检发现的不一致")
        self.list.setWordWrap(False)
        self.add_action(icon_button("close", "收起自检 (Esc)", "reports.check.close", self.close_panel))
        self.add(self.list, 1)
        self.setFixedHeight(current().px(HIGH))
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _: self._choose(self.list.currentRow()))
        self.hide()

    def show_found(self, found: Sequence[Disagreement]) -> None:
        """Show them; nothing found closes the panel."""
        self.found = found
        self.list.blockSignals(True)
        self.list.clear()
        for each in found:
            inside = "·".join(filter(None, (each.where.row, each.where.column)))
            first = f"{each.severity.label} {inside}:{each.what}" if inside else f"{each.severity.label}:{each.what}"
            item = QListWidgetItem(f"{first}\n{each.rule.value} {each.rule.label} · {each.where.sheet}")
            must = each.severity is Severity.MUST
            item.setIcon(icons.icon("warning" if must else "info", "overdue" if must else "due_soon"))
            item.setToolTip(f"{each.rule.value} {each.rule.label}\n{each.where.words}\n{each.what}")
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.set_title(f"自检:{counted(found)}")
        self.setVisible(bool(found))

    def close_panel(self) -> None:
        """Put it away."""
        self.hide()
        self.closed.emit()

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self.found):
            self.chosen.emit(self.found[at])


def counted(found: Sequence[Disagreement]) -> str:
    """2处必须改,1处请核实."""
    must = sum(each.severity is Severity.MUST for each in found)
    parts = [f"{must}处必须改" if must else "", f"{len(found) - must}处请核实" if len(found) > must else ""]
    return ",".join(filter(None, parts)) or "没有发现不一致"
