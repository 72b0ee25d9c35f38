"""A small button or mark inside a line edit, at its left or right edge, that grows with the text."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QLineEdit, QToolButton

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current


class EdgeButton(QToolButton):
    """Qt's own line edit actions keep 16 pixels however large the text is."""

    def __init__(
        self, line: QLineEdit, icon: str, text: str, clicked: Callable[[], object] | None = None, left: bool = False
    ) -> None:
        super().__init__(line)
        self._line, self._left = line, left
        self.setProperty("kind", "edge")
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        icons.put(self, icon, "muted")
        size = current().px(16)
        self.setIconSize(QSize(size, size))
        if clicked is None:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        else:
            self.clicked.connect(lambda _checked=False: clicked())
        margins = line.textMargins()
        if left:
            margins.setLeft(margins.left() + size + 6)
        else:
            margins.setRight(margins.right() + size + 6)
        line.setTextMargins(margins)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            side = current().px(26)
            x = 3 if self._left else self._line.width() - side - 3
            self.setGeometry(x, (self._line.height() - side) // 2, side, side)
        return super().eventFilter(watched, event)
