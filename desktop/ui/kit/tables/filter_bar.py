"""The line above a list that says what is listed: a search box, conditions, and one way to clear them all."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from desktop.forms.fields import Pick
from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.chooser import Chooser
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.edge_button import EdgeButton
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.tables.spans import Span, SpanBox

DELAY = 250  # milliseconds after the last key before the search begins


class ChoiceFilter(QComboBox):
    """One of some values, or all of them. Values are JSON: a code or an id."""

    edited = Signal()

    def __init__(self, everything: str, options: Iterable[tuple[Any, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._everything = everything
        self._values: list[Any] = [None]
        self.setAccessibleName(everything)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_options(options)
        self.currentIndexChanged.connect(lambda _: self.edited.emit())

    def set_options(self, options: Iterable[tuple[Any, str]]) -> None:
        """(value, text) in order; what is chosen stays chosen if it is still offered."""
        chosen = self.value() if self.count() else None
        self.blockSignals(True)
        self.clear()
        self.addItem(self._everything)
        self._values = [None]
        for value, text in options:
            self._values.append(value)
            self.addItem(text)
        self.set_value(chosen)
        self.blockSignals(False)

    def value(self) -> Any:
        return self._values[max(self.currentIndex(), 0)]

    def set_value(self, value: Any) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class FilterBar(QWidget):
    """`changed(values)` comes at once for conditions and after a pause for typing; only what is set is in `values`."""

    changed = Signal(dict)

    def __init__(
        self, name: str, hint: str, now: Callable[[], datetime] = datetime.now, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._now = name, now
        self._parts: dict[str, Any] = {}
        self._more_keys: set[str] = set()
        self._told: dict[str, Any] = {}
        self.search = QLineEdit()
        self.search.setObjectName(f"{name}.search")
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(hint)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(current().px(220))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        EdgeButton(self.search, "search", hint, left=True)
        self._pause = QTimer(self, singleShot=True, interval=DELAY)
        self._pause.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._tell)
        self._more_button = button(words.MORE, f"{name}.more", self._toggle_more, icon="filter")
        self._more_button.setCheckable(True)
        self._more_button.hide()
        self._clear = button(words.CLEAR, f"{name}.clear", self.clear, kind="quiet")
        self._clear.hide()
        self._line = Flow(self)
        for widget in (self.search, self._more_button, self._clear):
            self._line.addWidget(widget)

    def add_choice(
        self, key: str, everything: str, options: Iterable[tuple[Any, str]] = (), more: bool = False
    ) -> ChoiceFilter:
        """A combo box whose first line, `everything` (全部渠道), means no condition."""
        made = ChoiceFilter(everything, options)
        self._add(key, made, more)
        return made

    def add_pick(self, key: str, title: str, more: bool = False) -> Chooser:
        """A chooser by pinyin, for long lists; give it `set_candidates`."""
        made = Chooser(Pick(label=title, of=key, hint=title))
        made.setAccessibleName(title)
        made.setFixedWidth(current().px(150))
        self._add(key, made, more)
        return made

    def add_span(self, key: str, span: Span = Span.ALL, more: bool = False) -> SpanBox:
        """A span of days; `bar.part(key).days()` gives the days meant now."""
        made = SpanBox(f"{self._name}.{key}", self._now, span)
        self._add(key, made, more)
        return made

    def add_action(self, action: QWidget) -> None:
        """A button after the conditions, such as export."""
        self._line.insert(self._line.indexOf(self._clear) + 1, action)

    def part(self, key: str) -> Any:
        """The widget of a condition."""
        return self._parts[key]

    def values(self) -> dict[str, Any]:
        """What is set, as JSON: `text` and the conditions by key."""
        found = {"text": self.search.text().strip()} | {key: part.value() for key, part in self._parts.items()}
        return {key: value for key, value in found.items() if value not in (None, "")}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Set exactly these conditions; tells `changed` once."""
        self.search.blockSignals(True)
        self.search.setText(values.get("text", ""))
        self.search.blockSignals(False)
        for key, part in self._parts.items():
            part.blockSignals(True)
            part.set_value(values.get(key))
            part.blockSignals(False)
        self._tell()

    def clear(self) -> None:
        """No condition at all."""
        self.set_values({})

    def focus_search(self) -> None:
        """For Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    def _add(self, key: str, part: Any, more: bool) -> None:
        part.setObjectName(f"{self._name}.{key}")
        part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        part.edited.connect(self._tell)
        self._parts[key] = part
        if more:
            self._more_keys.add(key)
            self._line.addWidget(part)
            part.hide()
            self._more_button.show()
        else:
            self._line.insert(self._line.indexOf(self._more_button), part)

    def _toggle_more(self) -> None:
        for key in self._more_keys:
            self._parts[key].setVisible(self._more_button.isChecked())

    def _tell(self) -> None:
        self._pause.stop()
        values = self.values()
        hidden = len(self._more_keys & values.keys())
        self._more_button.setText(f"{words.MORE} {hidden}" if hidden else words.MORE)
        self._clear.setVisible(bool(values))
        if values != self._told:
            self._told = values
            self.changed.emit(values)
