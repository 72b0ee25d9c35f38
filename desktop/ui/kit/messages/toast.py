"""A short message over the window that goes by itself and never takes the keyboard; it may offer one action."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.ui.kit import words
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import icon_button
from desktop.ui.kit.parts.labels import label

SHORT, WITH_ACTION = 5_000, 12_000  # milliseconds: an offered 撤销 wants more time
_ICONS = {Tone.DONE: "done", Tone.OVERDUE: "warning", Tone.DUE_SOON: "warning"}


class Toast(QFrame):
    """One per window. A new message replaces the one shown; errors stay until they are closed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("toast")
        self.setProperty("kind", "notice")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icon = QLabel()
        self._text = label()
        self._action = QPushButton()
        self._action.setObjectName("toast.action")
        self._close = icon_button("close", words.CLOSE, "toast.close", self.hide, size=14)
        for button in (self._action, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(10)
        for widget in (self._icon, self._text, self._action, self._close):
            layout.addWidget(widget)
        self._act: Callable[[], object] | None = None
        self._action.clicked.connect(self._do)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, tone: Tone = Tone.DONE, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Show `text`; `action` is the word on the button that calls `act`."""
        self._text.setText(text)
        self._act = act
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        role = "accent" if tone is Tone.NEUTRAL else tone.value
        self._icon.setPixmap(icons.pixmap(_ICONS.get(tone, "info"), role, current().px(18), self.devicePixelRatioF()))
        restyle(self, tone=tone.value)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        if tone is Tone.OVERDUE:
            self._timer.stop()
        else:
            self._timer.start(WITH_ACTION if action else SHORT)

    def text(self) -> str:
        """The message shown, or nothing."""
        return self._text.text() if self.isVisible() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _do(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def _place(self) -> None:
        self._text.setWordWrap(False)
        self._text.setMinimumWidth(0)
        most = self._window.width() - current().px(160)
        if self._text.sizeHint().width() > most:
            self._text.setWordWrap(True)
            self._text.setMinimumWidth(most)
        self.adjustSize()
        self.move((self._window.width() - self.width()) // 2, current().px(10))  # buttons to press stand below
