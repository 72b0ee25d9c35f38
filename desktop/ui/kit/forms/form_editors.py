"""The editors of any form class with their labels and problem lines; screens lay them out as they like."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.errors import Cancelled, Refused, StorageTrouble
from desktop.forms.fields import (
    Choice,
    Day,
    Field,
    Files,
    LongText,
    Moment,
    Number,
    Phone,
    Pick,
    Text,
    YesNo,
    fields_of,
    problems_of,
)
from desktop.ui.kit import words
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.chooser import Chooser
from desktop.ui.kit.forms.editors import (
    CheckBox,
    ChoiceBox,
    LongTextEdit,
    NumberEdit,
    PhoneEdit,
    TextEdit,
    ThreeBox,
    moves_on,
)
from desktop.ui.kit.forms.files_edit import FilesEdit
from desktop.ui.kit.forms.many_chooser import ManyChooser
from desktop.ui.kit.forms.moment_edit import DayEdit, MomentEdit
from desktop.ui.kit.parts.labels import label

Now = Callable[[], datetime]

_PLAIN: dict[type[Field], Callable[[Any], Any]] = {
    Text: TextEdit,
    LongText: LongTextEdit,
    Phone: PhoneEdit,
    Choice: ChoiceBox,
    Pick: Chooser,
    YesNo: CheckBox,
    Number: NumberEdit,
}


class Problem(QWidget):
    """What is wrong with a field and what to do, with an icon; hidden while nothing is."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        icon = QLabel()
        icon.setPixmap(icons.pixmap("warning", "overdue", current().px(15), self.devicePixelRatioF()))
        icon.setContentsMargins(0, 2, 0, 0)  # level with the first line of the text
        self._text = label(role="problem", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def say(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class Editors(QObject):
    """The editors of a form by field name, with their labels and problem lines, all without a parent yet.

    `only` names the fields that get an editor; the others keep the value of the form that was set, or their default.
    `editors["phone"]` is the widget, `editors.labels["phone"]` its label, `editors.problems["phone"]` the line for
    what is wrong, `editors.general` the line for problems of the whole form. `now` serves 明天 17:00.
    """

    edited = Signal(str)  # the field's name

    def __init__(
        self,
        form: type,
        name: str = "",
        now: Now = datetime.now,
        only: Iterable[str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.form, self.name = form, name or _snake(form.__name__)
        self._all: Mapping[str, Field] = fields_of(form)
        self.fields = dict(self._all) if only is None else {field_name: self._all[field_name] for field_name in only}
        self._defaults = {f.name: _default(f) for f in dataclasses.fields(form)}
        self._others: dict[str, Any] = {}
        self._editors: dict[str, Any] = {}
        self.labels: dict[str, QLabel] = {}
        self.problems: dict[str, Problem] = {}
        self.general = Problem(f"{self.name}.problem")
        for field_name, field in self.fields.items():
            self._add(field_name, field, now)
        self.clear()

    def __getitem__(self, name: str) -> Any:
        return self._editors[name]

    def __iter__(self) -> Any:
        return iter(self._editors)

    def block(self, name: str) -> QWidget:
        """A widget of the field's label, editor and problem line above one another."""
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.labels[name])
        layout.addWidget(self._editors[name])
        layout.addWidget(self.problems[name])
        layout.addStretch(1)
        if isinstance(self._editors[name], LongTextEdit):
            layout.setStretchFactor(self._editors[name], 100)
        return made

    def set_candidates(self, of: str, candidates: Iterable[Candidate]) -> None:
        """Give every Pick of that list its candidates."""
        candidates = list(candidates)
        for name, field in self.fields.items():
            if isinstance(field, Pick) and field.of == of:
                self._editors[name].set_candidates(candidates)

    def value(self) -> Any:
        """The filled-in form. Raises Refused where a text cannot be read as what its field asks."""
        mistakes = {name: text for name, editor in self._editors.items() if (text := editor.mistake())}
        if mistakes:
            raise Refused(mistakes | {n: p for n, p in problems_of(self._read()).items() if n not in mistakes})
        return self._read()

    def set_value(self, form: Any) -> None:
        """Show a form's values; problems shown before are cleared."""
        self._take({name: getattr(form, name) for name in self._all})

    def draft(self) -> dict[str, Any]:
        """Everything as typed, readable or not, as JSON."""
        return {name: editor.draft() for name, editor in self._editors.items()}

    def set_draft(self, draft: Mapping[str, Any]) -> None:
        """Bring a draft back; fields it does not know keep their value."""
        for name, editor in self._editors.items():
            if name in draft:
                editor.set_draft(draft[name])

    def clear(self) -> None:
        """Back to the form's own defaults."""
        self._take(self._defaults)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say each problem under its editor, the others in `general`, and go to the first."""
        for name, line in self.problems.items():
            self._mark(name, problems.get(name, ""), line)
        self.general.say(" ".join(text for name, text in problems.items() if name not in self.problems))
        if first := next((name for name in self._editors if name in problems), None):
            self._editors[first].setFocus()

    def show_failure(self, error: object) -> None:
        """Say what became of a save that failed; what was typed stays."""
        match error:
            case Refused(problems=problems):
                self.show_problems(problems)
            case StorageTrouble():
                self.show_problems({"": str(error)})
            case Cancelled():
                self.show_problems({"": words.STOPPED})
            case _:
                self.show_problems({"": words.UNEXPECTED})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if moves_on(event) and not isinstance(watched, LongTextEdit):
            if isinstance(watched, Chooser) and watched.list_open and not watched.take_typed():
                return False
            tab = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(watched, tab)
            return True
        return super().eventFilter(watched, event)

    def _add(self, name: str, field: Field, now: Now) -> None:
        editor = editor_for(field, now)
        editor.setObjectName(f"{self.name}.{name}")
        editor.setAccessibleName(field.label)
        editor.edited.connect(lambda: self._edited(name))
        typed_in = editor.line if isinstance(editor, ManyChooser) else editor
        typed_in.installEventFilter(self)
        self._editors[name] = editor
        title = "" if isinstance(editor, CheckBox) else field.label + (" *" if field.required else "")
        self.labels[name] = label(title, "label")
        self.labels[name].setBuddy(editor)
        self.problems[name] = Problem(f"{self.name}.{name}.problem")

    def _edited(self, name: str) -> None:
        if self.problems[name].text():
            self._mark(name, "", self.problems[name])
        self.edited.emit(name)

    def _mark(self, name: str, problem: str, line: Problem) -> None:
        editor = self._editors[name]
        if problem == line.text():
            return
        line.say(problem)
        editor.setAccessibleDescription(problem)
        restyle(editor, invalid=bool(problem))

    def _take(self, values: Mapping[str, Any]) -> None:
        self._others = {name: values[name] for name in self._all if name not in self.fields}
        for name, editor in self._editors.items():
            editor.set_value(values[name])
        self.show_problems({})

    def _read(self) -> Any:
        return self.form(**self._others, **{name: editor.value() for name, editor in self._editors.items()})


def editor_for(field: Field, now: Now = datetime.now) -> Any:
    """The editor of a field's kind."""
    match field:
        case Pick(many=True):
            return ManyChooser(field)
        case YesNo(three=True):
            return ThreeBox()
        case Moment():
            return MomentEdit(field, now)
        case Day():
            return DayEdit(field, now)
        case Files():
            return FilesEdit(field, now)
        case _:
            return _PLAIN[type(field)](field)


def _default(field: "dataclasses.Field[Any]") -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    return None if field.default_factory is dataclasses.MISSING else field.default_factory()


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
