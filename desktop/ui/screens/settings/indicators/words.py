"""The words that a formula may use, to be read and inserted: fields, functions, parameters, other indicators."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.language.setting import FUNCTIONS
from desktop.domain.indicators.sources import SOURCES, Field, Type
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list

WORD = Qt.ItemDataRole.UserRole


class Words(QWidget):
    """Enter or a double click gives `wanted(word)`; typing in the line above finds."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = ""
        self._known: Sequence[Definition] = ()
        self.sought = QLineEdit()
        self.sought.setObjectName("settings.indicators.sought")
        self.sought.setAccessibleName("查找字段、函数和指标")
        self.sought.setPlaceholderText("查找,如:办结")
        self.sought.textChanged.connect(self._seek)
        self.list = two_line_list("settings.indicators.words", "可用的字段、函数和指标,回车插入公式")
        self.list.itemActivated.connect(lambda item: self.wanted.emit(item.data(WORD)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(label("可用的字段和函数", "strong"))
        layout.addWidget(self.sought)
        layout.addWidget(self.list, 1)
        layout.addWidget(label("双击或回车插入到光标处。", "muted", wrap=True))

    def show_words(self, source: str, known: Sequence[Definition]) -> None:
        """The words for formulas over a kind of record; nothing changes where they are shown already."""
        if source == self._source and known is self._known:
            return
        self._source, self._known = source, known
        self.list.clear()
        fields: Iterable[Field] = SOURCES[source].fields.values() if source in SOURCES else ()
        for field in fields:
            answers = f"({'、'.join(field.answers)})" if field.type is Type.ANSWER else ""
            self._add(field.name, f"{field.name}\n{field.meaning}{answers}")
        for name, words in FUNCTIONS.items():
            example, _, meaning = words.partition(":")
            self._add(f"{name}()", f"{example}\n{meaning}")
        for one in known:
            self._add(one.code, f"{one.code} {one.name}\n{one.said}")
        self._seek(self.sought.text())

    def _add(self, word: str, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(WORD, word)
        item.setToolTip(words)
        self.list.addItem(item)

    def _seek(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(bool(text.strip()) and text.strip().lower() not in item.text().lower())
