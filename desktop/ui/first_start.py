"""The first start: whose office it is and who works here; it can be put off and changed later in the settings."""

from PySide6.QtWidgets import QWidget

from desktop.forms.office import WhoseOffice
from desktop.services.reference import settings
from desktop.ui.desk import Desk
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView


class FirstStart(FormDialog):
    """One small form."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        form = FormView(WhoseOffice, columns=2, spans={"name": 2, "staff": 2})
        super().__init__(
            "欢迎使用邻里办",
            form,
            lambda filled: desk.background.write(settings.settle, filled),
            "开始使用",
            "first_start",
            ["请告诉我们是哪个单位、谁在用;以后可以在“设置”里改。数据只存在这台电脑上。"],
            parent,
        )
