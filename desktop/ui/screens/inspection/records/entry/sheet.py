"""The sheet as it is filled in: one item after the other, with the keys alone or with the mouse."""

from collections.abc import Collection
from fractions import Fraction

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from desktop.domain.inspection.checklist import Item, Section
from desktop.domain.inspection.scoring import Answer, faultless
from desktop.ui.screens.inspection.records.entry import answering
from desktop.ui.screens.inspection.records.entry.columns import boxes, columns
from desktop.ui.screens.inspection.records.entry.lines import SheetLines
from desktop.ui.screens.inspection.records.entry.painting import SheetPainter

Index = QModelIndex | QPersistentModelIndex
# Keys, their words, as the legend and F1 show them.
KEYS = (
    ("↑ ↓ Enter", "上一项、下一项"),
    ("数字键", "填结果、选第几档"),
    ("空格", "没有问题"),
    ("N 或 -", "这一项不适用"),
    ("退格", "清除这一项"),
    ("B", "写备注"),
    ("P", "添加照片"),
    ("Ctrl+V", "粘贴照片"),
    ("G", "当场已改"),
    ("PgUp PgDn", "上、下一部分"),
    ("Ctrl+↓", "下一个没查的"),
)
AHEAD = 2  # rows to be seen below the current one
_FLAG = QItemSelectionModel.SelectionFlag


