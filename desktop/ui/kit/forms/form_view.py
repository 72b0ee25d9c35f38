"""A plain grid of the editors of a form."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.forms.fields import Field, Files, LongText
from desktop.ui.kit.forms.form_editors import Editors, Now


class FormView(QWidget):
    """The editors in a grid of 1 to 3 columns; `spans` gives fields more than one, `only` leaves others out."""

    def __init__(
        self,
        form: type,
        columns: int = 2,
        spans: Mapping[str, int] | None = None,
        only: Iterable[str] | None = None,
        name: str = "",
        now: Now = datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editors = Editors(form, name, now, only, self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        row = column = 0
        rows: dict[int, list[str]] = {}
        before: QWidget | None = None
        for field_name in self.editors:
            width = min((spans or {}).get(field_name, _span(self.editors.fields[field_name], columns)), columns)
            if column + width > columns:
                row, column = row + 1, 0
            grid.addWidget(self.editors.block(field_name), row, column, 1, width)
            rows.setdefault(row, []).append(field_name)
            column += width
            if before is not None:
                QWidget.setTabOrder(before, self.editors[field_name])
            before = self.editors[field_name]
        for names in rows.values():  # a check box keeps room for a label only beside editors that have one
            labels = [self.editors.labels[field_name] for field_name in names]
            if not any(each.text() for each in labels):
                for each in labels:
                    each.hide()
        for at in range(columns):
            grid.setColumnStretch(at, 1)
        grid.addWidget(self.editors.general, row + 1, 0, 1, columns)
        growing = [at for at, names in rows.items() if any(_grows(self.editors.fields[each]) for each in names)]
        for at in growing or [row + 2]:  # what is left over goes to long texts, else below everything
            grid.setRowStretch(at, 1)

    def value(self) -> Any:
        """The filled-in form; raises Refused as `Editors.value` does."""
        return self.editors.value()

    def set_value(self, form: Any) -> None:
        self.editors.set_value(form)

    def clear(self) -> None:
        self.editors.clear()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.editors.show_problems(problems)

    def show_failure(self, error: object) -> None:
        self.editors.show_failure(error)


def _grows(field: Field) -> bool:
    return isinstance(field, LongText)


def _span(field: Field, columns: int) -> int:
    return columns if isinstance(field, LongText | Files) else 1
