"""占位说明: the names that a template may use, to read and to copy."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.services.summaries.placeholders import Group, Placeholder
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label

WIDE, HIGH = 760, 540  # design pixels
STOP = 170  # design pixels from one column to the next
BESIDE = 4  # placeholders without words that stand in one line


class PlaceholdersDialog(QDialog):
    """Plain text, so that a name can be marked and copied."""

    def __init__(self, text: str, groups: Sequence[Group], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = current()
        self.setObjectName("reports.placeholders")
        self.setWindowTitle("占位说明")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(look.px(WIDE), look.px(HIGH))
        self.text = QPlainTextEdit("\n".join(_lines(groups)).strip())
        self.text.setObjectName("reports.placeholders.text")
        self.text.setAccessibleName("模板可用的占位")
        self.text.setReadOnly(True)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setTabStopDistance(look.px(STOP))
        about = "在Word里把名称连同双花括号写进模板,可从这里复制;生成时换成这一期的内容,字体、字号跟模板走。"
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", "reports.placeholders.close", self.reject))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(label(f"{text}模板可用的占位", "title"))
        whole.addWidget(label(about, "muted", wrap=True))
        whole.addWidget(self.text, 1)
        whole.addLayout(foot)
        self.text.setFocus()


def _lines(groups: Sequence[Group]) -> Iterator[str]:
    for group in groups:
        yield from ("", f"【{group.title}】{group.words}")
        beside: list[str] = []
        for one in group.placeholders:
            if one.words:
                yield _line(one)
            else:
                beside.append(one.written)
        yield from ("\t".join(beside[at : at + BESIDE]) for at in range(0, len(beside), BESIDE))


def _line(one: Placeholder) -> str:
    return f"{one.written}\t{one.words}"
