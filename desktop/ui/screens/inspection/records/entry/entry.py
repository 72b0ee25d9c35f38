"""Entering one inspection as its paper goes, from the keyboard: each answer is saved at once, nothing is lost."""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.inspection.checklist import Item
from desktop.domain.inspection.entering import InspectionAct
from desktop.services.inspection import viewing
from desktop.services.inspection.viewing import InspectionView
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.card import BETWEEN
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.inspection.records.entry import stored
from desktop.ui.screens.inspection.records.entry.acts import Acts
from desktop.ui.screens.inspection.records.entry.head_line import HeadLine
from desktop.ui.screens.inspection.records.entry.history import HistoryCard
from desktop.ui.screens.inspection.records.entry.item_card import ItemCard
from desktop.ui.screens.inspection.records.entry.lines import SheetLines
from desktop.ui.screens.inspection.records.entry.photo_desk import PhotoDesk
from desktop.ui.screens.inspection.records.entry.saving import Saving
from desktop.ui.screens.inspection.records.entry.score_card import ScoreCard
from desktop.ui.screens.inspection.records.entry.sheet import AnswerSheet
from desktop.ui.screens.inspection.records.entry.sheet_head import framed
from desktop.ui.screens.inspection.records.entry.title_line import TitleLine
from desktop.ui.screens.inspection.records.entry.tray import Tray

LEGEND = "数字键填结果 · 空格没问题 · N不适用 · 退格清除 · B备注 · P照片 · G当场已改 · Enter下一项 · Ctrl+Enter完成"


