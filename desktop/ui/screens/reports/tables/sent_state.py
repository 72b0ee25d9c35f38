"""Whether the shown report was sent, beside its title; a click shows the record."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.services.sent.checked import Standing
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts import chips


class SentState(QAbstractButton):
    """未上报, 11月3日 10:12 王芳 已上报, or 与已上报不一致, in its tone."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = Standing()
        self.setObjectName("reports.state")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_standing(self.standing)

    def show_standing(self, standing: Standing) -> None:
        """Say how the report stands."""
        self.standing = standing
        self.setText(standing.words)
        self.setAccessibleName(standing.words)
        sent = standing.sent
        self.setToolTip(
            f"{sent.words}{sent.recipient};点开看留存的文件和不一致的地方 (Ctrl+H)" if sent else "还没有标为已上报"
        )
        self.updateGeometry()
        self.update()

    @property
    def tone(self) -> Tone:
        """What the words mean."""
        if self.standing.sent is None:
            return Tone.VOID
        return Tone.DUE_SOON if self.standing.differs else Tone.DONE

    def sizeHint(self) -> QSize:
        return QSize(chips.width(self.text(), self.tone), current().px(chips.HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        chips.draw(painter, QRectF(self.rect()), self.text(), self.tone)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(current().ink(self.tone), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self.height() / 2, self.height() / 2)
        painter.end()
