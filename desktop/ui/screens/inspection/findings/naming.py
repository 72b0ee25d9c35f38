"""Asking for the name under which a view is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Text
from desktop.services import desk as desk_service
from desktop.ui.desk import Desk
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView


@dataclass(frozen=True, slots=True)
class ViewName:
    """Under which name a view is kept."""

    name: Annotated[str, Text(label="视图名称", longest=12, required=True)] = ""


def name_view(
    desk: Desk, parent: QWidget, screen: str, conditions: dict[str, Any], done: Callable[[], object]
) -> FormDialog:
    """Ask for a name and keep the conditions under it; `done` follows."""
    keep = partial(desk_service.keep_view, screen=screen)
    dialog = FormDialog(
        "存为视图",
        FormView(ViewName, columns=1),
        lambda form: desk.background.write(keep, form.name, conditions),
        "保存",
        f"{screen}.view_name",
        ["以后在左边点一下就能用同样的条件。"],
        parent,
    )
    dialog.saved.connect(lambda _: done())
    dialog.open()
    return dialog