class AnswerSheet(QListView):
    """Holds one item current; `came(code)` tells which. What is asked beside it comes as `remark_wanted` and so on."""

    came = Signal(str)
    dropped = Signal(str, object)  # an item's code, and the files or the picture brought to it
    remark_wanted = Signal()
    photo_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, lines: SheetLines, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_lines = lines
        self._fresh = True  # the next digit begins a number anew
        self.setObjectName(name)
        self.setAccessibleName("检查项目")
        self.setItemDelegate(SheetPainter(lines, self))
        self.setModel(lines)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its coming would set all rows anew
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # letters are commands here
        self.setAcceptDrops(True)
        lines.scored.connect(self.viewport().update)  # the headings' sums

    @property
    def code(self) -> str:
        """The current item's code, or nothing."""
        item = self.sheet_lines.item_at(self.currentIndex().row())
        return item.code if item else ""

    def go_to(self, code: str) -> None:
        """Make an item current and show it."""
        self._go(self.sheet_lines.row_of(code))

    def go_on(self) -> None:
        """To the first item without an answer, else to the first item."""
        row = self.sheet_lines.unanswered()
        self._go(1 if row is None else row)

    def show_only(self, codes: Collection[str] | None) -> None:
        """Hide all other items, and the headings; None shows everything."""
        for row, line in enumerate(self.sheet_lines.lines):
            self.setRowHidden(row, codes is not None and line.code not in codes)

    def step(self, by: int) -> None:
        """To the next (1) or the previous (-1) item."""
        row = self.currentIndex().row() + by
        while 0 <= row < self.sheet_lines.rowCount() and (
            self.sheet_lines.item_at(row) is None or self.isRowHidden(row)
        ):
            row += by  # over headings
        self._go(row)

    def step_section(self, by: int) -> None:
        """To the first item of the next or the previous section."""
        row = self.currentIndex().row()
        heads = [at for at, line in enumerate(self.sheet_lines.lines) if isinstance(line, Section)]
        later = [at for at in heads if at > row] if by > 0 else [at for at in heads if at < row - 1][::-1]
        if later:
            self._go(later[0] + 1)

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self._fresh = True
        if left := self.sheet_lines.item_at(before.row()):
            self.sheet_lines.leave(left.code)
        if item := self.sheet_lines.item_at(now.row()):
            self.came.emit(item.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif not (self._moved(event.key(), held) or (not held and self._entered(event))):
            event.ignore()  # Ctrl+Enter, Esc and the window's keys are for others

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        item = self.sheet_lines.item_at(index.row())
        if item is None:
            return
        self._go(index.row())
        places = boxes(item, columns(self.visualRect(index)).result)
        for at, box in enumerate(places):
            if box.contains(event.position().toPoint()):
                self.choose(at)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.sheet_lines.editable and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.sheet_lines.item_at(self.indexAt(event.position().toPoint()).row()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        if item := self.sheet_lines.item_at(self.indexAt(event.position().toPoint()).row()):
            self.go_to(item.code)
            self.dropped.emit(item.code, event.mimeData())
            event.acceptProposedAction()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._fresh = True
        self.viewport().update()

    def _moved(self, key: int, held: Qt.KeyboardModifier) -> bool:
        match key, held:
            case ((Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down), Qt.KeyboardModifier.NoModifier):
                self.step(1)
            case Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier:
                self.step(-1)
            case Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier:
                self.step_section(1)
            case Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier:
                self.step_section(-1)
            case Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier:
                self._go(1)
            case Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier:
                self._go(self.sheet_lines.rowCount() - 1)
            case Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier:
                if (row := self.sheet_lines.unanswered(self.currentIndex().row())) is not None:
                    self._go(row)
            case _:
                return False
        return True

    def _entered(self, event: QKeyEvent) -> bool:
        """What a key without Ctrl enters on the current item; False where it is no key of the sheet."""
        if (item := self._item()) is None:
            return False
        match event.key():
            case Qt.Key.Key_Space:
                self._take(item, answering.toggled(item, self.sheet_lines.entered(item.code).answer))
            case Qt.Key.Key_N | Qt.Key.Key_Minus:
                self.leave_out()
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete:
                self._shorten(item, wholly=event.key() == Qt.Key.Key_Delete)
            case Qt.Key.Key_B:
                self.remark_wanted.emit()
            case Qt.Key.Key_P:
                self.photo_wanted.emit()
            case Qt.Key.Key_G:
                self.fix()
            case _ if len(event.text()) == 1 and event.text() in "0123456789.":
                self._digit(item, event.text())
            case _:
                return False
        return True

    def choose(self, at: int) -> None:
        """Tick the box at this place of the current item."""
        if item := self._item():
            self._take(item, Answer(Fraction(at)))

    def settle(self) -> None:
        """The current item is without a fault."""
        if item := self._item():
            self._take(item, faultless(item))

    def leave_out(self) -> None:
        """The current item does not apply; or does again."""
        if item := self._item():
            self._take(item, Answer(applicable=not self.sheet_lines.entered(item.code).answer.applicable))

    def fix(self) -> None:
        """The fault was put right while the inspectors stood there; or was not."""
        if item := self._item():
            self.sheet_lines.put(item.code, fixed_on_spot=not self.sheet_lines.entered(item.code).fixed_on_spot)
            self.sheet_lines.edited.emit(item.code)

    def _item(self) -> Item | None:
        """The current item while answers may be entered."""
        return self.sheet_lines.item_at(self.currentIndex().row()) if self.sheet_lines.editable else None

    def _digit(self, item: Item, key: str) -> None:
        if labels := answering.choices(item):
            if key.isdecimal() and 1 <= int(key) <= len(labels):
                self.choose(int(key) - 1)
            return
        lines = self.sheet_lines
        answer = lines.entered(item.code).answer
        before = "" if self._fresh else lines.typed.get(item.code, answering.written(item, answer))
        if (typed := answering.longer(item, before, key)) is not None:
            self._fresh = False
            lines.type_in(item.code, typed)

    def _shorten(self, item: Item, wholly: bool) -> None:
        lines = self.sheet_lines
        answer = lines.entered(item.code).answer
        typed = lines.typed.get(item.code) or answering.written(item, answer)
        if wholly or not typed:
            self._take(item, Answer())
        else:
            self._fresh = False
            lines.type_in(item.code, typed[:-1])

    def _take(self, item: Item, answer: Answer) -> None:
        self._fresh = True
        self.sheet_lines.typed.pop(item.code, None)
        self.sheet_lines.answer(item.code, answer)

    def _go(self, row: int) -> None:
        if self.sheet_lines.item_at(row) is None:
            return
        index = self.sheet_lines.index(row)
        self.selectionModel().setCurrentIndex(index, _FLAG.ClearAndSelect)
        around = [row - 1] if self.sheet_lines.item_at(row - 1) is None else []
        for near in (*around, min(row + AHEAD, self.sheet_lines.rowCount() - 1), row):
            self.scrollTo(self.sheet_lines.index(near))
