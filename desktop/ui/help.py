"""F1: what the screen is for and which keys it knows."""

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from desktop.ui.kit.buttons import button
from desktop.ui.kit.labels import label, line
from desktop.ui.screen import Screen

EVERYWHERE = (
    ("F2", "新登记"),
    ("Ctrl+K", "跳转:工单号、电话、小区、功能"),
    ("Alt+1 … Alt+9", "切换左侧功能"),
    ("F5", "刷新"),
    ("Ctrl+F", "查找"),
    ("Ctrl+E", "导出"),
    ("Ctrl+P", "打印"),
    ("Esc", "返回"),
    ("F1", "本页帮助"),
)


class HelpDialog(QDialog):
    """The help of one screen."""

    def __init__(self, screen: Screen, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(f"{screen.title} · 帮助")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 16, 20, 16)
        page.setSpacing(10)
        page.addWidget(label(screen.title, "title"))
        for text in screen.help_lines:
            page.addWidget(label(text, wrap=True))
        page.addWidget(line())
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        own = [(command.keys, command.words) for command in screen.commands]
        known = {keys for keys, _ in own}
        shown = own + [pair for pair in EVERYWHERE if pair[0] not in known]
        for row, (keys, words) in enumerate(shown):
            grid.addWidget(label(keys, "strong"), row, 0)
            grid.addWidget(label(words), row, 1)
        grid.setColumnStretch(1, 1)
        page.addLayout(grid)
        page.addWidget(button("知道了", "help.close", self.accept, kind="primary"))
        self.setMinimumWidth(460)
