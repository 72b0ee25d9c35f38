"""Draws the cells of a record table: ground, one or two lines of text, chips; nothing else, so that it is quick."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts import chips
from desktop.ui.kit.tables.record_table import Kind, RecordTable

ONE_LINE, TWO_LINES = 36, 52  # design pixels of a row
REMEMBERED = 20_000  # shortened texts

Index = QModelIndex | QPersistentModelIndex

_ONE_LINE_OF_TEXT = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
_LEFT = int(_ONE_LINE_OF_TEXT | Qt.AlignmentFlag.AlignLeft.value)
_RIGHT = int(_ONE_LINE_OF_TEXT | Qt.AlignmentFlag.AlignRight.value)


class RecordDelegate(QStyledItemDelegate):
    """Asks the model for the row itself instead of one role after another."""

    def __init__(self, model: RecordTable, view: QTableView) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self.renew()

    def renew(self) -> None:
        """Take colours, fonts and sizes from the look in force."""
        look = current()
        self._inks = {tone: look.ink(tone) for tone in Tone}
        self._muted, self._selected, self._stripe = (
            look.colour("muted"),
            look.colour("accent_soft"),
            look.colour("stripe"),
        )
        self._focus = look.colour("accent")
        self._font, self._small = body_font(), body_font(12.5)
        self._metrics, self._small_metrics = QFontMetrics(self._font), QFontMetrics(self._small)
        self._inside = look.px(8)
        self._above, self._below = look.px(22), look.px(20)
        self._chip = look.px(chips.HEIGHT)
        self._shortened: dict[tuple[str, int, bool], str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        row = self._model.row(index.row())
        text = row.cells[index.column()]
        return QSize(self._metrics.horizontalAdvance(text) + 3 * self._inside, current().px(ONE_LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        number, column = index.row(), index.column()
        row = self._model.row(number)
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._selected)
        elif number & 1:
            painter.fillRect(area, self._stripe)
        tone = row.tones.get(column, Tone.NEUTRAL) if row.tones else Tone.NEUTRAL
        kind = self._model.columns[column].kind
        text = row.cells[column]
        if kind is Kind.STATE and text:
            self._state(painter, area, text, tone)
        elif row.second and (below := row.second.get(column)):
            middle = area.top() + area.height() // 2
            width, left = area.width() - 2 * self._inside, area.left() + self._inside
            upper = QRect(left, middle - self._above, width, self._above)
            lower = QRect(left, middle + 1, width, self._below)
            self._line(painter, upper, text, self._font, self._inks[tone], _LEFT)
            self._line(painter, lower, below, self._small, self._muted, _LEFT)
        else:
            inner = area.adjusted(self._inside, 0, -self._inside, 0)
            flags = _RIGHT if kind is Kind.NUMBER else _LEFT
            self._line(painter, inner, text, self._font, self._inks[tone], flags)

    def _state(self, painter: QPainter, area: QRect, text: str, tone: Tone) -> None:
        width = min(chips.width(text, tone), area.width() - self._inside)
        top = area.top() + (area.height() - self._chip) / 2
        painter.save()
        chips.draw(painter, QRectF(area.left() + self._inside / 2, top, width, self._chip), text, tone)
        painter.restore()

    def _line(self, painter: QPainter, area: QRect, text: str, font: QFont, ink: QColor, flags: int) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(area, flags, self._short(text, area.width(), font is self._small))

    def _short(self, text: str, width: int, small: bool) -> str:
        key = (text, width, small)
        found = self._shortened.get(key)
        if found is None:
            if len(self._shortened) > REMEMBERED:
                self._shortened.clear()
            metrics = self._small_metrics if small else self._metrics
            found = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)
            self._shortened[key] = found
        return found
