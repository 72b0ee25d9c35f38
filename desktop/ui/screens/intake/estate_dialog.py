"""An estate that is not in the lists yet, added while the caller waits."""

from PySide6.QtWidgets import QWidget

from desktop.forms.registry import NewEstate
from desktop.services.registry.adding import add_estate
from desktop.ui.desk import Desk
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView


class EstateDialog(FormDialog):
    """Asks for the name (as it was typed) and what else is known; `saved` brings the new id."""

    def __init__(self, desk: Desk, typed: str, parent: QWidget) -> None:
        form = FormView(NewEstate, columns=2, spans={"name": 2, "address": 2, "company": 2}, now=desk.now)
        form.set_value(NewEstate(name=typed))
        desk.fill_lists(form.editors, "organisation")
        super().__init__(
            "新增小区",
            form,
            lambda filled: desk.background.write(add_estate, filled, desk.operator, desk.now()),
            "新增并选用",
            "new_estate",
            ["先填名称就能登记,其余可以以后补。"],
            parent,
        )
