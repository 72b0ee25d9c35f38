"""A list whose items have a line that says what, and perhaps a muted line below it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font

INSIDE = 8  # design pixels left and right of the text
ABOVE = 6  # design pixels above the first and below the second line


class TwoLines(QStyledItemDelegate):
    """Draws the first line of the item's text in body size and the second muted; an icon stands at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        first, second = self._lines()
        below = second.lineSpacing() if "\n" in str(index.data(Qt.ItemDataRole.DisplayRole)) else 0
        return QSize(0, first.lineSpacing() + below + 2 * current().px(ABOVE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, (first, second) = current(), self._lines()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        area = QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if selected or option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        area.adjust(look.px(INSIDE), look.px(ABOVE), -look.px(INSIDE), 0)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            size = look.px(16)
            icon.paint(painter, QRect(area.right() - size, area.top(), size, first.lineSpacing()))
            area.setRight(area.right() - size - look.px(4))
        what, _, more = str(index.data(Qt.ItemDataRole.DisplayRole)).partition("\n")
        for text, metrics, size, colour in (
            (what, first, 14, "accent" if selected else "text"),
            (more, second, 13, "muted"),
        ):
            painter.setFont(body_font(size))
            painter.setPen(look.colour(colour))
            line = QRect(area.left(), area.top(), area.width(), metrics.lineSpacing())
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
            area.setTop(line.bottom() + 1)
        painter.restore()

    def _lines(self) -> tuple[QFontMetrics, QFontMetrics]:
        return QFontMetrics(body_font(14)), QFontMetrics(body_font(13))


def two_line_list(name: str, words: str, parent: QWidget | None = None) -> QListWidget:
    """An empty list drawn so; `words` name it for a screen reader. Item texts are "what" or "what\\nmore"."""
    made = QListWidget(parent)
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setItemDelegate(TwoLines(made))
    return made
