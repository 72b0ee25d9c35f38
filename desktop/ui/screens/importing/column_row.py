"""One field of the target with the column that fills it, how that was found, and what stands there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from desktop.forms.fields import Field
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.labels import ElidedLabel, label

NOT_IMPORTED = "不导入"


class SourceBox(QComboBox):
    """The columns of the sheet; the wheel scrolls the page unless the box is open."""

    def __init__(self, name: str, words: str, titles: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName(f"importing.column.{name}")
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedWidth(current().px(230))
        self.addItems([NOT_IMPORTED, *titles])

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnRow(QWidget):
    """`changed(field name, position from 0 or None)` when another column is chosen."""

    changed = Signal(str, object)

    def __init__(self, name: str, field: Field, required: bool, titles: Sequence[str]) -> None:
        super().__init__()
        self.name = name
        words = f"{field.label} *" if required else field.label
        head = label(words, "strong" if required else "")
        head.setFixedWidth(current().px(112))
        self.box = SourceBox(name, field.label, titles)
        self._mark = Chip("")
        place = QWidget()
        place.setFixedWidth(current().px(84))
        inner = QHBoxLayout(place)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._mark)
        inner.addStretch(1)
        self._samples = ElidedLabel("", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(head)
        layout.addWidget(self.box)
        layout.addWidget(place)
        layout.addWidget(self._samples, 1)
        self.box.activated.connect(self._chosen)

    def show_source(self, at: int | None, mark: str, tone: Tone, samples: str) -> None:
        """The column at position `at`, how it came to be chosen, and its first values."""
        self.box.setCurrentIndex(0 if at is None else at + 1)
        self._mark.setVisible(bool(mark))
        self._mark.show_state(mark, tone)
        self._samples.setText(samples)

    def _chosen(self, index: int) -> None:
        self.changed.emit(self.name, index - 1 if index else None)
