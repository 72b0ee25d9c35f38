"""粘贴识别: paste a message, see what was recognised and from which words, and fill the form with it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.fields import LongText, YesNo
from desktop.services.intake.recognising import Found, recognise
from desktop.ui.desk import Desk
from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.background import Latest
from desktop.ui.kit.forms.editors import CheckBox, LongTextEdit
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP, Card, empty
from desktop.ui.kit.parts.labels import ElidedLabel, label
from desktop.ui.screens.intake.columns import ScrolledColumn

AFTER = 250  # milliseconds without a key
HINT = "把微信消息或 12345 工单的文字粘贴在这里"
NOTHING = "粘贴后,这里列出认出的内容,以及各是从哪句话认出来的。"
NOT_KNOWN = "没有认出可以填写的内容,请直接登记。"
SHOWN = 60  # letters of a value or its words


class PasteDialog(QDialog):
    """`confirmed` brings the ticked fields with their values. Ticked at first is what fills an empty field."""

    confirmed = Signal(dict)

    def __init__(self, desk: Desk, filled: Mapping[str, str], parent: QWidget) -> None:
        """`filled` are the fields that hold something already, as they read."""
        super().__init__(parent)
        self.setObjectName("intake.paste")
        self.setWindowTitle("粘贴识别")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._desk, self._filled = desk, filled
        self._latest = Latest()
        self._found: list[tuple[CheckBox, Found]] = []
        self._timer = QTimer(self, singleShot=True, interval=AFTER)
        self._timer.timeout.connect(self._ask)
        self.text = LongTextEdit(LongText(label="粘贴的文字", hint=HINT), lines=12)
        self.text.setObjectName("intake.paste_text")
        self.text.setAccessibleName("粘贴的文字")
        self.text.edited.connect(self._timer.start)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.fill_button = button("填入  Ctrl+Enter", "intake.paste_fill", self.accept, kind="primary", icon="check")
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        self._show([])

    def open(self) -> None:
        """Show the sheet, with what the clipboard holds already pasted."""
        self.text.setPlainText(QGuiApplication.clipboard().text())
        self.text.selectAll()
        super().open()
        self.text.setFocus()

    def accept(self) -> None:
        """Hand over what is ticked; nothing is saved by it."""
        if not self.fill_button.isEnabled():
            return
        self.confirmed.emit({found.field: found.value for box, found in self._found if box.isChecked()})
        super().accept()

    def done(self, result: int) -> None:
        self._timer.stop()
        self._latest.forget()
        super().done(result)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 16, 20, 16)
        page.setSpacing(12)
        page.addWidget(label("粘贴识别", "title"))
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._rows)
        column.addStretch(1)
        card = Card("认出的内容", "intake.paste_found")
        card.add(ScrolledColumn(found, "intake.paste_scroll"), 1)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.text, 3)
        both.addWidget(card, 5)
        page.addLayout(both, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(ElidedLabel("只填入打勾的各项,填入后仍可修改。", "muted"), 1)
        foot.addWidget(button(words.CANCEL, "intake.paste_cancel", self.reject))
        foot.addWidget(self.fill_button)
        page.addLayout(foot)
        self.resize(current().px(940), current().px(520))

    def _ask(self) -> None:
        text = self.text.value()
        if text:
            self._latest(self._desk.background.read(recognise, text, self._desk.now())).then(self._show)
        else:
            self._latest.forget()
            self._show([])

    def _show(self, found: list[Found]) -> None:
        empty(self._rows)
        self._found = []
        for one in found:
            self._add(one)
        if not found:
            self._rows.addWidget(label(NOT_KNOWN if self.text.value() else NOTHING, "muted", wrap=True))
        self.fill_button.setEnabled(bool(found))

    def _add(self, one: Found) -> None:
        before = self._filled.get(one.field, "")
        box = CheckBox(YesNo(label=one.label))
        box.setObjectName(f"intake.paste.{one.field}")
        box.setAccessibleName(f"{one.label}:{one.shown}")
        box.setChecked(before in ("", one.shown))
        box.setFixedWidth(current().px(126))
        said = f"来自「{_one_line(one.said)}」" if one.field != "content" else f"共{len(one.shown)}字"
        now = f" · 现在填的是「{_one_line(before)}」" if before not in ("", one.shown) else ""
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(box)
        line.addWidget(ElidedLabel(_one_line(one.shown), "strong"), 3)
        line.addWidget(ElidedLabel(said + now, "muted"), 4)
        self._rows.addLayout(line)
        self._found.append((box, one))


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"
