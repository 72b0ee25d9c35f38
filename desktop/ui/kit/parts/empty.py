"""What stands where nothing is yet: a sentence that says what to do next, and perhaps the button for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.labels import label


class EmptyState(QWidget):
    """An icon, a title, a hint and an optional button, in the middle."""

    def __init__(
        self, icon: str, title: str, hint: str = "", action: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, "muted", current().px(32), self.devicePixelRatioF()))
        self.title, self.hint = label(title, "strong"), label(hint, "muted", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.hint)
        if action is not None:
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def say(self, title: str, hint: str = "") -> None:
        self.title.setText(title)
        self.hint.setText(hint)
