"""The editors of the simple field kinds, all used alike.

`value` is None or empty where nothing (or nothing readable) was entered; `mistake` then says what to do about text that
cannot be read. `draft` is JSON and keeps even unreadable text; `edited` says that something was changed.
"""

import math
import re
import unicodedata
from typing import Any, cast

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.forms.fields import Choice, LongText, Number, Phone, Text, YesNo
from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font


class TextEdit(QLineEdit):
    """One line of text."""

    edited = Signal()

    def __init__(self, field: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(field.hint)
        self.textChanged.connect(self.edited)

    def value(self) -> str:
        return self.text().strip()

    def set_value(self, value: str | None) -> None:
        self.setText(value or "")
        self.setCursorPosition(0)

    def draft(self) -> str:
        return self.text()

    def set_draft(self, draft: str) -> None:
        self.setText(draft)

    def mistake(self) -> str | None:
        return None


class PhoneEdit(TextEdit):
    """A telephone number; blanks, dots and full-width digits may be typed or pasted."""

    def __init__(self, field: Phone, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)

    def value(self) -> str:
        plain = unicodedata.normalize("NFKC", self.text())
        return re.sub(r"[-—–()]+", "-", re.sub(r"[\s.]", "", plain)).strip("-")


class LongTextEdit(QPlainTextEdit):
    """Several lines with a counter in the corner; Tab leaves it, Enter breaks the line."""

    edited = Signal()

    def __init__(self, field: LongText, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest = field.longest
        self._lines = lines
        self.setPlaceholderText(field.hint)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self._height(2))
        self.textChanged.connect(self.edited)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height(self._lines))

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        self.setPlainText(value or "")

    def draft(self) -> str:
        return self.toPlainText()

    def set_draft(self, draft: str) -> None:
        self.setPlainText(draft)

    def mistake(self) -> str | None:
        return None

    def counter(self) -> str:
        """What the corner says: characters used and the most there may be."""
        return words.COUNTER.format(used=self.document().characterCount() - 1, longest=self._longest)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = current()
        over = self.document().characterCount() - 1 > self._longest
        if not over and not self.hasFocus():
            return
        painter = QPainter(self.viewport())
        painter.setFont(body_font(12))
        painter.setPen(look.colour("overdue" if over else "muted"))
        corner = QRect(self.viewport().rect()).adjusted(0, 0, -look.px(4), -look.px(2))
        where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        behind = painter.boundingRect(corner, where, self.counter())
        painter.fillRect(behind.adjusted(-look.px(4), 0, look.px(4), look.px(2)), self.palette().base())
        painter.drawText(corner, where, self.counter())
        painter.end()

    def _height(self, lines: int) -> int:
        return self.fontMetrics().lineSpacing() * lines + current().px(18)


class ChoiceBox(QComboBox):
    """One of a few; empty at first unless `preset`. Letters jump, the wheel does not change it by accident."""

    edited = Signal()

    def __init__(self, field: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.members = tuple(field.options)
        self.setPlaceholderText(field.hint or words.CHOOSE)
        self._optional = not field.required
        if self._optional:
            self.addItem(field.hint or words.CHOOSE)
        for member in self.members:
            self.addItem(member.label)
        self.setCurrentIndex(0 if self._optional else -1)
        self.currentIndexChanged.connect(lambda _: self.edited.emit())

    def value(self) -> Any:
        at = self.currentIndex() - self._optional
        return self.members[at] if at >= 0 else None

    def set_value(self, value: Any) -> None:
        at = self.members.index(value) if value is not None else -1
        self.setCurrentIndex(at + self._optional)

    def draft(self) -> str | None:
        member = self.value()
        return None if member is None else str(member.value)

    def set_draft(self, draft: str | None) -> None:
        self.set_value(next((m for m in self.members if m.value == draft), None))

    def mistake(self) -> str | None:
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CheckBox(QCheckBox):
    """Yes or no. Its label stands beside the box."""

    edited = Signal()

    def __init__(self, field: YesNo, parent: QWidget | None = None) -> None:
        super().__init__(field.label, parent)
        self.setToolTip(field.hint)
        self.toggled.connect(lambda _: self.edited.emit())

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        self.setChecked(bool(value))

    def draft(self) -> bool:
        return self.isChecked()

    def set_draft(self, draft: bool) -> None:
        self.setChecked(draft)

    def mistake(self) -> str | None:
        return None


class ThreeBox(QComboBox):
    """Yes, no or not answered."""

    edited = Signal()
    answers = (None, True, False)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItems([words.NOT_ANSWERED, words.YES, words.NO])
        self.currentIndexChanged.connect(lambda _: self.edited.emit())

    def value(self) -> bool | None:
        return self.answers[self.currentIndex()]

    def set_value(self, value: bool | None) -> None:
        self.setCurrentIndex(self.answers.index(value))

    def draft(self) -> bool | None:
        return self.value()

    def set_draft(self, draft: bool | None) -> None:
        self.set_value(draft)

    def mistake(self) -> str | None:
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberEdit(QLineEdit):
    """A number typed freely, with its unit at the right."""

    edited = Signal()

    def __init__(self, field: Number, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setPlaceholderText(field.hint)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.textChanged.connect(self.edited)
        if field.unit:
            self.setTextMargins(0, 0, self.fontMetrics().horizontalAdvance(field.unit) + 8, 0)

    def _typed(self) -> float | None:
        text = unicodedata.normalize("NFKC", self.text()).replace(",", "").strip()
        try:
            number = float(text)
        except ValueError:
            return None
        return number if math.isfinite(number) else None

    def value(self) -> float | int | None:
        number = self._typed()
        if number is None:
            return None
        return round(number, self._field.decimals) if self._field.decimals else round(number)

    def set_value(self, value: float | None) -> None:
        self.setText("" if value is None else f"{value:.{self._field.decimals}f}")

    def draft(self) -> str:
        return self.text()

    def set_draft(self, draft: str) -> None:
        self.setText(draft)

    def mistake(self) -> str | None:
        number = self._typed()
        if number is None:
            return words.BAD_NUMBER.format(label=self._field.label) if self.text().strip() else None
        if not self._field.decimals and not number.is_integer():
            return words.NO_WHOLE_NUMBER.format(label=self._field.label)
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._field.unit:
            painter = QPainter(self)
            painter.setPen(current().colour("muted"))
            area = self.rect().adjusted(0, 0, -current().px(10), 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._field.unit)
            painter.end()


def moves_on(event: QEvent) -> bool:
    """Whether this is the Enter that moves to the next field."""
    return (
        event.type() == QEvent.Type.KeyPress
        and (key := cast(QKeyEvent, event)).key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        and not key.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    )