class Entry(QWidget):
    """Shows one inspection; `left` when the user goes back to the list."""

    left = Signal()
    print_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._read = Latest()
        self.view: InspectionView | None = None
        self._finishing = False
        self._wanted: int | None = None
        self.lines = SheetLines()
        self.sheet = AnswerSheet(self.lines, "inspection.sheet")
        self.title = TitleLine()
        self.head = HeadLine(desk.now)
        self.score = ScoreCard(self.lines)
        self.item = ItemCard(self.sheet, desk.background)
        self.history = HistoryCard()
        self.tray = Tray(desk.background)
        self.saving = Saving(desk, self.lines, self.head, self.title)
        self.acts = Acts(desk, self, self.reload)
        self.photos = PhotoDesk(desk, self.sheet, self.item, self.tray)
        self._legend = label(LEGEND, "muted", name="inspection.legend")
        self._lay_out()
        self._connect()

    def load(self, inspection_id: int) -> None:
        """Read an inspection and show it; what was typed on the one before is kept first."""
        self.keep_typed()
        if self.view is not None and self.view.id == inspection_id and self.saving.missing:
            self.saving.again()  # reading it anew would lose what could not be saved
            self.sheet.setFocus()
            return
        if self.saving.flying:
            self._wanted = inspection_id  # read once everything is stored, so that nothing older is shown
            return
        task = self._read(self.desk.background.read(viewing.view, inspection_id))
        task.then(self.show_view, self._not_read)

    def reload(self) -> None:
        """Read it anew, as after an act."""
        if self.view is not None:
            self.load(self.view.id)

    def show_view(self, view: InspectionView) -> None:
        """Show an inspection as it is stored."""
        before = self.sheet.code if self.view is not None and self.view.id == view.id else ""
        self.view, self._finishing = view, False
        editable = InspectionAct.ENTER in view.may
        self.saving.begin(view)
        self.lines.begin(view.checklist, stored.entered(view, self.desk.files), editable)
        self.title.show_view(view)
        self.head.show_head(view.head, editable, self.desk.now())
        self.item.forget()
        self.photos.begin(view)
        self.history.show_view(view)
        self.history.setVisible(not editable)
        self._legend.setVisible(editable)
        self.sheet.show_only(None)
        if before:
            self.sheet.go_to(before)
        elif editable:
            self.sheet.go_on()
        else:
            self.sheet.go_to(next(iter(view.score.failed), next(view.checklist.items()).code))
        self.sheet.setFocus()

    def keep_typed(self) -> None:
        """Send what waits for a pause in typing to be saved."""
        self.item.keep_remark()
        if self.head.typed and (head := self.head.value()) is not None:
            self.saving.keep_head(head)

    def finish(self) -> None:
        """Save what is still unsaved, then ask for the foot of the sheet and finish."""
        if not self.lines.editable:
            return
        self.item.keep_remark()
        if wrong := next((code for code in self.lines.typed if code in self.lines.problems), None):
            self.sheet.go_to(wrong)
            self.desk.say(self.lines.problems[wrong], Tone.OVERDUE)
            return
        if not self.head.complete():
            return
        if (head := self.head.value()) is not None:
            self.saving.keep_head(head)
        self.saving.again()
        self._finishing = True
        if not self.saving.flying:
            self._settled()

    def show_failed_only(self, only: bool) -> None:
        """Hide what is without a fault, or show everything."""
        if self.view is not None:
            failed = self.lines.score.failed
            self.sheet.show_only(failed if only else None)
            if only and failed and self.sheet.code not in failed:
                self.sheet.go_to(failed[0])

    def print_sheet(self) -> None:
        """Ask for its sheet on paper."""
        if self.view is not None:
            self.print_wanted.emit(self.view.id)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_typed()
        super().hideEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc leads back to the list here, not to the screen before."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_escape(event):
            super().keyPressEvent(event)
        elif self.sheet.hasFocus() or not self.lines.editable:
            self.leave()
        else:
            self.sheet.setFocus()

    def leave(self) -> None:
        """Back to the list; what was typed is being saved."""
        self.keep_typed()
        self.left.emit()

    # in between

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(BETWEEN)
        right.addWidget(self.score)
        right.addWidget(self.item, 3)
        right.addWidget(self.history, 2)
        side = QWidget()
        side.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(current().px(300))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(BETWEEN)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(framed(self.sheet), 1)
        left.addWidget(self.tray)
        left.addWidget(self._legend)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addLayout(left, 1)
        row.addWidget(side)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.head, 1, 0)
        grid.addLayout(row, 2, 0)
        grid.setRowStretch(2, 1)
        order = [*self.title.buttons(), *(self.head.editors[name] for name in self.head.editors)]
        for one, other in pairwise([*order, self.sheet, self.item.remark, self.tray.list]):
            QWidget.setTabOrder(one, other)  # as the eye goes

    def _connect(self) -> None:
        self.sheet.remark_wanted.connect(self.item.remark.setFocus)
        self.photos.told.connect(self.title.say)
        self.title.left.connect(self.leave)
        self.title.finish_wanted.connect(self.finish)
        self.title.print_wanted.connect(self.print_sheet)
        self.title.findings_wanted.connect(self._see_findings)
        self.title.failed_only.connect(self.show_failed_only)
        self.title.act_wanted.connect(self._act)
        self.score.section_wanted.connect(self._go_to_row)
        self.saving.settled.connect(self._settled)

    def _settled(self) -> None:
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.load(wanted)
        if not self._finishing:
            return
        self._finishing = False
        if missing := self.saving.missing:
            self.desk.say("还有内容没有保存,请看标红的项,再按一次 Ctrl+Enter。", Tone.OVERDUE)
            if codes := [code for code in missing if code]:
                self.sheet.go_to(codes[0])
        elif self.view is not None:
            self.acts.finish(self.view, self.lines.score)

    def _go_to_row(self, row: int) -> None:
        item = self.lines.item_at(row)
        if isinstance(item, Item):
            self.sheet.go_to(item.code)
            self.sheet.setFocus()

    def _act(self, act: InspectionAct) -> None:
        if self.view is not None:
            self.acts.ask_why(act, self.view)

    def _see_findings(self) -> None:
        if self.view is not None:
            self.desk.go("inspection", ("findings", {"inspection": self.view.id}))

    def _not_read(self, error: object) -> None:
        self.desk.say(str(error), Tone.OVERDUE)
        self.left.emit()


def _is_escape(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape and not event.modifiers()
