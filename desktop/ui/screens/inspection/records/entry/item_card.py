"""Beside the item that is being answered: what to look at, boxes to click, the remark, and its photos."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.inspection.checklist import Item, Severity, Way, points_words
from desktop.domain.inspection.scoring import faultless
from desktop.forms.fields import LongText
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.background import Background
from desktop.ui.kit.forms.editors import LongTextEdit
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.card import Card, empty
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.inspection.records.entry import answering
from desktop.ui.screens.inspection.records.entry.photo_strip import PhotoStrip
from desktop.ui.screens.inspection.records.entry.sheet import AnswerSheet

KEEP_AFTER = 800  # milliseconds without a key
REMARK = LongText(label="备注", longest=1000, hint="在哪里、什么情况")


class ItemCard(Card):
    """Follows the sheet's current item. `photos_wanted(how)` asks for files, the clipboard or a folder."""

    photos_wanted = Signal(str)  # files, paste or folder
    photo_removed = Signal(int)
    photo_opened = Signal(str)

    def __init__(self, sheet: AnswerSheet, background: Background) -> None:
        super().__init__("检查项", "inspection.item")
        self._sheet, self._lines = sheet, sheet.sheet_lines
        self._code = ""
        self._about = label("", "muted", wrap=True, name="inspection.item.about")
        self._to_enter = QWidget()  # hidden once the inspection is finished
        self._answers = Flow(gap=6)
        self._made: list[QPushButton] = []
        self._fixed = _answer("G 当场已改", "inspection.item.fixed", sheet.fix)
        self.remark = LongTextEdit(REMARK, lines=2)
        self.remark.setObjectName("inspection.remark")
        self.remark.setAccessibleName(REMARK.label)
        self.remark.setFixedHeight(current().px(58))
        self.remark.installEventFilter(self)
        self._pause = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._pause.timeout.connect(self.keep_remark)
        self.remark.edited.connect(self._typed)
        self.photos = PhotoStrip(background)
        self.photos.removed.connect(self.photo_removed)
        self.photos.opened.connect(self.photo_opened)
        self._lay_out()
        sheet.came.connect(self.show_item)
        self._lines.dataChanged.connect(lambda first: self._changed(first.row()))

    def show_item(self, code: str) -> None:
        """Show an item; the remark of the one before is kept."""
        self.keep_remark()
        self._code = code
        item = self._lines.checklist.item(code)
        self.set_title(f"检查项 {code}")
        self._about.setText(" · ".join(_about(item)))
        empty(self._answers)
        self._made = self._boxes(item)
        for made in self._made:
            self._answers.addWidget(made)
        self.refresh()

    def forget(self) -> None:
        """Another sheet: nothing typed here belongs to it."""
        self._pause.stop()
        self._code = ""

    def refresh(self) -> None:
        """Show what was entered on the item now."""
        if not self._code:
            return
        entered, editable = self._lines.entered(self._code), self._lines.editable
        given = -2 if entered.answer.value is None else int(entered.answer.value)
        for made in self._made:
            place = made.property("place")
            made.setChecked(not entered.answer.applicable if place == -1 else place == given)
        self._fixed.setChecked(entered.fixed_on_spot)
        self._to_enter.setVisible(editable)
        if not self._pause.isActive() and self.remark.value() != entered.remark:
            self.remark.blockSignals(True)
            self.remark.set_value(entered.remark)
            self.remark.blockSignals(False)
        self.photos.show_photos(entered.photos, editable)

    def keep_remark(self) -> None:
        """What was typed as a remark becomes the item's."""
        if not self._pause.isActive():
            return
        self._pause.stop()
        if self._code and self._lines.entered(self._code).remark != self.remark.value():
            self._lines.put(self._code, remark=self.remark.value())
            self._lines.edited.emit(self._code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the remark goes back to the sheet; Shift+Enter breaks the line."""
        if watched is self.remark and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.keep_remark()
                self._sheet.setFocus()
                return True
        elif watched is self.remark and event.type() == QEvent.Type.FocusOut:
            self.keep_remark()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        to_enter = QVBoxLayout(self._to_enter)
        to_enter.setContentsMargins(0, 0, 0, 0)
        to_enter.setSpacing(6)
        to_enter.addLayout(self._answers)
        row = QHBoxLayout()
        row.addWidget(label("备注 (B)", "label"))
        row.addStretch(1)
        row.addWidget(self._fixed)
        to_enter.addLayout(row)
        to_enter.addWidget(self.remark)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(self._about)
        lines.addWidget(self._to_enter)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(label("照片 (P)", "label"))
        row.addStretch(1)
        self._photo_buttons = [
            icon_button(icon, words, f"inspection.photos.{how}", partial(self.photos_wanted.emit, how))
            for how, icon, words in (
                ("files", "photo", "选择照片 (P)"),
                ("paste", "paste", "粘贴照片 (Ctrl+V)"),
                ("folder", "folder", "打开照片文件夹"),
            )
        ]
        for made in self._photo_buttons:
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(made)
        lines.addLayout(row)
        lines.addWidget(self.photos)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.add(scroll, 1)

    def _boxes(self, item: Item) -> list[QPushButton]:
        """A button for each box to tick, or for an item without a fault; and one for what does not apply."""
        made = []
        if labels := answering.choices(item):
            for at, words in enumerate(_with_points(item, labels)):
                made.append(
                    _answer(f"{at + 1} {words}", f"inspection.answer.{at + 1}", partial(self._sheet.choose, at))
                )
                made[-1].setProperty("place", at)
        else:
            made.append(_answer("没有问题", "inspection.answer.none", self._sheet.settle))
            made[-1].setProperty("place", int(faultless(item).value or 0))
        if item.may_not_apply:
            made.append(_answer("N 不适用", "inspection.answer.out", self._sheet.leave_out))
            made[-1].setProperty("place", -1)
        return made

    def _typed(self) -> None:
        self._pause.start()

    def _changed(self, row: int) -> None:
        item = self._lines.item_at(row)
        if item is not None and item.code == self._code:
            self.refresh()


def _answer(words: str, name: str, act: Callable[[], object]) -> QPushButton:
    """A button that leaves the keyboard with the sheet."""
    made = button(words, name, act)
    made.setCheckable(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setProperty("compact", True)
    return made


def _with_points(item: Item, labels: tuple[str, ...]) -> list[str]:
    """The words of the boxes, a degree with the points that it takes."""
    if item.way is not Way.TIERED:
        return list(labels)
    taken = [points_words(tier.deduct) for tier in item.tiers]
    return [f"{words} -{points}" if points != "0" else words for words, points in zip(labels, taken, strict=True)]


def _about(item: Item) -> list[str]:
    """How points are taken, what to look at, how grave it is, and how long there is to put it right."""
    parts = [] if item.way is Way.TIERED else [item.rule_words]
    if item.evidence:
        parts.append(f"查{item.evidence}")
    if item.severity is not Severity.GENERAL:
        parts.append(f"{item.severity.label}问题")
    if item.rectify:
        parts.append(f"整改{item.rectify.words}")
    if item.veto:
        parts.append("不合格时一票否决")
    return parts
