"""A list of things to tick: a click anywhere on a line or the space bar ticks it."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font

Index = QModelIndex | QPersistentModelIndex
HIGH, BOX, INSIDE = 32, 16, 10  # design pixels
_ON, _OFF = Qt.CheckState.Checked.value, Qt.CheckState.Unchecked.value  # a model keeps the numbers
_CHECK = Qt.ItemDataRole.CheckStateRole


class TickDelegate(QStyledItemDelegate):
    """Qt's own puts the words under the box where a style sheet gives it a size."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, current().px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, area = current(), QRect(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area, look.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, look.colour("hover"))
        side, on = look.px(BOX), index.data(_CHECK) == _ON
        box = QRectF(area.left() + look.px(INSIDE), area.center().y() - side / 2 + 0.5, side, side)
        painter.setPen(look.colour("accent" if on else "muted"))
        painter.setBrush(look.colour("accent" if on else "card"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            icons.paint(painter, box.adjusted(1, 1, -1, -1), "check", "on_accent")
        painter.setFont(body_font())
        painter.setPen(look.colour("text"))
        words = area.adjusted(look.px(INSIDE) + side + look.px(8), 0, -look.px(INSIDE), 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,
    ) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not (pressed and event.type() == QEvent.Type.KeyPress) and event.type() != QEvent.Type.MouseButtonRelease:
            return False
        on = index.data(_CHECK) == _ON
        return model.setData(index, _OFF if on else _ON, _CHECK)
