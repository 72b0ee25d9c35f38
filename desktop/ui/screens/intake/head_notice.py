"""The line beside the title: the keys, or that a draft was brought back and may be dropped."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import ElidedLabel

KEYS = "Enter 下一项 · Alt+Enter 采用建议类别 · Ctrl+Shift+V 粘贴识别 · F1 全部按键"
RESTORED = "已恢复上次没有保存的登记。"


class HeadNotice(QStackedWidget):
    """`dropped` asks to throw the draft away."""

    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        hint = ElidedLabel(KEYS, "muted")
        hint.setContentsMargins(8, 0, 0, 0)
        self._notice = QFrame()
        self._notice.setObjectName("intake.restored")
        self._notice.setAccessibleName(RESTORED)
        self._notice.setProperty("kind", "notice")
        mark = QLabel()
        mark.setPixmap(icons.pixmap("history", "accent", current().px(18), self.devicePixelRatioF()))
        line = QHBoxLayout(self._notice)
        line.setContentsMargins(12, 0, 0, 0)
        line.addWidget(mark)
        line.addWidget(ElidedLabel(RESTORED), 1)
        line.addWidget(button("丢弃草稿", "intake.drop_draft", self.dropped.emit, kind="quiet", icon="delete"))
        self.addWidget(hint)
        self.addWidget(self._notice)

    def show_restored(self, restored: bool) -> None:
        self.setCurrentIndex(int(restored))

    @property
    def restored(self) -> bool:
        """Whether it says that a draft was brought back."""
        return self.currentIndex() == 1
