"""What leaves the import screen: a mapping under a name, and the rows that were not taken."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.forms.fields import Text
from desktop.forms.imports.mapping import ImportMapping
from desktop.services.imports.mappings import keep_mapping
from desktop.services.imports.outcomes import Outcome, Preview, save_rejects
from desktop.system.files import Place
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView


@dataclass(frozen=True, slots=True)
class MappingName:
    """Under which name a mapping is kept."""

    name: Annotated[str, Text(label="名称", longest=30, required=True, hint="如:热线月报")] = ""


class Keeping:
    """Asks where to or under which name, then writes in the background."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent
        self.dialog: FormDialog | None = None

    def name_mapping(self, mapping: ImportMapping, proposed: str, done: Callable[[str], object]) -> None:
        """Ask for a name and keep the mapping under it; `done` gets the name."""
        self.dialog = FormDialog(
            "保存对应关系",
            FormView(MappingName, columns=1),
            lambda form: self._desk.background.write(_keep, form.name, mapping),
            "保存",
            "importing.mapping_name",
            ["下次导入列名相同的表时自动沿用;用原名保存就替换原来的。"],
            self._parent,
        )
        self.dialog.form.set_value(MappingName(proposed))
        self.dialog.saved.connect(done)
        self.dialog.open()

    def save_rejects(self, found: Outcome | Preview, path: Path) -> None:
        """Ask where to, and write the rows that were not taken, each with its reason."""
        proposed = str(path.with_name(f"{path.stem}-未导入.xlsx"))
        chosen, _ = QFileDialog.getSaveFileName(self._parent, "保存未导入的行", proposed, "Excel 工作簿 (*.xlsx)")
        if chosen:
            self.save_rejects_to(Path(chosen), found, path)

    def save_rejects_to(self, to: Path, found: Outcome | Preview, path: Path) -> None:
        """Write them without asking."""
        task = self._desk.background.run(save_rejects, found, path.name, to, self._desk.now())
        task.then(self._saved, lambda error: self._desk.say(str(error), Tone.OVERDUE))

    def _saved(self, place: Place) -> None:
        self._desk.say(f"已保存到“{place.path}”,改正后可以直接再导入。", Tone.DONE)


def _keep(session: object, name: str, mapping: ImportMapping) -> str:
    keep_mapping(session, name, mapping)  # type: ignore[arg-type]
    return name.strip()
