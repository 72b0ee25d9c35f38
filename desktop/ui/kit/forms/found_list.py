"""The list of what a search found: the name at the left, its detail at the right."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.forms.candidates import Candidate

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DETAIL = Qt.ItemDataRole.UserRole


class FoundModel(QAbstractListModel):
    """What was found, and at the end the offer to add, or the word that nothing was found."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[Candidate] = ()
        self.adding = ""

    def show(self, found: Sequence[Candidate], adding: str) -> None:
        self.beginResetModel()
        self.found, self.adding = found, adding
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.found) + (1 if self.adding or not self.found else 0)

    def data(self, index: Index, role: int = 0) -> Any:
        row = index.row()
        if row >= len(self.found):
            text = words.ADD_NEW.format(text=self.adding) if self.adding else words.NOTHING_FOUND
            return text if role == 0 else None
        if role == 0:
            return self.found[row].text
        if role == _DETAIL:
            return self.found[row].detail
        return None


class FoundLine(QStyledItemDelegate):
    """The name at the left, its detail muted at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(100, current().px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = current()
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, look.colour("accent_soft" if chosen else "hover"))
        inner = area.adjusted(look.px(8), 0, -look.px(8), 0)
        painter.setFont(body_font())
        painter.setPen(look.colour("accent" if chosen else "text"))
        text = index.data() or ""
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
        if detail := index.data(_DETAIL):
            taken = painter.fontMetrics().horizontalAdvance(text) + look.px(16)
            painter.setFont(body_font(13))
            painter.setPen(look.colour("muted"))
            right = inner.adjusted(min(taken, inner.width()), 0, 0, 0)
            shown = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, right.width())
            painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
