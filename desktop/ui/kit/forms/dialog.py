"""One small form as a sheet over its window; it stays, with what was typed, until the save is confirmed."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import Refused
from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.background import Task
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label


class FormDialog(QDialog):
    """Asks a form. `save(form)` starts the write and returns its Task; the dialog closes when that succeeded.

    `context` are lines that say what this is about and what will happen. `saved(result)` comes after the commit.
    Ctrl+Enter saves, Esc goes back; a form that was typed in asks for a second Esc.
    """

    saved = Signal(object)

    def __init__(
        self,
        title: str,
        form: FormView,
        save: Callable[[Any], Task],
        action: str,
        name: str,
        context: Iterable[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName(name)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.form, self._save = form, save
        self._touched = self._warned = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(title, "title"))
        for text in context:
            layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(form, 1)
        self._warning = label("", "muted")
        self.save_button = button(action, f"{name}.save", self.accept, kind="primary", tip=words.CTRL_ENTER)
        self.cancel_button = button(words.CANCEL, f"{name}.cancel", self.reject)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._warning, 1)
        line.addWidget(self.cancel_button)
        line.addWidget(self.save_button)
        layout.addLayout(line)
        self.setMinimumWidth(current().px(520))
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.accept)
        form.editors.edited.connect(self._edited)

    def open(self) -> None:
        """Show the sheet with the keyboard in its first field; returns at once."""
        self._touched = self._warned = False
        super().open()
        if first := next((e for n in self.form.editors if (e := self.form.editors[n]).isVisibleTo(self)), None):
            first.setFocus()

    def accept(self) -> None:
        """Save. Problems are shown in place; nothing typed is lost."""
        if not self.save_button.isEnabled():
            return
        try:
            filled = self.form.value()
        except Refused as refusal:
            self._failed(refusal)
            return
        self.save_button.setEnabled(False)
        self._save(filled).then(self._saved, self._failed)

    def reject(self) -> None:
        """Close without saving; when something was typed, only the second time."""
        if self._touched and not self._warned:
            self._warned = True
            self._warning.setText(words.NOT_SAVED)
            return
        super().reject()

    def _edited(self, _name: str) -> None:
        self._touched, self._warned = True, False
        self._warning.clear()

    def _saved(self, result: object) -> None:
        self.save_button.setEnabled(True)
        super().accept()
        self.saved.emit(result)

    def _failed(self, error: object) -> None:
        self.save_button.setEnabled(True)
        self.form.show_failure(error)
        self._make_room()

    def _make_room(self) -> None:
        """Grow by the lines that say what is wrong, as far as the screen goes."""
        if (layout := self.layout()) is not None:
            wanted = min(layout.totalHeightForWidth(self.width()), self.screen().availableGeometry().height())
            self.resize(self.width(), max(self.height(), wanted))
