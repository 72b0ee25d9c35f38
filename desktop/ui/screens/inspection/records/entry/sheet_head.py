"""The titles over the columns of a sheet, and the card that holds both."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.screens.inspection.records.entry.columns import columns
from desktop.ui.screens.inspection.records.entry.sheet import AnswerSheet


class SheetHead(QWidget):
    """The titles over the columns of a sheet."""

    def __init__(self, sheet: AnswerSheet) -> None:
        super().__init__()
        self._sheet = sheet

    def sizeHint(self) -> QSize:
        return QSize(0, current().px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = current()
        painter = QPainter(self)
        painter.setFont(body_font(13))
        painter.setPen(look.colour("muted"))
        place = columns(QRect(0, 0, self._sheet.viewport().width(), self.height()))
        middle = Qt.AlignmentFlag.AlignVCenter
        for area, text, side in (
            (place.code, "编号", Qt.AlignmentFlag.AlignLeft),
            (place.text, "检查内容与扣分办法", Qt.AlignmentFlag.AlignLeft),
            (place.points, "分值", Qt.AlignmentFlag.AlignHCenter),
            (place.result, "检查结果", Qt.AlignmentFlag.AlignLeft),
            (place.taken, "扣分", Qt.AlignmentFlag.AlignRight),
        ):
            painter.drawText(area, side | middle, text)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), look.colour("line"))
        painter.end()


def framed(sheet: AnswerSheet) -> QFrame:
    """The sheet under its titles, as a card."""
    card = QFrame()
    card.setProperty("kind", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 4, 1, 6)
    column.setSpacing(0)
    column.addWidget(SheetHead(sheet))
    column.addWidget(sheet, 1)
    return card
